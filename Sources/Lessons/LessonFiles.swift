internal import Archives
public import Comparisons
internal import Failures
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
  public var page: String { path(Self.page) }
  /// Every number of the page.
  public var data: String { path(Self.data) }
  /// The comparison behind the landscapes.
  public var landscapes: ComparisonFiles { ComparisonFiles(folder: "\(folder)/landscapes") }

  /// The files in the folder that a lesson writes.
  public var present: [String] {
    ([manifest] + Self.namesOfOwn.map(path)).filter(InputFile.exists) + landscapes.present
  }

  /// The pictures and the report, relative to the folder.
  public var links: Lesson.Links {
    Lesson.Links(
      gradients: Self.gradients, depth: Self.depth, strength: Self.strength,
      flow: "landscapes/gradient-flow.png",
      landscapes: "landscapes/comparison.png", comparison: "landscapes/report.md")
  }

  /// Reads the finished lesson in the folder.
  ///
  /// - Parameter comparison: its comparison, from the report in ``landscapes``.
  /// - Throws: `Failure`: (missing) if there is none, (data) if it is unfit or of another comparison.
  public func lesson(of comparison: ComparisonReport) throws -> Lesson {
    guard InputFile.exists(at: data) else {
      throw Failure(
        .missing, "is an unfinished lesson: lesson.json is not written yet", at: folder,
        remedy: "Run the command that started it again to resume.")
    }
    return try Lesson(
      reading: try JSONValue(path: data), from: data, comparison: comparison, links: links)
  }

  private static let (page, data) = ("lesson.md", "lesson.json")
  private static let (gradients, depth, strength) = ("gradients.png", "depth.png", "strength.png")
  /// What a lesson writes in the folder itself, beside its manifest.
  static let namesOfOwn = [
    page, data, gradients, depth, strength, "page.html", "deck.pptx",
  ]

  /// The path of a file that is named relative to the folder.
  func path(_ relative: String) -> String { "\(folder)/\(relative)" }
}
