import Foundation
import Kernels
import Testing

@Suite("The loop that measures a core's peak")
struct MultiplyAddLoopTests {
  /// x → a·x + b has the closed form aⁿ·x + b·(1 − aⁿ)/(1 − a).
  @Test(
    "it does all the work that is counted", arguments: MultiplyAddLoop.allCases,
    [0, 1, 2, 7, 100])
  func sum(loop: MultiplyAddLoop, rounds: Int) {
    let (factor, addend) = (0.75, 0.375)
    let power = pow(factor, Double(rounds))
    let expected = (0..<MultiplyAddLoop.chains).reduce(0.0) { sum, chain in
      sum + Double(loop.lanes) * (power * Double(chain) + addend * (1 - power) / (1 - factor))
    }
    let found = Double(loop.run(rounds: rounds, factor: Float(factor), addend: Float(addend)))
    #expect(abs(found - expected) <= 1e-5 * expected)
  }

  @Test("operations are two per number and chain")
  func operations() {
    #expect(MultiplyAddLoop.narrow.operations == 2 * 8 * 10)
    #expect(MultiplyAddLoop.wide.operations == 2 * 16 * 10)
  }
}
