import Kernels
import Networks
import Tensors
import Testing

/// The inference plan computes what the execution computes in evaluation mode.
struct InferencePlanTests {
  @Test(arguments: Graphs.models + Graphs.odd)
  func outputsAreThoseOfTheExecution(_ example: Graphs.Example) throws {
    let network = try example.network()
    let plan = InferencePlan(network)
    try check(network, plan, Float.self, bound: 2e-6)
    try check(network, plan, Double.self, bound: 1e-14)
    try check(network, .unfused(network), Double.self, bound: 1e-14)
  }

  private func check<S: KernelScalar>(
    _ network: Network, _ plan: InferencePlan, _: S.Type, bound: Double
  ) throws {
    let count = 5
    let examples = network.someExamples(count)
    let execution = Execution<S>(
      network: network, mode: .evaluation, capacity: count, workers: Workers(count: 1))
    let workspace = InferenceWorkspace<S>(plan)
    // A second set of parameters, to see that nothing of the first is left.
    for seed in [1, 2] as [UInt64] {
      let parameters = network.someParameters(seed: seed).converted(to: S.self)
      let buffers = network.someBuffers(seed: seed).converted(to: S.self)
      execution.load(parameters, buffers: buffers)
      execution.forward(examples, indices: Array(0..<count))
      workspace.parameters.assign(parameters.values)
      workspace.buffers.assign(buffers.values)
      workspace.prepare()
      let block = Arena<S>(count: network.inputShape.count * plan.blockSize).all
      Block.gather(
        examples.elements, features: network.inputShape.count, columns: network.positions,
        indices: Array(0..<count)[...], into: block)
      let before = block.elements
      let output = workspace.evaluate(block).elements
      let (outputs, positions) = (network.outputCount, network.positions)
      try #require(output.count == outputs * positions * plan.blockSize)
      let rows = (0..<count).flatMap { lane in
        (0..<outputs).flatMap { row in
          (0..<positions).map { output[(row * plan.blockSize + lane) * positions + $0] }
        }
      }
      #expect(relativeDistance(rows, execution.output.elements) < bound)
      #expect(block.elements == before, "the input was written to")
    }
  }

  @Test(arguments: [1, 15, 16, 17, 130], Graphs.models)
  func setsOfAnySizeGiveTheLossOfTheExecution(count: Int, example: Graphs.Example) throws {
    let network = try example.network()
    let examples = network.someExamples(count)
    let labels = network.someLabels(count)
    let parameters = network.someParameters()
    let buffers = network.someBuffers()
    let execution = Execution<Float>(
      network: network, mode: .evaluation, capacity: count, workers: Workers(count: 1))
    execution.load(parameters, buffers: buffers)
    execution.forward(examples, indices: Array(0..<count))
    let expected = execution.loss(.crossEntropy, targets: .labels(labels))
    let checkpoint = Checkpoint(
      network: network, parameters: parameters, buffers: buffers, manifest: nil)
    let totals = [1, 2, 3].map {
      checkpoint.evaluate(inputs: examples, labels: labels, workers: Workers(count: $0))
    }
    #expect(relativeDistance([totals[0].sum], [expected.sum]) < 1e-6)
    #expect(totals[0].hits == expected.hits && totals[0].count == count)
    #expect(totals[1] == totals[0] && totals[2] == totals[0])

    let plan = InferencePlan(network)
    let workspace = InferenceWorkspace<Float>(plan)
    workspace.parameters.assign(parameters.values)
    workspace.buffers.assign(buffers.values)
    workspace.prepare()
    let set = EvaluationSet<Float>(inputs: examples, labels: labels, plan: plan)
    #expect(set.count == count)
    #expect(workspace.evaluate(set) == totals[0])
  }
}
