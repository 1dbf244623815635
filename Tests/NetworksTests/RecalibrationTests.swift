import Kernels
import Networks
import Tensors
import Testing

/// With the statistics of all examples, the loss at a point is that of training mode on one batch of them.
struct RecalibrationTests {
  /// The loss of one batch in training mode, operation by operation.
  private func expected(
    _ network: Network, _ parameters: Parameters<Double>, examples: Int
  ) -> LossTotal {
    let execution = Execution<Double>(
      network: network, mode: .training, capacity: examples, workers: Workers(count: 1))
    execution.load(parameters, buffers: network.someBuffers(seed: 9).converted(to: Double.self))
    execution.forward(network.someExamples(examples), indices: Array(0..<examples))
    return execution.loss(.crossEntropy, targets: .labels(network.someLabels(examples)))
  }

  /// The losses at points of a plane, with running statistics that make no sense.
  private func losses<S: KernelScalar>(
    _ plan: InferencePlan, at points: [(S, S)], examples: Int
  ) -> [LossTotal] {
    let network = plan.network
    let parts = [1, 2, 3].map { network.someParameters(seed: $0).converted(to: S.self).values }
    let plane = PlaneRegions<S>(origin: parts[0], x: parts[1], y: parts[2])
    let set = EvaluationSet<S>(
      inputs: network.someExamples(examples), labels: network.someLabels(examples), plan: plan,
      plane: plane)
    let workspace = InferenceWorkspace<S>(plan, plane: plane)
    workspace.buffers.fill(S(Double.nan))
    return points.map { point in
      workspace.move(to: point.0, point.1)
      return workspace.evaluate(set)
    }
  }

  private static let points = [(0.0, 0.0), (0.5, -1.0), (-0.25, 0.125)]

  private func check(_ network: Network, examples: Int) throws {
    let parts = [1, 2, 3].map {
      network.someParameters(seed: $0).converted(to: Double.self).values
    }
    let oracle = Self.points.map { x, y in
      let moved = parts[0].indices.map { parts[0][$0] + x * parts[1][$0] + y * parts[2][$0] }
      return expected(
        network, Parameters(layout: network.parameters, values: moved), examples: examples)
    }
    let exact = losses(
      .unfused(network, examples: examples, statistics: .recalibrated), at: Self.points,
      examples: examples)
    #expect(relativeDistance(exact.map(\.sum), oracle.map(\.sum)) < 1e-12)
    #expect(exact.map(\.hits) == oracle.map(\.hits))
    let fast = losses(
      .alongPlane(network, examples: examples, statistics: .recalibrated),
      at: Self.points.map { (Float($0), Float($1)) }, examples: examples)
    #expect(relativeDistance(fast.map(\.sum), oracle.map(\.sum)) < 2e-5)
  }

  @Test(arguments: [5, 16, 17, 130], Graphs.models)
  func lossesAreThoseOfTrainingMode(examples: Int, example: Graphs.Example) throws {
    let network = try example.network()
    guard network.normalizesBatches else { return }
    try check(network, examples: examples)
  }

  @Test(arguments: Graphs.odd)
  func anyPlaceOfANormalisationWillDo(_ example: Graphs.Example) throws {
    let network = try example.network()
    guard network.normalizesBatches else { return }
    try check(network, examples: 19)
  }

  @Test func someGraphsNormaliseBatches() throws {
    #expect(try Graphs.models.contains { try $0.network().normalizesBatches })
    #expect(try Graphs.odd.count { try $0.network().normalizesBatches } > 2)
  }

  /// A convolution before a normalisation may have any scale: what comes out is the same but for ε.
  @Test func theScaleOfAConvolutionIsTakenOut() throws {
    let network = try ResNet(depth: 8, width: 8).network(inputShape: [3, 8, 8], classes: 10)
    let examples = 40
    func loss(_ factor: Float, _ statistics: InferencePlan.Statistics) -> Double {
      let plan = InferencePlan.unfused(network, examples: examples, statistics: statistics)
      let set = EvaluationSet<Double>(
        inputs: network.someExamples(examples), labels: network.someLabels(examples), plan: plan)
      let workspace = InferenceWorkspace<Double>(plan)
      var parameters = network.someParameters(seed: 1)
      for (specification, range) in zip(
        network.parameters.specifications, network.parameters.ranges)
      where specification.shape.rank == 4 {
        for i in range { parameters.values[i] *= factor }
      }
      workspace.parameters.assign(parameters.converted(to: Double.self).values)
      workspace.buffers.assign(network.someBuffers(seed: 1).converted(to: Double.self).values)
      workspace.prepare()
      return workspace.evaluate(set).mean
    }
    let (plain, scaled) = (loss(1, .recalibrated), loss(8, .recalibrated))
    #expect(abs(plain - scaled) < 1e-3 * plain)
    #expect(abs(loss(1, .running) - loss(8, .running)) > 1e-2)
  }

  @Test(arguments: [Float(1e3), 1e9, 1e15, 1e25, 1e30])
  func farOutALossIsRightOrNoNumber(distance: Float) throws {
    let network = try ResNet(depth: 8, width: 16).network(inputShape: [3, 14, 14], classes: 10)
    let plan = InferencePlan.alongPlane(network, examples: 40, statistics: .recalibrated)
    let far = losses(plan, at: [(distance, Float(0)), (0, 0)], examples: 40)
    // Weights, scales and so the inputs grow with the distance; single precision ends at 1e38, where the
    // squares of a sum are, and double precision does not.
    let exact = losses(
      .unfused(network, examples: 40, statistics: .recalibrated), at: [(Double(distance), 0)],
      examples: 40)[0]
    #expect(exact.sum.isFinite)
    #expect(!far[0].sum.isFinite || abs(far[0].mean - exact.mean) < 1e-3 * exact.mean)
    if distance < 1e4 { #expect(far[0].sum.isFinite) }
    #expect(
      far[1] == losses(plan, at: [(Float(0), Float(0))], examples: 40)[0], "nothing is left behind")
  }
}
