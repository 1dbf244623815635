internal import Grids
internal import Numerals
internal import RealModule

extension Chart {
  /// The chart as boxes: one plot below the legend of its series.
  package var composition: Composition {
    var composition = Composition(width: width, height: height, fullWidth: 1920)
    composition.marginScale = 1.6
    composition.leastPlots = 0.35
    composition.header = [Caption(title, .statement), Caption(subtitle, .subtitle)].compactMap {
      $0
    }
    composition.footer = Caption(provenance, .provenance)
    composition.plots = [
      PlotBox(columns: 0..<1, x: xAxis, y: yAxis)
    ]
    composition.legend = LegendBox(
      entries: series.map { (.series($0.hue), $0.name) }, part: .seriesNames)
    return composition
  }

  private var xAxis: PlotAxis {
    let range = horizontalRange
    switch axis {
    case .categories(let names): return PlotAxis(xLabel, range, labels: .names(names))
    case .quantity:
      return PlotAxis(
        xLabel, range, xScale, labels: .choices(Ticks.choices(on: range, xScale, atMost: 7)))
    case .numbers:
      let own = Set(series.flatMap(\.points).map(\.x).filter(xScale.holds)).sorted()
        .map { Tick(value: $0, label: DecimalNumber.label($0)) }
      return PlotAxis(
        xLabel, range, xScale,
        labels: .choices([own] + Ticks.choices(on: range, xScale, atMost: 7)))
    }
  }

  private var yAxis: PlotAxis {
    var axis = PlotAxis(yLabel, over: verticalRange, yScale)
    if isCount, case .choices(let choices) = axis.labels {
      axis.labels = .choices(choices.filter { $0.allSatisfy { $0.value == $0.value.rounded() } })
    }
    return axis
  }

  /// The ends of the vertical axis: the chart's own, or those that hold all numbers which can be shown:
  /// whole decades, at least one, or linear ones with zero among them.
  private var verticalRange: ClosedRange<Double> {
    if let yRange { return yRange }
    let shown = series.flatMap(\.allPoints).filter(holds).map(\.y)
    guard let least = shown.min(), let most = shown.max() else {
      return yScale == .logarithmic ? 0.1...10 : 0...1
    }
    guard yScale == .logarithmic else {
      let (low, high) = (min(0, least), max(0, most))
      let room = high > low ? 0.06 * (high - low) : 1
      return low - (low < 0 ? room : 0)...high + room
    }
    var low = Double.log10(least).rounded(.down)
    var high = max(low + 1, Double.log10(most).rounded(.up))
    // Room for a mark at the bottom, or the foot of a bar, and for a mark or a number at the top.
    let room = 0.05 * (high - low)
    if Double.log10(least) - low < room { low -= max(1, room.rounded(.up)) }
    if high - Double.log10(most) < room { high += max(1, room.rounded(.up)) }
    return max(Double.pow(10, low), .leastNormalMagnitude)...Double.pow(10, min(high, 308))
  }

  private var horizontalRange: ClosedRange<Double> {
    if case .categories(let names) = axis { return -0.5...Double(max(1, names.count)) - 0.5 }
    let xs = series.flatMap(\.allPoints).filter(holds).map(\.x)
    guard let low = xs.min(), let high = xs.max() else {
      return xScale == .logarithmic ? 0.1...10 : 0...1
    }
    if xScale == .logarithmic {
      let factor = high > low ? Double.pow(high / low, 0.03) : 2
      return low / factor...high * factor
    }
    let (first, last) = (xScale.coordinate(of: low), xScale.coordinate(of: high))
    let room = last > first ? 0.04 * (last - first) : 0.5
    return xScale.value(at: first - room)...xScale.value(at: last + room)
  }
}
