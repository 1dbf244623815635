import Kernels
import Networks
import Tensors
import Testing

/// At a point of a plane a workspace computes the bits that it computes from weights which were
/// moved there and written down.
struct PlanePointTests {
  /// A network between random weights, with a workspace for the plane and one without.
  private struct Scene<S: KernelScalar> {
    let moved: InferenceWorkspace<S>
    let set: EvaluationSet<S>
    private let written: InferenceWorkspace<S>
    private let plane: PlaneRegions<S>

    init(_ plan: InferencePlan, examples: Int) {
      let network = plan.network
      func values(_ seed: UInt64) -> [S] {
        network.someParameters(seed: seed).converted(to: S.self).values
      }
      let plane = PlaneRegions(origin: values(1), x: values(2), y: values(3))
      self.plane = plane
      moved = InferenceWorkspace(plan, plane: plane)
      written = InferenceWorkspace(plan)
      set = EvaluationSet(
        inputs: network.someExamples(examples), labels: network.someLabels(examples), plan: plan)
      for workspace in [moved, written] {
        workspace.buffers.assign(network.someBuffers().converted(to: S.self).values)
      }
    }

    /// The sums of the losses both ways.
    func sums(at alpha: S, _ beta: S) -> (moved: UInt64, written: UInt64) {
      moved.move(to: alpha, beta)
      Elementwise.combine(
        plane.origin, alpha, plane.x, beta, plane.y, into: written.parameters)
      written.prepare()
      return (
        moved.evaluate(set).sum.bitPattern, written.evaluate(set).sum.bitPattern
      )
    }
  }

  private static func networks() throws -> [Network] {
    [
      try ResNet(depth: 14, width: 16).network(inputShape: [3, 14, 9], classes: 10),
      try ResNet(depth: 8, width: 5).network(inputShape: [1, 7, 7], classes: 3),
      try TorchvisionResNet(depth: 18, width: 8).network(inputShape: [3, 37, 45], classes: 4),
    ]
  }

  private func check<S: KernelScalar>(_ plan: InferencePlan, examples: Int, _: S.Type) {
    let scene = Scene<S>(plan, examples: examples)
    for (alpha, beta) in [(0, 0), (0.3, -0.7), (-1, 1), (1e-8, 0.123456789)] as [(S, S)] {
      let sums = scene.sums(at: alpha, beta)
      #expect(sums.moved == sums.written, "(\(alpha), \(beta))")
    }
  }

  @Test(arguments: [5, 8, 20])
  func lossesAreThoseOfWeightsThatWereWritten(examples: Int) throws {
    for network in try Self.networks() {
      check(.alongPlane(network, examples: examples), examples: examples, Float.self)
      check(InferencePlan(network), examples: examples, Float.self)
      check(.unfused(network), examples: examples, Double.self)
    }
  }

  /// Large weights of linear operations are summed in panels: for all blocks at once, for some of them
  /// at a time, and not where too few blocks are there at once.
  @Test(arguments: [
    (2400, 5, true), (2400, 130, true), (2400, 600, true), (2401, 600, true), (1800, 600, false),
    (1800, 300, true), (900, 5, false),
  ])
  func panelsHaveTheBitsOfWholeWeights(width: Int, examples: Int, isInPanels: Bool) throws {
    let network = try MLP(sizes: [7, width, width + 3, 4]).network(inputShape: [7])
    let plan = InferencePlan.alongPlane(network, examples: examples)
    #expect(sumsPanels(plan) == isInPanels)
    check(plan, examples: examples, Float.self)
  }

  /// Whether the memory to be written has no room for the large weight.
  private func sumsPanels(_ plan: InferencePlan) -> Bool {
    let layout = plan.workspaceAddresses(Float.self) - plan.workspaceBytes(Float.self)
    return layout > plan.network.parameters.count * MemoryLayout<Float>.stride / 2
  }

  @Test(arguments: [5, 20])
  func panelsFollowConvolutions(examples: Int) throws {
    let network = try VGG(depth: 11, form: .imagenet, width: 8, hidden: 2200).network(
      inputShape: [3, 32, 32], classes: 4)
    let plan = InferencePlan.alongPlane(network, examples: examples)
    check(plan, examples: examples, Float.self)
    #expect(plan.workspaceBytes(Float.self) < network.parameters.count * 4)
  }

