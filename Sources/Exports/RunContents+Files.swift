internal import Analysis
internal import Comparisons
internal import Failures
internal import Landscapes
internal import Reports

extension RunContents {
  /// Reads surface files.
  ///
  /// - Throws: `Failure`, see ``init(reading:scale:quantity:)``.
  init(files: [String], scale: HeightScale, quantity: String?) throws {
    guard !files.isEmpty else {
      throw Failure(
        .usage, "nothing to take along", remedy: "Give the folder of a run, or surface files.")
    }
    try Self.checkNumber(of: files.count)
    let loaded = try files.map {
      (path: $0, surface: try LossSurface(path: $0, quantity: quantity))
    }
    try scale.checkFit(of: loaded)
    guard LossSurface.quantityTitle(of: loaded.map(\.surface)) != nil else {
      let titles = Set(loaded.map(\.surface.quantityTitle)).sorted()
      throw Failure(
        .data, "the surfaces show different quantities: \(titles.joined(separator: ", "))",
        remedy: "Give surfaces of one quantity.")
    }
    let counting = MinimaCounting(scale: scale, share: HeightScale.defaultShare)
    let (names, titles) = (SurfaceNames.names(of: files), SurfaceNames.titles(of: files))
    self.init(
      name: files.count == 1 ? names[0] : "surfaces",
      title: files.count == 1 ? titles[0] : "\(files.count) loss surfaces", folder: nil,
      report: nil, lesson: nil,
      surfaces: loaded.enumerated().map { index, file in
        RunSurface(
          name: names[index], title: titles[index], place: nil, path: file.path,
          surface: file.surface, analysis: counting.analysis(of: file.surface))
      }, scale: scale, threshold: HeightScale.defaultShare)
  }
}
