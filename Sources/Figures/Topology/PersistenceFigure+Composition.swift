internal import Grids
internal import Numerals
internal import RealModule

extension PersistenceFigure {
  /// The most bars that can be told apart in one plot.
  static let mostBars = 60
  /// A plot has room for at least this many bars, so that few are not as thick as blocks.
  private static let leastBars = 8

  /// The figure as boxes: a plot for each surface, all of them with the same axes of heights.
  package var composition: Composition {
    let range = heightRange
    func axis(_ name: String, _ count: Int) -> PlotAxis {
      PlotAxis(
        name, range, scale, labels: .choices(Ticks.choices(on: range, scale, atMost: count)))
    }
    var deaths = axis("death: \(heightName)", 9)
    let isEndless = panels.contains { $0.classes.contains { $0.death == .infinity } }
    if isEndless { deaths.markEnd("∞") }
    let boxes = panels.map { panel in
      switch style {
      case .barcode:
        let slots = Double(max(PersistenceFigure.leastBars, bars(of: panel).count))
        return PlotBox(
          x: axis(heightName, 7),
          y: PlotAxis("minima, by persistence", 0...slots, labels: .choices([])),
          headline: panel.headline, subtitle: subtitle(of: panel))
      case .diagram:
        return PlotBox(
          x: axis("birth: \(heightName)", 7), y: deaths,
          headline: panel.headline, subtitle: panel.subtitle, aspect: 1)
      }
    }
    var composition = Composition(boxes, layout: layout, width: width, height: height)
    composition.showsText = showsText
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    composition.legend = LegendBox(entries: legend)
    return composition
  }

  /// The bars of a surface: its classes of dimension 0, the most persistent first.
  func bars(of panel: Panel) -> [Class] {
    let shown = panel.classes.filter { $0.dimension == .component && holds($0) }
    return Array(
      shown.sorted { (persistence($0), -$0.birth) > (persistence($1), -$1.birth) }
        .prefix(PersistenceFigure.mostBars))
  }

  private func subtitle(of panel: Panel) -> String? {
    let count = panel.classes.count { $0.dimension == .component && holds($0) }
    guard count > PersistenceFigure.mostBars else { return panel.subtitle }
    let clause = "the \(PersistenceFigure.mostBars) longest of \(count) bars"
    return panel.subtitle.map { "\($0) · \(clause)" } ?? clause
  }

  /// The heights of all classes that are drawn, with room at both ends: for the numbers of bars at the
  /// lower, for classes that never end at the upper.
  private var heightRange: ClosedRange<Double> {
    let classes = panels.flatMap(style == .barcode ? bars : \.classes).filter(holds)
    let places = classes.flatMap { [$0.birth, $0.death] }.filter(scale.holds).map(scale.coordinate)
    guard let low = places.min(), let high = places.max() else {
      return scale == .logarithmic ? 0.1...10 : 0...1
    }
    let length = high > low ? high - low : 1
    let from = scale.value(at: low - (style == .barcode ? 0.09 : 0.06) * length)
    let to = scale.value(at: high + 0.06 * length)
    let most = Double.greatestFiniteMagnitude
    return max(from, scale == .logarithmic ? .leastNormalMagnitude : -most)...min(to, most)
  }

  private var legend: [(kind: LegendKind, text: String)] {
    let classes = panels.flatMap(style == .barcode ? bars : \.classes).filter(holds)
    let isBars = style == .barcode
    var entries: [(kind: LegendKind, text: String)] = []
    func add(_ kind: LegendKind, _ text: String, _ isThere: (Class) -> Bool) {
      if classes.contains(where: isThere) { entries.append((kind, text)) }
    }
    add(isBars ? .bar(.counted) : .minimum, "local minimum (1 = deepest)") { $0.rank != nil }
    add(isBars ? .bar(.border) : .point(.border), "minimum on the border: not counted") {
      $0.dimension == .component && $0.isOnBorder
    }
    add(isBars ? .bar(.uncounted) : .point(.uncounted), "minimum below the threshold") {
      $0.dimension == .component && $0.rank == nil && !$0.isOnBorder
    }
    add(.point(.hole), "hole") { $0.dimension == .hole }
    if isBars { add(.endless, "never ends") { $0.death == .infinity } }
    let thresholds = Set(panels.map(\.threshold))
    let unit = scale == .logarithmic ? " decades" : ""
    let written = thresholds.count == 1 ? thresholds.first.map { DecimalNumber.label($0) } : nil
    entries.append(
      (
        isBars ? .thresholdLine : .thresholdBand,
        (isBars ? "threshold" : "persistence below the threshold")
          + (written.map { isBars ? ": \($0)\(unit)" : " (\($0)\(unit))" } ?? "")
      ))
    return entries
  }
}
