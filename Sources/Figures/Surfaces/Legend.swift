internal import Grids
internal import Numerals

/// The entries of a figure's legend: only what the picture really contains.
struct Legend {
  let entries: [(kind: LegendKind, text: String)]

  init(_ figure: Figure, _ colorScale: ColorScale?) {
    let clipped =
      colorScale.map { scale in
        figure.panels.flatMap { $0.clippedMinima(scale) }.count { $0.rank != nil }
      } ?? 0
    self.init(
      figure.panels, marks: figure.panels.flatMap(\.minima), clipped: clipped,
      showsCenter: figure.panels.contains { Legend.showsCenter($0, figure.style) }, colorScale)
  }

  /// The entries for some panels of which certain marks are in view.
  ///
  /// - Parameter clipped: how many of the marks with a number are drawn as lying outside the colours.
  init(
    _ panels: [Panel], marks: [MinimumMark], clipped: Int = 0, areSomeHidden: Bool = false,
    showsCenter: Bool, _ colorScale: ColorScale?
  ) {
    var entries: [(LegendKind, String)] = []
    let counted = marks.count { $0.rank != nil }
    if counted > clipped { entries.append((.minimum, "local minimum (1 = deepest)")) }
    if clipped > 0 {
      entries.append(
        (
          .clippedMinimum,
          counted > clipped
            ? "minimum in a clipped region" : "local minimum in a clipped region (1 = deepest)"
        ))
    }
    if areSomeHidden { entries.append((.hiddenMinimum, "minimum out of sight")) }
    if marks.contains(where: { $0.rank == nil }) {
      entries.append((.uncountedMinimum, "minimum on the border: not counted"))
    }
    if showsCenter {
      entries.append((.center, "trained weights"))
    }
    entries += Legend.entry(for: panels.flatMap(\.nets))
    entries += Legend.entries(for: panels.flatMap(\.paths))
    if let colorScale {
      if colorScale.clipsAbove {
        entries.append(
          (.above, "above \(DecimalNumber.label(colorScale.range.upperBound)): clipped"))
      }
      if colorScale.clipsBelow {
        entries.append(
          (.below, "below \(DecimalNumber.label(colorScale.range.lowerBound)): clipped"))
      }
    }
    self.entries = entries + Legend.gaps(in: panels.map(\.field))
  }

  /// The entries for points without a number.
  static func gaps(in fields: [ScalarField]) -> [(kind: LegendKind, text: String)] {
    let states = Set(fields.flatMap { field in field.values.indices.map { field.state(at: $0) } })
    let gaps: [(state: ScalarField.State, kind: LegendKind, text: String)] = [
      (.nonfinite, .nonfinite, "not finite (NaN or ∞)"), (.missing, .missing, "not computed"),
    ]
    return gaps.filter { states.contains($0.state) }.map { ($0.kind, $0.text) }
  }

  /// Whether a panel's centre lies in the part of the plane that it shows.
  static func showsCenter(_ panel: Panel, _ style: ContourStyle) -> Bool {
    guard let center = panel.center else { return false }
    let extent = FieldDrawing.extent(of: panel.field.grid, style)
    return extent.x.contains(center.x) && extent.y.contains(center.y)
  }
}
