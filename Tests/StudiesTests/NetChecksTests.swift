import Datasets
import Landscapes
import Networks
import Reports
import Studies
import Tensors
import Testing

struct NetChecksTests {
  private func verdicts(loss: Double, accuracy: Double, error: Double = 0.01) throws
    -> [String: Check.Verdict]
  {
    // Two heaps that the nearest mean tells apart.
    let data = try Dataset(
      name: "heaps",
      inputs: Tensor(shape: [40, 1], elements: (0..<40).map { Float($0 % 2 * 10 + $0 % 3) }),
      labels: (0..<40).map { Int32($0 % 2) }, classes: 2)
    let value = PointValue(loss: loss, error: error, accuracy: accuracy)
    let checks = NetChecks(centre: value).accuracy(GuessingBaseline(of: data, loss: .crossEntropy))
    return Dictionary(checks.map { ($0.name, $0.verdict) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func aNetThatLearntIsGood() throws {
    #expect(try verdicts(loss: 0.1, accuracy: 100) == ["guessing": .good, "accuracy": .good])
  }

  @Test func aNetThatGuessesIsTold() throws {
    // ln 2 is the loss of guessing.
    #expect(try verdicts(loss: 0.69, accuracy: 50) == ["guessing": .warning, "accuracy": .warning])
    // Better than that by less than its error.
    #expect(try verdicts(loss: 0.6, accuracy: 100, error: 0.06)["guessing"] == .warning)
  }

  @Test func aNetFarBelowWhatTheDataAllowIsTold() throws {
    #expect(try verdicts(loss: 0.3, accuracy: 70) == ["guessing": .good, "accuracy": .warning])
  }
}
