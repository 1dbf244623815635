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

  /// log(1 + e^x), the loss of two classes whose outputs differ by −x.
  private func log1p(_ x: Double) -> Double {
    // Reference values to 17 digits.
    x == 1 ? 1.3132616875182228 : 0.048587351573741958
  }
}
