internal import Archives
public import Exports
internal import Figures
public import Pictures
internal import Reports

/// A page for a browser on which surfaces can be turned and the threshold moved: one HTML file that
/// needs no network and nothing else. Of a lesson it holds the whole, with the surfaces in their place.
///
/// The page counts by the persistences of the merge trees, so that each of its counts is that of
/// `MinimaAnalysis.count(atThreshold:)`. Losses are in it as they are, to the last bit.
public struct Page: Sendable {
  /// What it shows.
  public let contents: RunContents
  /// Its title.
  public let title: String
  /// The paths of optimisers on each surface, in the order of the surfaces; none where it is shorter.
  let trajectories: [[DrawnTrajectory]]
  private let data: PageData

  /// Prepares a page.
  ///
  /// - Parameters:
  ///   - contents: the surfaces and what is said of them.
  ///   - title: its title; nil for that of the contents.
  ///   - trajectories: the paths of optimisers on each surface.
  /// - Throws: `Failure` (data) naming a surface that cannot be drawn: without a finite value, or with
  ///   points on a line.
  public init(
    of contents: RunContents, title: String? = nil, trajectories: [[DrawnTrajectory]] = []
  ) throws {
    for surface in contents.surfaces {
      // A figure says what it cannot draw.
      let entry = SurfacePicture.Entry(
        surface: surface.surface, analysis: surface.analysis, path: surface.path)
      _ = try SurfacePicture(of: [entry], style: .surface, colorRange: nil).illustration()
    }
    self.contents = contents
    self.title = title ?? (contents.lesson == nil ? contents.title : Lesson.title)
    self.trajectories = trajectories
    data = PageData(of: contents, trajectories: trajectories)
  }

  /// The file.
  ///
  /// - Throws: `Failure`: (fault) if the system's libcrypto does not provide SHA-256, or a chart cannot be
  ///   drawn; (missing) or (data) for a lesson whose gradients in training cannot be read.
  public var html: String {
    get throws {
      try PageTemplate.filled([
        "title": title.inHTML, "introduction": introduction,
        "generator": "Made with Basin \(Software.version)".inHTML,
        "threshold": thresholdText.inHTML, "threshold-place": "\(data.thresholdPlace)",
        "threshold-marks": thresholdMarks, "curve-key": curveKey, "cards": cards,
        "quantity": contents.quantity.inHTML, "center-key": centerKey + pathKeys,
        "hole-keys": holeKeys,
        "heights": heights, "before": try before, "text": text, "after": after,
        "data": data.json,
      ])
    }
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: `Failure` (output) if it cannot be written.
  public func write(to path: String) throws { try AtomicFile.write(try html, to: path) }

  /// Which kinds of heights the surfaces can be drawn with.
  var drawsLogarithms: Bool { data.ranges.log != nil }
}
