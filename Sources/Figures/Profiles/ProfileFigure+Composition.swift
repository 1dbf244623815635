internal import Grids
internal import RealModule

extension ProfileFigure {
  /// The figure as boxes: a column for each section, the losses above the accuracies.
  package var composition: Composition {
    var composition = Composition(width: width, height: height, fullWidth: 1920)
    composition.showsText = showsText
    composition.marginScale = 1.3
    composition.leastPlots = 0.36
    composition.columns = max(1, sections.count)
    composition.rowWeights = hasAccuracies ? [0.64, 0.36] : [1]
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    composition.legend = LegendBox(entries: legend, part: .seriesNames)
    let (losses, scale) = (lossRangeShown, lossScale)
    composition.plots = sections.indices.flatMap { index in
      let section = sections[index]
      var x = ProfileFigure.horizontalAxis(of: section)
      func axis(_ name: String, _ range: ClosedRange<Double>, _ scale: AxisScale, _ count: Int)
        -> PlotAxis
      {
        var axis = PlotAxis(
          name, range, scale, labels: .choices(Ticks.choices(on: range, scale, atMost: count)))
        (axis.showsLabels, axis.showsName) = (index == 0, index == 0)
        return axis
      }
      let accuracies = PlotBox(
        row: 1, columns: index..<index + 1, x: x,
        y: axis("accuracy (%)", ProfileFigure.accuracyRange, .linear, 6))
      if hasAccuracies { (x.showsLabels, x.showsName) = (false, false) }
      let name = scale == .logarithmic ? "\(quantity) (log scale)" : quantity
      let above = PlotBox(
        columns: index..<index + 1, x: x, y: axis(name, losses, scale, 9),
        captions: [Caption(section.headline ?? "", .smallHeadline)])
      return hasAccuracies ? [above, accuracies] : [above]
    }
    return composition
  }

  /// The accuracies' axis in per cent, with room for a line at either end.
  private static let accuracyRange = -4.0...104

  /// Whether the losses stand on a logarithmic axis.
  var lossScale: AxisScale {
    scale == .log && lines.contains { $0.losses.contains { isOnLogarithmicAxis($0.y) } }
      ? .logarithmic : .linear
  }

  private var lossRangeShown: ClosedRange<Double> {
    let scale = lossScale
    if let lossRange, scale.holds(lossRange.lowerBound), lossRange.lowerBound < lossRange.upperBound
    {
      return lossRange
    }
    let places = lines.flatMap(\.losses).map(\.y).filter(scale.holds).map(scale.coordinate)
    guard let low = places.min(), let high = places.max() else { return 0...1 }
    let room =
      high > low ? 0.05 * (high - low) : scale == .logarithmic ? 0.2 : max(1, abs(low)) / 20
    let (from, to) = (scale.value(at: low - room), scale.value(at: high + room))
    let most = Double.greatestFiniteMagnitude
    return max(from, scale == .logarithmic ? .leastNormalMagnitude : -most)...min(to, most)
  }

  private static func horizontalAxis(of section: Section) -> PlotAxis {
    let xs = section.lines.flatMap { $0.losses + $0.accuracies }.map(\.x).filter(\.isFinite)
    let (low, high) = (xs.min() ?? 0, xs.max() ?? 0)
    let range = low < high ? low...high : low - 0.5...high + 0.5
    return PlotAxis(section.xLabel, range, of: [range.lowerBound, range.upperBound])
  }

  private var legend: [(kind: LegendKind, text: String)] {
    var entries: [(kind: LegendKind, text: String)] = []
    for line in lines {
      let kind = LegendKind.series(line.hue)
      if !entries.contains(where: { $0.kind == kind && $0.text == line.name }) {
        entries.append((kind, line.name))
      }
    }
    if lines.contains(where: { !$0.minima.isEmpty }) {
      entries.append((.pointMinimum, "local minimum along the line"))
    }
    entries += Legend.entry(
      for: sections.flatMap { section in
        section.nets.filter {
          ProfileFigure.horizontalAxis(of: section).range.contains($0.at.x)
        }
      })
    let isCentred = sections.contains { section in
      center.map { ProfileFigure.horizontalAxis(of: section).range.contains($0) } ?? false
    }
    if isCentred { entries.append((.centerLine, "trained weights")) }
    return entries
  }
}
