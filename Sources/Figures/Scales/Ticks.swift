package import Numerals
internal import RealModule

/// A mark on an axis with its label.
package struct Tick: Hashable, Sendable {
  package let value: Double
  package let label: String
}

/// Round positions on axes.
package enum Ticks {
  /// Choices of ticks for an axis, from dense to sparse.
  ///
  /// - Parameter count: How many a linear axis has at most.
  static func choices(
    on range: ClosedRange<Double>, _ scale: AxisScale, atMost count: Int
  ) -> [[Tick]] {
    switch scale {
    case .linear:
      stride(from: count, through: 2, by: -1).map { labelled(linear(range, atMost: $0)) }
    case .logarithmic: logarithmic(range)
    case .symmetricLogarithmic(let linear): symmetricLogarithmic(range, linearUpTo: linear)
    }
  }

  /// The multiples within a range of the finest step 1, 2 or 5 · 10ⁿ that gives at most `count`
  /// of them. Empty where doubles are too coarse for that (or the range is empty).
  package static func linear(_ range: ClosedRange<Double>, atMost count: Int) -> [DecimalNumber] {
    // Halved so that the widest range of doubles does not overflow.
    let halfWidth = range.upperBound / 2 - range.lowerBound / 2
    guard halfWidth > 0, halfWidth.isFinite, count > 0 else { return [] }
    var exponent = Int(Double.log10(halfWidth).rounded(.down)) - 2
    while exponent < 308 {
      for mantissa in [1, 2, 5] {
        let step = DecimalNumber(mantissa, exponent: exponent).value
        guard step > 0 else { continue }
        // A tick may lie a rounding error outside, or an axis to 0.3 would lose its last label.
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard max(abs(first), abs(last)) < 1e15 else { continue }
        if last - first < Double(count) {
          guard first <= last else { return [] }
          return (Int(first)...Int(last)).map {
            DecimalNumber($0 * mantissa, exponent: exponent)
          }
        }
      }
      exponent += 1
    }
    return []
  }

  /// Labels for multiples of one step: plain digits where all are short, powers of ten otherwise.
  package static func labelled(_ numbers: [DecimalNumber]) -> [Tick] {
    let largest = numbers.map { abs($0.value) }.max() ?? 0
    let decimals = -(numbers.map(\.exponent).min() ?? 0)
    let isPlain = largest < 99_999 && decimals <= 4
    return numbers.map {
      Tick(value: $0.value, label: isPlain ? $0.plainLabel : $0.scientificLabel)
    }
  }

  /// Choices of ticks for a logarithmic axis over positive values, from dense to sparse: 1-2-5 in
  /// every decade, the decades, every second, third, fifth and tenth one. A range that holds
  /// fewer than three of the first gets the round linear steps instead.
  package static func logarithmic(_ range: ClosedRange<Double>) -> [[Tick]] {
    precondition(range.lowerBound > 0, "a logarithmic axis from \(range.lowerBound)")
    let first = Int(Double.log10(range.lowerBound).rounded(.down))
    let last = Int(Double.log10(range.upperBound).rounded(.up))
    let widened =
      (range.lowerBound * (1 - 1e-9))...(range.upperBound * (1 + 1e-9))
    func ticks(_ mantissas: [Int], every: Int) -> [Tick] {
      (first...last).filter { $0 % every == 0 }.flatMap { exponent in
        mantissas.map { DecimalNumber($0, exponent: exponent) }
      }.filter { widened.contains($0.value) }.map {
        Tick(value: $0.value, label: $0.shortLabel)
      }
    }
    let dense = ticks([1, 2, 5], every: 1)
    guard dense.count >= 3 else {
      return [7, 5, 4, 3, 2, 1].map { count in
        linear(range, atMost: count).map { Tick(value: $0.value, label: $0.plainOrScientific) }
      }
    }
    return [dense] + [1, 2, 3, 5, 10, 50].map { ticks([1], every: $0) }.filter { !$0.isEmpty }
  }

  /// Choices of ticks for an axis that is linear around zero up to a number and logarithmic beyond it,
  /// from dense to sparse: zero, and on both sides the decades from there on, with or without those
  /// next to zero.
  package static func symmetricLogarithmic(
    _ range: ClosedRange<Double>, linearUpTo linear: Double
  ) -> [[Tick]] {
    precondition(linear > 0, "an axis that is linear up to \(linear)")
    let first = Int(Double.log10(linear).rounded(.up))
    let largest = max(abs(range.lowerBound), abs(range.upperBound), linear)
    let last = Int(Double.log10(largest).rounded(.down))
    return [1, 2, 3, 5, 10].flatMap { every in [(every, first), (every, first + every)] }.map {
      let (every, start) = $0
      let decades = Array(stride(from: start, through: max(start, last), by: every))
      let numbers =
        decades.reversed().map { DecimalNumber(-1, exponent: $0) } + [DecimalNumber(0, exponent: 0)]
        + decades.map { DecimalNumber(1, exponent: $0) }
      return numbers.filter { range.contains($0.value) }.map {
        Tick(value: $0.value, label: $0.shortLabel)
      }
    }
  }
}

extension DecimalNumber {
  fileprivate var plainOrScientific: String {
    let size = abs(value)
    return size < 99_999 && exponent >= -4 ? plainLabel : scientificLabel
  }
}
