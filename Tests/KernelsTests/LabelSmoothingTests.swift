import Foundation
import Kernels
import Testing

/// The cross-entropy with smoothed labels against its definition, Σ target·(−log softmax), in Double
/// with the C library's exp and log; and its gradient also against central differences.
struct LabelSmoothingTests {
  private static func loss(_ logits: [Double], label: Int, smoothing: Double) -> Double {
    let largest = logits.max() ?? 0
    let normalizer = largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
    return logits.enumerated().reduce(0) { sum, output in
      let share = smoothing / Double(logits.count)
      let target = share + (output.offset == label ? 1 - smoothing : 0)
      return sum + target * (normalizer - output.element)
    }
  }

  @Test(arguments: [(2, 16, 1), (3, 16, 9), (10, 32, 19), (256, 48, 41)], [0.1, 0.5, 0.99])
  func lossAndGradientAreTheDefinitions(
    size: (outputs: Int, width: Int, count: Int), smoothing: Double
  ) {
    let (outputs, width, count) = size
    var random = RandomStream(seed: UInt64(outputs), purpose: "smoothing")
    let logits = (0..<outputs * width).map { _ in random.normal() * 3 }
    let labels = (0..<count).map { Int32($0 * 7 % outputs) }
    let gradient = Guarded<Double>(Array(repeating: 5, count: logits.count))
    let sums = CrossEntropy.evaluate(
      region(logits), outputs: outputs, labels: labels[...], smoothing: smoothing,
      gradientScale: 0.5, gradient: gradient.region)
    let plain = CrossEntropy.evaluate(region(logits), outputs: outputs, labels: labels[...])
    #expect(sums.hits == plain.hits)
    var total = 0.0
    var squares = 0.0
    for column in 0..<width {
      var values = (0..<outputs).map { logits[$0 * width + column] }
      guard column < count else {
        #expect((0..<outputs).allSatisfy { gradient.elements[$0 * width + column] == 5 })
        continue
      }
      let label = Int(labels[column])
      let loss = Self.loss(values, label: label, smoothing: smoothing)
      total += loss
      squares += loss * loss
      for o in 0..<outputs {
        let own = gradient.elements[o * width + column]
        let (value, h) = (values[o], 1e-5)
        values[o] = value + h
        let above = Self.loss(values, label: label, smoothing: smoothing)
        values[o] = value - h
        let below = Self.loss(values, label: label, smoothing: smoothing)
        values[o] = value
        #expect(abs(own - 0.5 * (above - below) / (2 * h)) < 1e-9)
      }
    }
    #expect(abs(sums.losses - total) < 1e-13 * total)
    #expect(abs(sums.squares - squares) < 1e-13 * squares)
    #expect(gradient.isIntact)
  }

  /// The same numbers in Float, and no bit of the gradient of unsmoothed labels other than without the
  /// argument.
  @Test func smoothingByNothingChangesNoBit() {
    var random = RandomStream(seed: 4, purpose: "smoothing")
    let logits = (0..<10 * 16).map { _ in Float(random.normal()) }
    let labels: [Int32] = [1, 9, 0, 3, 3]
    func evaluate(_ smoothing: Double?) -> (CrossEntropy.Sums, [Float]) {
      let gradient = Guarded<Float>(Array(repeating: 0, count: logits.count))
      let sums =
        smoothing.map {
          CrossEntropy.evaluate(
            region(logits), outputs: 10, labels: labels[...], smoothing: $0,
            gradient: gradient.region)
        }
        ?? CrossEntropy.evaluate(
          region(logits), outputs: 10, labels: labels[...], gradient: gradient.region)
      return (sums, gradient.elements)
    }
    #expect(evaluate(0) == evaluate(nil))
    #expect(evaluate(0.1) != evaluate(nil))
    let rounded = evaluate(0.1).1
    let exact = Guarded<Double>(Array(repeating: 0, count: logits.count))
    _ = CrossEntropy.evaluate(
      region(logits.map { Double($0) }), outputs: 10, labels: labels[...], smoothing: 0.1,
      gradient: exact.region)
    #expect(zip(rounded, exact.elements).allSatisfy { abs(Double($0) - $1) < 1e-7 })
  }

  /// A logit that is none spoils its column alone.
  @Test func aColumnWithNaNIsNaN() {
    var logits = Array(repeating: 1.0, count: 3 * 16)
    logits[16] = .nan
    let gradient = Guarded<Double>(Array(repeating: 0, count: logits.count))
    let sums = CrossEntropy.evaluate(
      region(logits), outputs: 3, labels: [0, 0], smoothing: 0.2, gradient: gradient.region)
    #expect(sums.losses.isNaN)
    #expect(gradient.elements[0].isNaN && gradient.elements[1].isFinite)
  }
}
