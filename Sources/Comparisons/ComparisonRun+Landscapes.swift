internal import Datasets
internal import Figures
internal import Landscapes
internal import Networks
internal import Pictures
internal import Provenance
internal import Reports
internal import Runs
internal import Training

extension ComparisonRun {
  /// The title of the pictures of both kinds of nets.
  package static let landscapesTitle = "The loss landscape without and with shortcut connections"

  /// One surface of a net, and where it stands in the comparison.
  private struct Shown {
    let arm: ComparisonFiles.Arm
    let seed: Int
    let result: ComparisonReport.Surface
    let facts: String
    let looked: ComparisonStages.Looked

    /// What a picture says of it.
    ///
    /// - Parameter isAmongMany: whether it stands beside other nets and planes of its kind.
    func entry(isAmongMany: Bool = false) -> SurfacePicture.Entry {
      SurfacePicture.Entry(
        surface: looked.surface, analysis: looked.analysis,
        name: isAmongMany ? "Seed \(seed), plane \(result.plane)" : arm.title,
        facts: isAmongMany ? arm.title.lowercased() : facts, path: result.path)
    }
  }

  /// Draws every surface by itself, the first of each kind side by side, as maps and in three dimensions,
  /// and all planes of all nets; and notes where these are.
  func drawLandscapes(
    _ arms: [ComparisonFiles.Arm: [ComparisonStages.Net]], _ data: ComparisonData,
    _ figures: inout ComparisonReport.Figures
  ) throws {
    let shown = ComparisonFiles.Arm.allCases.flatMap { arm in
      (arms[arm] ?? []).flatMap { net in
        zip(net.surfaces, net.result.surfaces).map {
          Shown(
            arm: arm, seed: net.result.seed, result: $1, facts: net.result.facts, looked: $0)
        }
      }
    }
    let range = LossSurface.colorRange(of: shown.map(\.looked.surface))
    let provenance = provenance(data, arms)
    func picture(_ entries: [SurfacePicture.Entry], title: String) -> SurfacePicture {
      SurfacePicture(of: entries, title: title, provenance: provenance, colorRange: range)
    }
    for surface in shown {
      guard let path = surface.result.figure else { continue }
      try PictureFile.write(
        picture([surface.entry()], title: settings.model.title).illustration(),
        manifest: surface.looked.surface.manifest, to: files.path(path))
    }
    func draw(_ picture: SurfacePicture, _ name: String) throws -> String {
      try PictureFile.write(
        picture.illustration(), manifest: try folder.manifest(), to: files.path(name))
      return name
    }
    let first = shown.filter {
      $0.seed == Int(settings.training.seed) && $0.result.plane == 1
    }
    var pair = picture(first.map { $0.entry() }, title: Self.landscapesTitle)
    figures.landscapes = try draw(pair, ComparisonFiles.comparisonFigure)
    if pair.isDrawable(as: .surface) {
      pair.style = .surface
      figures.surfaces = try draw(pair, ComparisonFiles.sceneFigure)
    }
    // As many of each kind as a picture holds, the kinds in rows of their own.
    let most = SurfacePicture.mostSurfaces / 2
    let some = ComparisonFiles.Arm.allCases.flatMap { arm in
      shown.filter { $0.arm == arm }.prefix(most)
    }
    if some.count > 2 {
      var all = picture(
        some.map { $0.entry(isAmongMany: true) }, title: Self.landscapesTitle)
      all.layout = PanelGrid(rows: 2, columns: some.count / 2)
      figures.planes = try draw(all, ComparisonFiles.planesFigure)
    }
  }

  private func provenance(
    _ data: ComparisonData, _ arms: [ComparisonFiles.Arm: [ComparisonStages.Net]]
  ) -> String {
    let errors = arms.values.joined().flatMap(\.surfaces).compactMap(\.surface.centerError)
    let largest = errors.max { $0.relative < $1.relative }
    let error = largest.flatMap(\.percentage).map { " (± \($0) or less at the centre)" } ?? ""
    return "\(settings.model.title) · \(data.train.name) · "
      + "\(settings.directions.normalization.rawValue)-normalised plane, "
      + "\(settings.gridColumns) × \(settings.gridRows) points, "
      + "\(data.surface.count) examples\(error) · persistence ≥ \(extras.scale.text(share: settings.threshold))"
  }
}
