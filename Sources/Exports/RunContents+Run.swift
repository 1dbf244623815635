internal import Analysis
internal import Archives
internal import Comparisons
internal import Failures
internal import Foundation
internal import Landscapes
internal import Lessons
internal import Reports

extension RunContents {
  /// Reads a finished comparison with its surfaces, or the lesson around one.
  ///
  /// - Throws: `Failure`, see ``init(reading:scale:quantity:)``.
  init(run folder: String) throws {
    let lessonFiles = LessonFiles(folder: folder)
    let isLesson =
      !InputFile.exists(at: ComparisonFiles(folder: folder).report.data)
      && [lessonFiles.manifest, lessonFiles.landscapes.manifest].allSatisfy(InputFile.exists)
    let files = isLesson ? lessonFiles.landscapes : ComparisonFiles(folder: folder)
    try Self.checkFinished(files)
    let report = try files.report.comparison()
    let lesson = isLesson ? try lessonFiles.lesson(of: report) : nil
    let places = Self.places(in: report)
    try Self.checkNumber(of: places.count)
    let counting = MinimaCounting(scale: report.scale, share: report.threshold)
    let names = Naming(report)
    let surfaces = try places.map { place in
      let path = ReportFiles.joined(files.folder, place.result.path)
      let surface = try Self.surface(at: path)
      let analysis = counting.analysis(of: surface)
      guard analysis.count == place.result.count else {
        throw Failure(
          .data,
          "shows \(analysis.countText), not the \(place.result.count) of report.json", at: path,
          remedy: "Run basin compare in that folder again; it makes the report anew.")
      }
      return RunSurface(
        name: names.name(place), title: names.title(place), place: place, path: path,
        surface: surface, analysis: analysis)
    }
    self.init(
      name: PathText.visible(URL(filePath: folder).standardizedFileURL.lastPathComponent),
      title: ComparisonRun.landscapesTitle, folder: files.folder, report: report,
      lesson: lesson, surfaces: surfaces, scale: report.scale, threshold: report.threshold)
  }

  /// Where the surfaces stand: seed by seed and plane by plane, so that those which belong together
  /// follow each other.
  private static func places(in report: ComparisonReport) -> [RunSurface.Place] {
    let arms = [(ComparisonFiles.Arm.plain, report.plain), (.residual, report.residual)]
    return (0..<max(report.plain.nets.count, report.residual.nets.count)).flatMap { index in
      let nets = arms.compactMap { arm, nets in
        nets.nets.indices.contains(index) ? (arm: arm, net: nets.nets[index]) : nil
      }
      return (0..<(nets.map(\.net.surfaces.count).max() ?? 0)).flatMap { plane in
        nets.filter { $0.net.surfaces.indices.contains(plane) }.map {
          RunSurface.Place(arm: $0.arm, net: $0.net, result: $0.net.surfaces[plane])
        }
      }
    }
  }

  private static func surface(at path: String) throws -> LossSurface {
    guard InputFile.exists(at: path) else {
      throw Failure(
        .missing, "is missing", at: path,
        remedy: "Run basin compare in that folder again; it samples what is missing.")
    }
    return try LossSurface(path: path)
  }

  private static func checkFinished(_ files: ComparisonFiles) throws(Failure) {
    if InputFile.exists(at: files.report.data) { return }
    if InputFile.exists(at: files.manifest) {
      throw Failure(
        .missing, "is an unfinished run: report.json is not written yet", at: files.folder,
        remedy: "Run the command that started it again to resume.")
    }
    throw Failure(
      .missing, "holds no run", at: files.folder,
      remedy: "Give the folder of a finished basin compare, or surface files.")
  }
}

/// What the surfaces of a run are called: by the kind of net, with the seed and the plane where there are
/// several.
private struct Naming {
  private let hasSeeds: Bool
  private let hasPlanes: Bool

  init(_ report: ComparisonReport) {
    let nets = report.plain.nets + report.residual.nets
    hasSeeds = report.plain.nets.count > 1 || report.residual.nets.count > 1
    hasPlanes = nets.contains { $0.surfaces.count > 1 }
  }

  /// `plain`, `residual_seed_2`, `plain_seed_1_plane_3`.
  func name(_ place: RunSurface.Place) -> String {
    place.arm.rawValue + (hasSeeds ? "_seed_\(place.net.seed)" : "")
      + (hasPlanes ? "_plane_\(place.result.plane)" : "")
  }

  /// `Without shortcuts`, `With shortcuts, seed 2`.
  func title(_ place: RunSurface.Place) -> String {
    place.arm.title + (hasSeeds ? ", seed \(place.net.seed)" : "")
      + (hasPlanes ? ", plane \(place.result.plane)" : "")
  }
}
