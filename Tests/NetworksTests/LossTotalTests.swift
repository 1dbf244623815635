import Kernels
import Networks
import Tensors
import Testing

/// Losses of single examples, and what is said of their mean.
struct LossTotalTests {
  private func total(_ losses: [Double]) -> LossTotal {
    var total = LossTotal()
    for loss in losses {
      var one = LossTotal()
      one.sum = loss
      one.sumOfSquares = loss * loss
      one.count = 1
      total += one
    }
    return total
  }

  @Test func theStandardErrorIsThatOfTheTextbook() {
    // Mean 5, squared deviations 9 + 1 + 1 + 9 = 20: √(20 / 3 / 4).
    #expect(abs(total([2, 4, 6, 8]).standardError - (5.0 / 3).squareRoot()) < 1e-15)
    #expect(total([0.1, 0.1, 0.1]).standardError < 1e-9)
    #expect(total([1]).standardError.isNaN)
    #expect(LossTotal().standardError.isNaN)
    #expect(total([1, .infinity]).standardError.isNaN)
    #expect(total([1, .nan]).standardError.isNaN)
  }

  @Test func crossEntropyIsSquaredExampleByExample() {
    // Two classes, three examples: outputs × examples.
    let arena = Arena<Double>(count: 6)
    let output = arena[0..<6]
    output.assign([0, 3, -1, 1, 0, 2])
    let losses = [log1p(1), log1p(-3), log1p(-3)]
    let result = Loss.crossEntropy.evaluate(
      output, outputs: 2, targets: .labels([0, 0, 1]), indices: [0, 1, 2])
    #expect(abs(result.sum - losses.reduce(0, +)) < 1e-12)
    #expect(abs(result.sumOfSquares - losses.reduce(0) { $0 + $1 * $1 }) < 1e-12)
  }

  @Test func meanSquaredErrorIsSquaredExampleByExampleNotOutputByOutput() {
    let arena = Arena<Double>(count: 4)
    let output = arena[0..<4]
    // Example 0 is (1, 2), example 1 is (3, 4); the targets are 0.
    output.assign([1, 3, 2, 4])
    let result = Loss.meanSquaredError.evaluate(
      output, outputs: 2, targets: .values(Tensor(shape: [2, 2], elements: [0, 0, 0, 0])),
      indices: [0, 1])
    #expect(result.sum == 2.5 + 12.5)
    #expect(result.sumOfSquares == 2.5 * 2.5 + 12.5 * 12.5)
  }

  /// Two windows of two positions, two tokens: a window is one example, a position one prediction.
  @Test func theLossOfAWindowIsTheMeanOverItsPositions() {
    let arena = Arena<Double>(count: 16)
    let output = arena[0..<8]
    let gradient = arena[8..<16]
    output.assign([0, 3, -1, 9, 1, 0, 2, 0])
    let losses = [log1p(1), log1p(-3), log1p(-3)]
    // The second window does not count.
    let one = Loss.crossEntropy.evaluate(
      output, outputs: 2, positions: 2, targets: .labels([9, 9, 0, 0]), indices: [1],
      gradientScale: 1, gradient: gradient)
    #expect(abs(one.sum - (losses[0] + losses[1]) / 2) < 1e-12)
    #expect(abs(one.sumOfSquares - one.sum * one.sum) < 1e-12)
    #expect(one.count == 1 && one.predictionsPerExample == 2 && one.hits == 1)
    #expect(one.accuracy == 50 && one.standardError.isNaN)
    #expect([2, 3, 6, 7].allSatisfy { gradient[$0] == 0 })
    // Softmax minus one-hot, over two positions.
    #expect(abs(gradient[0] - (0.26894142136999512 - 1) / 2) < 1e-15)

    let both = Loss.crossEntropy.evaluate(
      output, outputs: 2, positions: 2, targets: .labels([0, 0, 1, 0]), indices: [0, 1])
    let second = (losses[2] + 1.2340218972333965e-4) / 2
    #expect(abs(both.mean - (one.sum + second) / 2) < 1e-12)
    #expect(both.count == 2 && both.hits == 3 && both.accuracy == 75)
    // Two windows: the standard error is half their distance.
    #expect(abs(both.standardError - abs(one.sum - second) / 2) < 1e-12)
    #expect(abs(both.perplexity - Self.perplexity) < 1e-6 * Self.perplexity)
  }

  // e^((1.3132616875 + 0.0485873516 + 0.0485873516 + 0.0001234022) / 4).
  private static let perplexity = 1.4228188

  /// log(1 + e^x), the loss of two classes whose outputs differ by −x.
  private func log1p(_ x: Double) -> Double {
    // Reference values to 17 digits.
    x == 1 ? 1.3132616875182228 : 0.048587351573741958
  }
}
