import Datasets
import Networks
import Studies
import Tensors
import Testing

struct GuessingBaselineTests {
  @Test func classesHaveTheEntropyOfTheirShares() throws {
    let data = try Dataset(
      name: "numbers", inputs: Tensor(shape: [4, 1], elements: [0, 1, 2, 10]),
      labels: [0, 0, 0, 1], classes: 3)
    let baseline = GuessingBaseline(of: data, loss: .crossEntropy)
    // −¾ ln ¾ − ¼ ln ¼
    #expect(abs(try #require(baseline.loss) - 0.5623351446188083) < 1e-12)
    #expect(baseline.accuracy == 75)
    #expect(GuessingBaseline(of: data, loss: .meanSquaredError).loss == nil)
  }

  @Test func theNearestMeanLeavesTheExampleItselfOut() throws {
    // 0, 1 and 8, 9: without itself each is nearest to the other of its class. 4 is the only one of its class,
    // of which no mean is left.
    let data = try Dataset(
      name: "numbers", inputs: Tensor(shape: [5, 1], elements: [0, 1, 8, 9, 4]),
      labels: [0, 0, 1, 1, 2], classes: 3)
    let baseline = GuessingBaseline(of: data, loss: .crossEntropy)
    #expect(baseline.nearestMeanAccuracy == 80 && baseline.nearestMeanExamples == 5)
  }

  @Test func numbersHaveTheirVariance() throws {
    let data = try Dataset(
      name: "numbers", inputs: Tensor(shape: [2, 1], elements: [0, 1]),
      values: Tensor(shape: [2, 2], elements: [0, 1, 2, 5]))
    let baseline = GuessingBaseline(of: data, loss: .meanSquaredError)
    // Variances 1 and 4.
    #expect(baseline.loss == 2.5 && baseline.accuracy == nil && baseline.nearestMeanAccuracy == nil)
  }
}
