import Kernels
import Networks
import Tensors
import Testing

struct DropoutTests {
  private func outputs(
    rate: Double, mode: ExecutionMode, draw: UInt64, workers: Int = 1, examples: Int = 100
  ) throws -> [Float] {
    var graph = Graph([50])
    graph.add(.drop(rate), 0)
    let network = try Network(nodes: graph.nodes)
    let execution = Execution<Float>(
      network: network, mode: mode, capacity: examples, workers: Workers(count: workers))
    let ones = Tensor<Float>(
      shape: [examples, 50], elements: Array(repeating: 1, count: examples * 50))
    execution.forward(ones, indices: Array(0..<examples), draw: draw)
    return execution.output.elements
  }

  @Test(arguments: [0.1, 0.5, 0.9])
  func theRateIsKeptAndTheMeanToo(rate: Double) throws {
    let outputs = try outputs(rate: rate, mode: .training, draw: 1)
    let kept = outputs.count { $0 != 0 }
    // Five standard deviations of 5,000 draws.
    let bound = 5 * (rate * (1 - rate) * 5000).squareRoot()
    #expect(abs(Double(kept) - (1 - rate) * 5000) < bound)
    #expect(outputs.allSatisfy { $0 == 0 || $0 == Float(1 / (1 - rate)) })
  }

  @Test func evaluationAndRateZeroLeaveEverything() throws {
    #expect(try outputs(rate: 0.5, mode: .evaluation, draw: 1).allSatisfy { $0 == 1 })
    #expect(try outputs(rate: 0, mode: .training, draw: 1).allSatisfy { $0 == 1 })
  }

  @Test func whatIsDroppedFollowsFromTheDrawAlone() throws {
    let first = try outputs(rate: 0.5, mode: .training, draw: 7)
    for workers in [1, 2, 5] {
      #expect(try outputs(rate: 0.5, mode: .training, draw: 7, workers: workers) == first)
    }
    let other = try outputs(rate: 0.5, mode: .training, draw: 8)
    // Independent halves agree in about half of the places.
    let agreeing = zip(first, other).count { $0 == $1 }
    #expect((2200...2800).contains(agreeing))
    // The blocks of a batch are dropped differently.
    #expect(first[..<1600] != first[1600..<3200])
  }
}
