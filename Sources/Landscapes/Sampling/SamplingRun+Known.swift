internal import Archives
internal import Failures
internal import Grids
internal import Provenance
public import Runs

/// What earlier runs and other processes have computed of the surface.
extension SamplingRun {
  /// The points that are in the file and its parts already.
  ///
  /// - Parameter share: that of this process; for one of several, parts of another core do not count.
  /// - Throws: `Failure` (data) if a file belongs to another surface.
  public func pointsDone(of share: Share = .whole) throws -> Int {
    try knownPoints(of: share).computedCount
  }

  /// The points of a share that no file has.
  ///
  /// - Throws: `Failure` (data) if a file belongs to another surface.
  public func missingPoints(of share: Share) throws -> Int {
    let known = try knownPoints(of: share).loss.isComputed
    return share.of(surface.grid.coarseToFine).count { !known[$0] }
  }

  /// What an earlier process has written of a share.
  func ownPart(of share: Share) throws -> LossSurface {
    var surface = emptySurface
    if let source = try SurfaceParts(of: output).read(share) {
      _ = try check(source, isForeignCoreRefused: true)
      try surface.merge(source.surface, from: source.path)
    }
    return surface
  }

  /// What is known of the surface: from its file and from all parts. For one of several processes those of
  /// other cores do not count; joining them is for the user to decide.
  func knownPoints(of share: Share) throws -> LossSurface {
    try knownPoints(try SurfaceParts(of: output).read(), of: share)
  }

  /// The same of files that were read before.
  func knownPoints(
    _ sources: [SurfaceParts.Source], of share: Share
  ) throws -> LossSurface {
    var surface = emptySurface
    for source in sources
    where try check(source, isForeignCoreRefused: share.isWhole) {
      try surface.merge(source.surface, from: source.path)
    }
    return surface
  }

  /// The surface before any point is computed.
  var emptySurface: LossSurface {
    LossSurface(
      grid: self.surface.grid, split: self.surface.split, manifest: self.surface.manifest)
  }

  /// Makes sure that a file belongs to this surface.
  ///
  /// - Returns: whether its points may be taken: false for those of another core.
  func check(_ source: SurfaceParts.Source, isForeignCoreRefused: Bool) throws -> Bool {
    guard let manifest = source.surface.manifest else { return false }
    let differences = self.surface.manifest.withChoices.differences(from: manifest.withChoices)
    if !isForeignCoreRefused, !differences.isEmpty, differences.allSatisfy(\.isOfCore) {
      return false
    }
    let sections = sections(differences)
    if let main = sections.first, let example = differences.first(where: { $0.section == main }) {
      throw Failure(
        .data,
        "belongs to a surface with other settings (\(sections.joined(separator: ", "))): \(example)",
        at: source.path,
        remedy: example.remedy(
          or: "Repeat those settings to resume it, or start over with \(setting: "overwrite").")
      )
    }
    guard source.surface.grid == self.surface.grid,
      source.surface.quantity == emptySurface.quantity
    else {
      throw Failure(
        .data, "has coordinates or datasets that differ from its manifest", at: source.path,
        remedy: "It was changed after it was written: start over with \(setting: "overwrite").")
    }
    return true
  }

  /// What differs. Other weights have other random directions around them, so what was changed
  /// comes before what follows from it.
  private func sections(_ differences: [JSONDifference]) -> [String] {
    let order = [
      "weights", "directions", "evaluator", "data", "loss", "grid", "precision", "batch_norm",
    ]
    let names = Set(differences.map(\.section))
    return order.filter(names.contains) + names.subtracting(order).sorted()
  }
}
