internal import Analysis
internal import Archives
internal import Failures
internal import Figures
internal import Kernels
internal import Landscapes
internal import Pictures
internal import Provenance
internal import Reports

/// A comparison whose minima are counted again on another scale of heights, from its surface files.
struct Recount {
  /// The report of it; without pictures of what was counted.
  let report: ComparisonReport
  /// The first surface of each kind.
  private let pair: [SurfacePicture.Entry]
  /// How the run was made; nil where its folder does not say.
  private let manifest: Manifest?

  /// Counts again.
  ///
  /// - Parameters:
  ///   - folder: that of the run, relative to which its report names the surfaces.
  ///   - command: the command that counts again.
  /// - Throws: `Failure`: (missing) naming a surface that is not there, (data) naming one that the scale
  ///   does not fit.
  init(
    _ run: ComparisonReport, in folder: String, on scale: HeightScale, command: String
  ) throws {
    let kinds = [(ComparisonFiles.Arm.plain, run.plain), (.residual, run.residual)]
    let paths = kinds.flatMap { $1.nets }.flatMap { $0.surfaces + $0.windows }.map(\.path)
    let loaded = try paths.map { path in
      (path: path, surface: try Self.surface(at: ReportFiles.joined(folder, path)))
    }
    try scale.checkFit(
      of: loaded.map { (path: ReportFiles.joined(folder, $0.path), surface: $0.surface) })
    let counting = MinimaCounting(scale: scale, share: run.threshold)
    let counted = Dictionary(
      loaded.map { ($0.path, (surface: $0.surface, analysis: counting.analysis(of: $0.surface))) }
    ) { first, _ in first }
    func entry(_ path: String) -> (surface: LossSurface, analysis: MinimaAnalysis) {
      guard let entry = counted[path] else { preconditionFailure("\(path) was not read") }
      return entry
    }
    func again(_ old: ComparisonReport.Surface) -> ComparisonReport.Surface {
      let (surface, analysis) = entry(old.path)
      return ComparisonReport.Surface(
        of: surface, analysis: analysis, classes: run.classes, plane: old.plane,
        halfWidth: old.halfWidth, centreLoss: old.centreLoss, centreError: old.centreError,
        path: old.path, figure: nil)
    }
    func again(_ arm: ComparisonReport.Arm) -> ComparisonReport.Arm {
      ComparisonReport.Arm(
        nets: arm.nets.map { net in
          ComparisonReport.Net(
            seed: net.seed, measures: net.measures, surfaces: net.surfaces.map(again),
            windows: net.windows.map(again))
        }, epochs: arm.epochs, connections: arm.connections)
    }
    var random = ComparisonRun.resampling
    report = run.counted(
      on: scale, plain: again(run.plain), residual: again(run.residual), command: command,
      using: &random)
    pair = kinds.map { kind, arm in
      let path = arm.nets[0].surfaces[0].path
      let (surface, analysis) = entry(path)
      return SurfacePicture.Entry(
        surface: surface, analysis: analysis, name: kind.title, facts: arm.nets[0].facts,
        path: path)
    }
    let files = ComparisonFiles(folder: folder)
    manifest =
      InputFile.exists(at: files.manifest)
      ? Manifest(json: try JSONValue(path: files.manifest)) : nil
  }

  private static func surface(at path: String) throws -> LossSurface {
    guard InputFile.exists(at: path) else {
      throw Failure(
        .missing, "is missing; minima are counted on another scale from the surfaces", at: path,
        remedy: """
          Run basin compare in that folder again, or leave out \(setting: "scale") and \
          \(setting: "offset").
          """)
    }
    return try LossSurface(path: path)
  }
}

extension Recount {
  /// A picture that shows what was counted.
  struct Picture: Sendable {
    let path: String
    let illustration: any Illustration
    let manifest: Manifest?
  }

  /// The names of the pictures of one of several runs in a report.
  struct PictureNames {
    let landscapes: String
    let surfaces: String
    let thresholds: String
    let windows: String

    init(run: Int, of count: Int) {
      func name(_ own: String) -> String {
        count == 1 ? own : own.replacing(".png", with: "-\(run + 1).png")
      }
      landscapes = name(ComparisonFiles.comparisonFigure)
      surfaces = name(ComparisonFiles.sceneFigure)
      thresholds = name(ComparisonFiles.thresholdFigure)
      windows = name(ComparisonFiles.windowFigure)
    }

    var all: [String] { [landscapes, surfaces, thresholds, windows] }
  }

  /// The pictures of what was counted, which those of the run do not show.
  ///
  /// - Throws: `Failure` (data) where they cannot be drawn.
  func pictures(_ names: PictureNames, in folder: String) throws -> [Picture] {
    var landscapes = SurfacePicture(
      of: pair, title: ComparisonRun.landscapesTitle,
      provenance: "\(report.model) · loss of \(report.samples) examples · persistence ≥ "
        + report.scale.text(share: report.threshold),
      colorRange: LossSurface.colorRange(of: pair.map(\.surface)))
    let map = try landscapes.illustration()
    landscapes.style = .surface
    let scene = landscapes.isDrawable(as: .surface) ? try landscapes.illustration() : nil
    let drawn: [(String, (any Illustration)?)] = [
      (names.landscapes, map), (names.surfaces, scene),
      (names.thresholds, report.thresholdFigure()), (names.windows, report.windowFigure()),
    ]
    return drawn.compactMap { name, illustration in
      illustration.map {
        Picture(path: "\(folder)/\(name)", illustration: $0, manifest: manifest)
      }
    }
  }
}
