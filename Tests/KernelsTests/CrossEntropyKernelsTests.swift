import Foundation
import Kernels
import Testing

/// The vectorised cross-entropy against the C library's exp and log, column by column, in Double.
struct CrossEntropyKernelsTests {
  struct Expected {
    var losses = 0.0, squares = 0.0, hits = 0
    var gradient: [Double]
  }

  /// logits: outputs × width.
  static func expected(_ logits: [Double], outputs: Int, width: Int, labels: [Int32], scale: Double)
    -> Expected
  {
    var result = Expected(gradient: Array(repeating: 0, count: logits.count))
    for (column, label) in labels.enumerated() {
      let values = (0..<outputs).map { logits[$0 * width + column] }
      let largest = values.max() ?? 0
      let sum = values.reduce(0) { $0 + exp($1 - largest) }
      let loss = log(sum) + (largest - values[Int(label)])
      result.losses += loss
      result.squares += loss * loss
      result.hits += values.firstIndex(of: largest) == Int(label) ? 1 : 0
      for o in 0..<outputs {
        let share = exp(values[o] - largest) / sum
        result.gradient[o * width + column] = (share - (o == Int(label) ? 1 : 0)) * scale
      }
    }
    return result
  }

  private func check<S: KernelScalar>(
    _: S.Type, outputs: Int, width: Int, count: Int, spread: Double, bound: Double
  ) {
    var random = RandomStream(seed: UInt64(outputs * 1000 + count), purpose: "numbers")
    let logits = (0..<outputs * width).map { _ in S(random.normal() * spread) }
    let labels = (0..<count).map { Int32($0 * 7 % outputs) }
    let gradient = Guarded<S>(Array(repeating: 3, count: logits.count))
    let sums = CrossEntropy.evaluate(
      region(logits), outputs: outputs, labels: labels, gradientScale: 0.5,
      gradient: gradient.region)
    let expected = Self.expected(
      logits.map { Double($0) }, outputs: outputs, width: width, labels: labels, scale: 0.5)
    #expect(abs(sums.losses - expected.losses) <= 1e-14 * expected.losses)
    #expect(abs(sums.squares - expected.squares) <= 1e-14 * expected.squares)
    #expect(sums.hits == expected.hits)
    #expect(gradient.isIntact)
    for (position, (g, e)) in zip(gradient.elements, expected.gradient).enumerated() {
      let wanted = position % width < count ? e : 3
      #expect(abs(Double(g) - wanted) <= bound, "element \(position)")
    }
    #expect(
      CrossEntropy.evaluate(region(logits), outputs: outputs, labels: labels) == sums,
      "another result without a gradient")
  }

  @Test(
    arguments: [(1, 16, 16), (2, 16, 1), (10, 32, 19), (10, 128, 128), (256, 48, 41), (3, 12, 11)],
    [0.01, 1, 30, 600])
  func sumsAndGradientAreThoseOfTheFormula(size: (Int, Int, Int), spread: Double) {
    check(
      Float.self, outputs: size.0, width: size.1, count: size.2, spread: spread, bound: 3e-8)
    check(
      Double.self, outputs: size.0, width: size.1, count: size.2, spread: spread, bound: 1e-15)
  }

  @Test func equalLogitsCostTheLogarithmOfTheirNumber() {
    for outputs in [1, 2, 3, 10, 256, 1000] {
      let logits = Array(repeating: 5 as Float, count: outputs * 16)
      let sums = CrossEntropy.evaluate(region(logits), outputs: outputs, labels: [0])
      #expect(abs(sums.losses - log(Double(outputs))) <= 2e-15 * log(Double(outputs)))
      #expect(sums.hits == 1, "the first of equals wins")
    }
  }

  @Test func aColumnWithNaNSpoilsOnlyItself() {
    var logits = Array(repeating: 0 as Float, count: 2 * 16)
    logits[16 + 3] = .nan
    let gradient = Guarded<Float>(Array(repeating: 0, count: logits.count))
    let labels = Array(repeating: 0 as Int32, count: 5)
    let sums = CrossEntropy.evaluate(
      region(logits), outputs: 2, labels: labels, gradient: gradient.region)
    #expect(sums.losses.isNaN && sums.squares.isNaN)
    #expect(sums.hits == 4)
    for column in 0..<5 {
      #expect(gradient.elements[column].isNaN == (column == 3))
      #expect(gradient.elements[16 + column].isNaN == (column == 3))
    }
  }

  @Test func anInfiniteLogitIsNoFiniteLoss() {
    var logits = Array(repeating: 0 as Float, count: 2 * 16)
    logits[0] = .infinity
    logits[1] = -.infinity
    let sums = CrossEntropy.evaluate(region(logits), outputs: 2, labels: [0])
    #expect(!sums.losses.isFinite)
    // Nothing is left of the share of the other, which costs the label nothing.
    let second = CrossEntropy.evaluate(region(Array(logits[1...]) + [0]), outputs: 2, labels: [1])
    #expect(second.losses == 0 && second.hits == 1)
  }
}
