internal import Analysis
internal import Grids
internal import Landscapes

/// How a comparison counts the minima of a surface.
struct MinimaCounting {
  /// The scale on which heights are measured.
  let scale: HeightScale
  /// The persistence from which a minimum counts, as a share of the scale's reference.
  let share: Double

  /// The minima of a surface.
  func analysis(of surface: LossSurface) -> MinimaAnalysis {
    let part = surface.loss.readablePart
    return MinimaAnalysis(
      of: surface.loss, analysing: part, quantity: surface.quantity, scale: scale,
      threshold: share * scale.reference(in: scale(part).finiteRange))
  }
}
