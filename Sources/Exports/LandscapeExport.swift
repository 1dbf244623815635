internal import Analysis
internal import Archives
public import Failures
internal import Grids
internal import Landscapes
internal import Reports

/// The surfaces of a run for a notebook: arrays, minima, and the notebook that reads both.
public struct LandscapeExport: Sendable {
  /// The names of its files, the notebook last.
  public static let fileNames = ["landscape.npz", "minima.csv", "landscape.ipynb"]

  private let contents: RunContents

  /// Prepares an export.
  ///
  /// - Throws: `Failure` (data) for a surface that is a line of points, and where no surface has a finite loss.
  public init(_ contents: RunContents) throws(Failure) {
    for surface in contents.surfaces {
      let grid = surface.surface.grid
      guard grid.columns > 1, grid.rows > 1 else {
        throw Failure(
          .data, "is a line of points; a notebook shows surfaces", at: surface.path,
          remedy: "Export it as .csv, .npz or .npy.")
      }
    }
    guard contents.surfaces.contains(where: \.analysis.points.hasHeights) else {
      throw Failure(
        .data, "has no finite loss: there is nothing to draw", at: contents.surfaces[0].path)
    }
    self.contents = contents
  }

  /// The paths of the files in a folder.
  public static func paths(in folder: String) -> [String] {
    fileNames.map { "\(folder)/\($0)" }
  }

  /// Writes all files into a folder, or none; see `AtomicFolder`.
  ///
  /// - Throws: `Failure` (output) where they cannot be written, (data) for arrays of 4 GiB and more in all.
  public func write(to folder: String) throws {
    let files = [
      try contents.arrays(for: "\(folder)/\(Self.fileNames[0])"),
      Array(minima.utf8),
      Array(LandscapeNotebook(contents).text.utf8),
    ]
    try AtomicFolder.write(
      zip(Self.fileNames, files).map { (name: $0, bytes: $1) }, to: folder)
  }

  /// Every minimum of every surface, as `basin minima --format csv` prints them, surfaces by their names.
  private var minima: String {
    MinimaTable(
      entries: contents.surfaces.map { .init(surface: $0.name, analysis: $0.analysis) }
    ).formatted(as: .csv)
  }
}
