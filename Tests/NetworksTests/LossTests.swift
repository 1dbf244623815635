import Foundation
import Kernels
import Networks
import Tensors
import Testing

/// Losses by hand. Outputs lie features first, 16 examples to a block.
struct LossTests {
  /// A block that holds these rows of outputs.
  private func block(_ rows: [[Double]]) -> Region<Double> {
    let outputs = rows[0].count
    let block = Arena<Double>(count: outputs * 16).all
    // Lanes that do not count hold what must not be seen.
    block.fill(.nan)
    for (lane, row) in rows.enumerated() {
      for (o, value) in row.enumerated() { block[o * 16 + lane] = value }
    }
    return block
  }

  @Test(arguments: [1, 2, 10, 1000])
  func crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses(classes: Int) {
    for logit in [0.0, -7, 1e30] {
      let row = Array(repeating: logit, count: classes)
      let total = Loss.crossEntropy.evaluate(
        block([row, row, row]), outputs: classes, targets: .labels([0, 0, Int32(classes - 1)]),
        indices: [0, 1, 2])
      #expect(abs(total.mean - log(Double(classes))) < 1e-14)
      #expect(total.count == 3)
    }
  }

  @Test func crossEntropyAndItsGradientByHand() {
    // softmax(0, ln 3) = (¼, ¾); softmax(ln 2, 0) = (⅔, ⅓).
    let outputs = block([[0, log(3)], [log(2), 0]])
    let gradient = Arena<Double>(count: 32).all
    gradient.fill(9)
    let total = Loss.crossEntropy.evaluate(
      outputs, outputs: 2, targets: .labels([0, 1, 0]), indices: [1, 2], gradientScale: 0.5,
      gradient: gradient)
    // The block's examples are the second and third of the targets.
    #expect(abs(total.sum - (log(4.0 / 3) + log(1.5))) < 1e-14)
    #expect(total.hits == 2 && total.count == 2 && total.accuracy == 100)
    let expected = [0.5 * 0.25, 0.5 * (2.0 / 3 - 1), 0.5 * (0.75 - 1), 0.5 / 3]
    for (place, value) in zip([0, 1, 16, 17], expected) {
      #expect(abs(gradient[place] - value) < 1e-15)
    }
    // What does not count has no gradient.
    #expect((2..<16).allSatisfy { gradient[$0] == 0 && gradient[16 + $0] == 0 })
  }

  @Test func meanSquaredErrorByHand() {
    let gradient = Arena<Double>(count: 32).all
    let total = Loss.meanSquaredError.evaluate(
      block([[1, 2], [0, -1]]), outputs: 2,
      targets: .values(Tensor(shape: [2, 2], elements: [3, 2, 0.5, -2])), indices: [0, 1],
      gradientScale: 0.5, gradient: gradient)
    // ((1−3)² + 0)/2 = 2; (0.25 + 1)/2 = 0.625.
    #expect(total.sum == 2.625 && total.mean == 1.3125 && total.count == 2)
    #expect([0, 16, 1, 17].map { gradient[$0] } == [-1, 0, -0.25, 0.5])
  }

  @Test func hugeLogitsDoNotOverflow() {
    let total = Loss.crossEntropy.evaluate(
      block([[1e300, -1e300], [1e300, -1e300], [-1e5, -2e5]]), outputs: 2,
      targets: .labels([0, 1, 1]), indices: [0, 1, 2])
    #expect(total.sum == 2e300 + 1e5)
    #expect(total.hits == 1)
  }

  @Test func notANumberStaysNotANumber() {
    for special in [Double.nan, .infinity] {
      let gradient = Arena<Double>(count: 32).all
      let total = Loss.crossEntropy.evaluate(
        block([[0, 1], [special, 0]]), outputs: 2, targets: .labels([1, 1]), indices: [0, 1],
        gradient: gradient)
      #expect(total.sum.isNaN && total.mean.isNaN)
      #expect(total.hits == 1 && total.count == 2)
      #expect(gradient[1].isNaN && !gradient[0].isNaN)
    }
    // Minus infinity is a logit like others: that class is impossible.
    let total = Loss.crossEntropy.evaluate(
      block([[-.infinity, 0], [-.infinity, 0]]), outputs: 2, targets: .labels([1, 0]),
      indices: [0, 1])
    #expect(total.sum == .infinity)
  }

  @Test func totalsAddUp() {
    var total = LossTotal()
    #expect(total.mean.isNaN)
    var more = LossTotal()
    more.sum = 6
    more.hits = 1
    more.count = 4
    total += more
    total += more
    #expect(total.mean == 1.5 && total.accuracy == 25 && total.count == 8)
  }
}
