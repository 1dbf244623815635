public import Reports

/// Where the files of a lesson lie in its folder.
public struct LessonFiles: Sendable {
  /// The folder.
  public let folder: String

  /// Names the files in a folder.
  public init(folder: String) { self.folder = folder }

  /// Everything that determines the numbers.
  public var manifest: String { "\(folder)/manifest.json" }
  /// The page.
  public var page: String { "\(folder)/lesson.md" }
  /// Every number of the page.
  public var data: String { "\(folder)/lesson.json" }
  /// The comparison behind the landscapes.
  public var landscapes: ComparisonFiles { ComparisonFiles(folder: "\(folder)/landscapes") }

  /// The pictures and the report, relative to the folder.
  public var links: Lesson.Links {
    Lesson.Links(
      gradients: "gradients.png", depth: "depth.png", strength: "strength.png",
      flow: "landscapes/gradient-flow.png",
      landscapes: "landscapes/comparison.png", comparison: "landscapes/report.md")
  }

  /// The path of a file that is named relative to the folder.
  func path(_ relative: String) -> String { "\(folder)/\(relative)" }
}