  @Test func largeWeightsThatReadTheExamplesAreSummedInPanels() throws {
    // Too many examples for products that are made once.
    let network = try MLP(sizes: [2500, 5000, 3]).network(inputShape: [2500])
    let plan = InferencePlan.alongPlane(network, examples: 1120)
    try #require(!plan.holdsProducts && sumsPanels(plan))
    let sums = Scene<Float>(plan, examples: 1120).sums(at: 0.3, -0.7)
    #expect(sums.moved == sums.written)
  }

  @Test func pointsThatOverflowAreComputedDirectlyFromThePlane() throws {
    let network = try ResNet(depth: 8, width: 8).network(inputShape: [8, 8, 8], classes: 10)
    let plan = InferencePlan.alongPlane(network, examples: 8)
    let origin = network.someParameters(seed: 1).values
    // Filters of equal weights below the largest Float: their transform is above it.
    let range = try #require(network.parameters.range(of: "conv1.weight"))
    let x = origin.indices.map { range.contains($0) ? Float(1) : 0 }
    let plane = PlaneRegions(origin: origin, x: x, y: x)
    let tiny = network.someExamples(8).elements.map { $0 * 1e-9 }
    let inputs = Tensor(shape: Shape([8] + network.inputShape.dimensions), elements: tiny)
    let set = EvaluationSet<Float>(inputs: inputs, labels: network.someLabels(8), plan: plan)
    let (moved, written) = (
      InferenceWorkspace(plan, plane: plane), InferenceWorkspace<Float>(plan)
    )
    for workspace in [moved, written] {
      workspace.buffers.assign(network.someBuffers().values)
    }
    for (alpha, beta) in [(2e38, 0), (1e38, 1.1e38)] as [(Float, Float)] {
      moved.move(to: alpha, beta)
      Elementwise.combine(plane.origin, alpha, plane.x, beta, plane.y, into: written.parameters)
      written.prepare()
      let block = Arena<Float>(count: tiny.count).all
      Block.gather(
        tiny, features: network.inputShape.count, indices: Array(0..<8)[...], into: block)
      let isFinite = moved.evaluate(block).elements.allSatisfy(\.isFinite)
      #expect(!isFinite)
      let total = moved.evaluate(set)
      #expect(total.sum.isFinite && total == written.evaluate(set))
    }
  }

  @Test func statisticsThatMoveAreThoseThatWereWritten() throws {
    let network = try ResNet(depth: 8, width: 5).network(inputShape: [1, 7, 7], classes: 3)
    func parameters(_ seed: UInt64) -> [Float] { network.someParameters(seed: seed).values }
    let origin = network.someBuffers().values
    let (x, y) = (origin.map { $0 * 0.25 }, origin.map { $0 * $0 })
    let plane = PlaneRegions(
      origin: parameters(1), x: parameters(2), y: parameters(3), statistics: (origin, x, y))
    for plan in [InferencePlan.alongPlane(network, examples: 9), .unfused(network)] {
      let set = EvaluationSet<Float>(
        inputs: network.someExamples(9), labels: network.someLabels(9), plan: plan)
      let (moved, written) = (
        InferenceWorkspace(plan, plane: plane), InferenceWorkspace<Float>(plan)
      )
      for (alpha, beta) in [(0, 0), (0.5, 0.25), (1, 0)] as [(Float, Float)] {
        moved.move(to: alpha, beta)
        Elementwise.combine(
          plane.origin, alpha, plane.x, beta, plane.y, into: written.parameters)
        written.buffers.assign(
          origin.indices.map { origin[$0] + alpha * x[$0] + beta * y[$0] })
        written.prepare()
        let (a, b) = (moved.evaluate(set).sum, written.evaluate(set).sum)
        #expect(a.isFinite && abs(a - b) <= 1e-5 * abs(b), "(\(alpha), \(beta))")
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func losesNothingBetweenThreads(count: Int) throws {
    let network = try ResNet(depth: 14, width: 16).network(inputShape: [3, 14, 9], classes: 10)
    let plan = InferencePlan.alongPlane(network, examples: 8)
    let expected = Scene<Float>(plan, examples: 8)
    let scenes = (0..<count).map { _ in Scene<Float>(plan, examples: 8) }
    let sums = Arena<Double>(count: 12).all
    Workers(count: count).forEach(sums.count) { worker, index in
      let bits = scenes[worker].sums(at: Float(index) / 7, -0.5).moved
      sums[index] = Double(bitPattern: bits)
    }
    for index in 0..<sums.count {
      #expect(sums[index].bitPattern == expected.sums(at: Float(index) / 7, -0.5).written)
    }
  }
}
