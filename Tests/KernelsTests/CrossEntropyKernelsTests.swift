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
      region(logits), outputs: outputs, labels: labels[...], gradientScale: 0.5,
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
      CrossEntropy.evaluate(region(logits), outputs: outputs, labels: labels[...]) == sums,
      "another result without a gradient")
  }

  @Test(arguments: [(1, 16, 16), (2, 16, 1), (10, 32, 19), (256, 48, 41), (3, 12, 11)])
  func theTangentIsTheChangeOfTheGradient(size: (outputs: Int, width: Int, count: Int)) {
    let (outputs, width, count) = size
    var random = RandomStream(seed: UInt64(outputs), purpose: "tangents")
    let logits = (0..<outputs * width).map { _ in Double(Float(3 * random.normal())) }
    let change = (0..<outputs * width).map { _ in Double(Float(random.normal())) }
    func tangent<S: KernelScalar>(_: S.Type) -> [S] {
      let out = Guarded<S>(Array(repeating: 3, count: logits.count))
      CrossEntropy.tangent(
        region(logits.map { S($0) }), tangent: region(change.map { S($0) }), outputs: outputs,
        count: count, gradientScale: 0.5, into: out.region)
      #expect(out.isIntact)
      return out.elements
    }
    let labels = (0..<count).map { Int32($0 * 7 % outputs) }
    let slopes = [1e-5, -1e-5].map { step in
      Self.expected(
        zip(logits, change).map { $0 + step * $1 }, outputs: outputs, width: width,
        labels: labels, scale: 0.5
      ).gradient
    }
    let doubles = tangent(Double.self)
    for (position, (found, float)) in zip(doubles, tangent(Float.self)).enumerated() {
      let counts = position % width < count
      let wanted = counts ? (slopes[0][position] - slopes[1][position]) / 2e-5 : 3
      #expect(abs(found - wanted) < 1e-9, "element \(position)")
      #expect(abs(Double(float) - found) < 1e-6, "element \(position)")
    }
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
      region(logits), outputs: 2, labels: labels[...], gradient: gradient.region)
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

  /// Columns from the middle of a block cost what they cost alone, and no other is touched.
  @Test(arguments: [1, 7, 13], [1, 8, 11])
  func columnsMayBeginAnywhere(first: Int, count: Int) {
    let (outputs, width) = (5, first + count)
    var random = RandomStream(seed: 3, purpose: "columns")
    let logits = random.normalNumbers(outputs * width, as: Float.self)
    let labels = (0..<count).map { Int32($0 % outputs) }
    let gradient = Guarded<Float>(Array(repeating: 3, count: logits.count))
    let sums = CrossEntropy.evaluate(
      region(logits), outputs: outputs, first: first, labels: labels[...],
      gradient: gradient.region)
    let alone = (0..<outputs).flatMap { logits[$0 * width + first..<($0 + 1) * width] }
    let slope = Guarded<Float>(unreadable: alone.count)
    let expected = CrossEntropy.evaluate(
      region(alone), outputs: outputs, labels: labels[...], gradient: slope.region)
    #expect(sums == expected)
    for o in 0..<outputs {
      let row = gradient.elements[o * width..<(o + 1) * width]
      #expect(row.prefix(first).allSatisfy { $0 == 3 })
      #expect(Array(row.dropFirst(first)) == Array(slope.elements[o * count..<(o + 1) * count]))
    }
    #expect(gradient.isIntact)
  }
}
