public import Analysis
public import Figures
package import Grids
public import Landscapes
internal import Provenance

/// How a surface becomes a panel of a figure: its field (of an incomplete surface the part that can
/// be read), its minima, its name.
extension Panel {
  /// A panel of a surface.
  ///
  /// - Parameters:
  ///   - surface: the surface; of an incomplete one the part that can be read is drawn.
  ///   - analysis: its minima, which are marked and counted.
  ///   - name: what the net is, such as `Without shortcuts`; the headline adds the count of minima.
  ///   - subtitle: facts of the net.
  public init(
    surface: LossSurface, analysis: MinimaAnalysis, name: String? = nil, subtitle: String? = nil
  ) {
    let count = analysis.countText
    let names = surface.plane.axisNames
    self.init(
      surface.loss.readablePart, headline: name.map { "\($0): \(count)" } ?? count,
      subtitle: subtitle, xLabel: names.x, yLabel: names.y,
      minima: Panel.marks(of: analysis), center: surface.weightsPoint,
      nets: surface.nets)
  }

  /// The minima that count by rank, deepest first; those on the border that reach the threshold
  /// without a number.
  static func marks(of analysis: MinimaAnalysis) -> [MinimumMark] {
    analysis.ranked.filter { $0.minimum.persistence >= analysis.threshold }.map {
      MinimumMark(x: $0.minimum.x, y: $0.minimum.y, rank: $0.rank)
    }
  }
}

extension LossSurface {
  /// Where the trained weights lie: in the centre of a plane that was sampled around them, where the
  /// window holds it. Of files of other programs that is not known.
  package var weightsPoint: PlanePoint? {
    let center = PlanePoint(x: 0, y: 0)
    return manifest?.surface != nil && plane.nets == nil && grid.spans(center) ? center : nil
  }

  /// The nets that span the plane, where the window holds them; none on planes of other kinds.
  package var nets: [NetMark] {
    (plane.nets?.places ?? []).map { NetMark(at: PlanePoint(x: $0.x, y: $0.y), name: $0.name) }
      .filter { grid.spans($0.at) }
  }

  /// Where the colours of figures end, as in Li et al.'s pictures. A net that guesses has a cross-entropy
  /// of ln(classes), 2.3 for ten classes; far beyond that the surface says only how wrong it is. Other
  /// losses have units of their own, and no end.
  private static let colorEnd = 10.0

  /// The range of losses that the colours of all figures of these surfaces share: from the smallest
  /// loss to 10 or the largest, whichever is less; for other losses than the cross-entropy to the largest.
  /// Nil leaves the choice to the figure, where
  /// all losses are beyond that.
  public static func colorRange(of surfaces: [LossSurface]) -> ClosedRange<Double>? {
    let ranges = surfaces.compactMap(\.loss.finiteRange)
    guard let lower = ranges.map(\.lowerBound).min(), let upper = ranges.map(\.upperBound).max(),
      lower > 0
    else { return nil }
    guard surfaces.allSatisfy({ $0.manifest?.surface?.loss == nil }) else { return lower...upper }
    guard lower < colorEnd / 2 else { return nil }
    return lower...min(upper, colorEnd)
  }
}
