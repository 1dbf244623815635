internal import Numerals

/// An axis before anything is measured: the numbers between its ends, and what could be written there.
struct PlotAxis {
  /// What can be written at an axis.
  enum Labels {
    /// Choices of ticks, from dense to sparse; the first whose labels keep apart is taken.
    case choices([[Tick]])
    /// A name at every whole number from 0. Names without room side by side run upwards.
    case names([String])
  }

  /// What the axis measures.
  var name: String
  /// Its ends.
  var range: ClosedRange<Double>
  var scale = AxisScale.linear
  var labels: Labels
  /// Whether the numbers are written; their ticks are drawn in any case.
  var showsLabels = true
  var showsName = true

  init(
    _ name: String, _ range: ClosedRange<Double>, _ scale: AxisScale = .linear, labels: Labels
  ) {
    self.name = name
    self.range = range
    self.scale = scale
    self.labels = labels
  }

  /// An axis of a grid: round numbers, at most seven; a single coordinate has that one tick.
  init(_ name: String, _ range: ClosedRange<Double>, of coordinates: [Double]) {
    let choices =
      coordinates.count == 1
      ? [coordinates.map { Tick(value: $0, label: DecimalNumber.label($0)) }]
      : Ticks.choices(on: range, .linear, atMost: 7)
    self.init(name, range, labels: .choices(choices))
  }

  /// Writes a text at the upper end, where no number is.
  mutating func markEnd(_ text: String) {
    guard case .choices(let choices) = labels else { return }
    let end = Tick(value: range.upperBound, label: text)
    labels = .choices(
      choices.map { $0.filter { scale.fraction(of: $0.value, in: range) < 0.92 } + [end] })
  }

  /// The room that the labels of a vertical axis may take: the widest of all choices.
  func widestLabel(_ metrics: LayoutMetrics) -> Double {
    texts.map { metrics.text.width($0, metrics.tickFont) }.max() ?? 0
  }

  private var texts: [String] {
    switch labels {
    case .choices(let choices): choices.joined().map(\.label)
    case .names(let names): names
    }
  }

  /// Where a number lies along an axis of some length, from the lower end.
  func distance(_ value: Double, _ length: Double) -> Double {
    scale.fraction(of: value, in: range) * length
  }

  /// The ticks of a vertical axis: lines of text that keep apart.
  func verticalTicks(_ length: Double, _ metrics: LayoutMetrics) -> [Tick] {
    ticks(length) { _ in 1.3 * metrics.tickHeight }
  }

  /// The ticks of a horizontal axis, and whether their labels run upwards.
  func horizontalTicks(_ length: Double, _ metrics: LayoutMetrics) -> (
    ticks: [Tick], areTurned: Bool
  ) {
    guard case .names(let names) = labels else {
      let ticks = ticks(length) { choice in
        (choice.map { metrics.text.width($0.label, metrics.tickFont) }.max() ?? 0)
          + 1.2 * metrics.tickFont.size
      }
      return (ticks, false)
    }
    let slot = length / (range.upperBound - range.lowerBound)
    let areTurned = widestLabel(metrics) + metrics.large > slot
    let every = areTurned ? max(1, Int((1.05 * metrics.tickHeight / slot).rounded(.up))) : 1
    let ticks = names.enumerated().filter { $0.offset % every == 0 }.map {
      Tick(value: Double($0.offset), label: $0.element)
    }
    return (ticks, areTurned)
  }

  /// The height of the labels below an axis of some length.
  func labelHeight(_ length: Double, _ metrics: LayoutMetrics) -> Double {
    guard case .names = labels, horizontalTicks(length, metrics).areTurned else {
      return metrics.tickHeight
    }
    return widestLabel(metrics)
  }

  /// How far the outer labels of a horizontal axis may reach beyond its ends.
  func overhang(_ metrics: LayoutMetrics) -> Double {
    if case .names = labels { return 0 }
    return widestLabel(metrics) / 2
  }

  private func ticks(_ length: Double, _ apart: ([Tick]) -> Double) -> [Tick] {
    guard case .choices(let choices) = labels else { return [] }
    return choices.map { $0.filter(\.value.isFinite) }.first { choice in
      let places = choice.map { distance($0.value, length) }
      let least = apart(choice)
      return zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= least }
    } ?? []
  }
}
