package import Analysis
internal import Grids
package import Landscapes

/// How a comparison counts the minima of a surface.
package struct MinimaCounting {
  /// The scale on which heights are measured.
  let scale: HeightScale
  /// The persistence from which a minimum counts, as a share of the scale's reference.
  let share: Double

  /// Counts on a scale, from a share of its reference on.
  package init(scale: HeightScale, share: Double) { (self.scale, self.share) = (scale, share) }

  /// The minima of a surface.
  package func analysis(of surface: LossSurface) -> MinimaAnalysis {
    let part = surface.loss.readablePart
    return MinimaAnalysis(
      of: surface.loss, analysing: part, quantity: surface.quantity, scale: scale,
      threshold: share * scale.reference(in: scale(part).finiteRange))
  }
}
