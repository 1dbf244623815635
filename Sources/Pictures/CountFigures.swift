internal import Analysis
package import Figures
internal import Grids
package import Reports

/// Pictures of a count of minima against what it depends on: the threshold and the window.
extension ComparisonReport {
  /// The thresholds that are drawn, as shares of the scale's reference: from far below any relevant barrier to higher
  /// than nearly all.
  private static let thresholds = 0.001...1.0

  private var sides: [(name: String, hue: SeriesHue, arm: Arm)] {
    [("without shortcuts", .plain, plain), ("with shortcuts", .residual, residual)]
  }

  private var counting: String {
    let planes = plain.nets[0].surfaces.count
    return "\(model) · \(plain.nets.count) \(plain.nets.count == 1 ? "net" : "nets") of each kind"
      + ", \(planes) \(planes == 1 ? "plane" : "planes") each · loss of \(samples) examples"
  }

  /// The count against the threshold: a faint line for each surface, a thick one for the mean.
  package func thresholdFigure() -> Chart {
    let unit =
      switch scale.shareUnit {
      case .decades: "in decades of \(scale.argument)"
      case .range: "as a share of the range of the surface's losses"
      }
    let series = sides.map { side in
      let surfaces = side.arm.nets.flatMap(\.surfaces)
      let line = Self.steps(of: surfaces, side.arm.meanCount(atThreshold:))
      return Chart.Series(
        name: side.name, hue: side.hue, points: [], line: line,
        faintLines: surfaces.count > 1
          ? surfaces.map { surface in
            Self.steps(of: [surface]) { Double(surface.count(atThreshold: $0)) }
          } : [], band: side.arm.countBand(atThresholds: line.map(\.x)))
    }
    let range = Self.range(of: series)
    let ends = series.flatMap(\.band).map(\.upper).filter(\.isFinite)
    let isCut = ends.contains { $0 > range.upperBound }
    return Chart(
      title: "Local minima by persistence threshold",
      subtitle: (isSingle ? "" : "thin: each plane · thick: the mean · ")
        + (ends.isEmpty
          ? "" : "band: 95 % interval over nets\(isCut ? ", cut off at the top" : "") · ")
        + "counted here: at least \(scale.text(share: threshold))",
      provenance: counting, xLabel: "persistence threshold, \(unit)",
      yLabel: "local minima inside the plane", axis: .quantity, series: series,
      xScale: .logarithmic, yScale: .linear, yRange: range, isCount: true)
  }

  /// An axis of counts: from below zero, so that a mark there is whole, to 2 at least.
  private static func range(of series: [Chart.Series]) -> ClosedRange<Double> {
    let counts = series.flatMap { series in
      (series.points + series.line + series.faintLines.joined()).map(\.y)
    }
    let top = max(2, counts.max() ?? 0)
    return -0.04 * top...1.06 * top
  }

  /// A count over the thresholds that are drawn, with a step where a minimum of some surfaces falls
  /// below.
  private static func steps(of surfaces: [Surface], _ count: (Double) -> Double) -> [PlanePoint] {
    let edges = Set(surfaces.flatMap { $0.thresholdCurve.map(\.threshold) })
      .filter(thresholds.contains).sorted()
    let places =
      [thresholds.lowerBound] + edges.flatMap { [$0, $0.nextUp] } + [thresholds.upperBound]
    return places.map { PlanePoint(x: $0, y: count($0)) }
  }

  /// The count against the half-width of the window: a point for each net, a line through the means;
  /// nil where only one window was sampled.
  package func windowFigure() -> Chart? {
    guard !windows.isEmpty else { return nil }
    func series(
      _ name: String, _ hue: SeriesHue, _ sample: (NestedComparison) -> NestedSample
    ) -> Chart.Series {
      Chart.Series(
        name: name, hue: hue,
        points: windows.flatMap { window in
          sample(window.counts).unitMeans.map { PlanePoint(x: window.halfWidth, y: $0) }
        },
        line: windows.map { PlanePoint(x: $0.halfWidth, y: sample($0.counts).mean) })
    }
    let series = [
      series("without shortcuts", .plain, \.first), series("with shortcuts", .residual, \.second),
    ]
    return Chart(
      title: "Local minima by the size of the window",
      subtitle: "points: each net · line: the mean · every window has the same number of points",
      provenance: "\(model) · the first plane of each net · loss of \(samples) examples",
      xLabel: "half-width of the window, in units of filter norm",
      yLabel: "local minima inside the window", axis: .numbers, series: series,
      xScale: .logarithmic, yScale: .linear, yRange: Self.range(of: series), isCount: true,
      spread: 0.016)
  }
}
