import Kernels
import Testing

struct RandomStreamTests {
  @Test func aStreamIsDeterminedBySeedAndPurpose() {
    func first(_ seed: UInt64, _ purpose: String) -> [UInt64] {
      var stream = RandomStream(seed: seed, purpose: purpose)
      return (0..<4).map { _ in stream.next() }
    }
    #expect(first(1, "a") == first(1, "a"))
    #expect(first(1, "a") != first(2, "a"))
    #expect(first(1, "a") != first(1, "b"))
  }

  @Test func normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    var stream = RandomStream(seed: 7, purpose: "moments")
    let count = 200_000
    let numbers = (0..<count).map { _ in stream.normal() }
    let mean = numbers.reduce(0, +) / Double(count)
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / Double(count)
    let fourth = numbers.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count)
    // Standard errors of these estimates: 0.0022, 0.0032 and 0.022; the bounds are 4 of them.
    #expect(abs(mean) < 0.009)
    #expect(abs(variance - 1) < 0.013)
    #expect(abs(fourth - 3) < 0.09)
  }

  @Test func aPermutationHoldsEveryNumberOnce() {
    var stream = RandomStream(seed: 3, purpose: "permutation")
    let permutation = stream.permutation(of: 1000)
    #expect(permutation.sorted() == Array(0..<1000))
    #expect(permutation != Array(0..<1000))
  }
}
