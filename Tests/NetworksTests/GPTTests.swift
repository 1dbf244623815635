import Archives
import Failures
import FolderTestSupport
import Kernels
import Networks
import Tensors
import Testing

/// A GPT with and without its shortcuts, against PyTorch and by itself.
struct GPTTests {
  @Test(arguments: [false, true])
  func parametersHavePyTorchsNamesInPyTorchsOrder(plain: Bool) throws {
    let fixture = try GPTFixture(plain: plain)
    #expect(fixture.network.parameters.specifications.map(\.name) == fixture.parameterNames)
    #expect(fixture.parameterNames.count == 5 + 2 * 13)
  }

  @Test(arguments: [false, true], [ExecutionMode.evaluation, .training])
  func logitsLossAndGradientsArePyTorchs(plain: Bool, mode: ExecutionMode) throws {
    // Issue 4 asks for 1e-4; PyTorch's own float32 is off by 1.6e-6 here. The Double bound is that
    // of the fixture's last digit.
    try check(GPTFixture(plain: plain), mode, Float.self, bound: 1e-5)
    try check(GPTFixture(plain: plain), mode, Double.self, bound: 2e-7)
  }

  private func check<S: KernelScalar>(
    _ fixture: GPTFixture, _ mode: ExecutionMode, _: S.Type, bound: Double
  ) throws {
    let tokens = try fixture.tokens
    let execution = Execution<S>(
      network: fixture.network, mode: mode, capacity: tokens.shape[0], workers: Workers(count: 2))
    execution.load(
      try fixture.numbers("weights/").converted(to: S.self),
      buffers: fixture.buffers.converted(to: S.self))
    execution.forward(tokens, indices: Array(0..<tokens.shape[0]))
    let logits = try fixture.tensor("logits")
    #expect(execution.output.shape == logits.shape)
    #expect(relativeDistance(execution.output.elements, logits.elements) < bound)

    let loss = execution.loss(.crossEntropy, targets: .labels(try fixture.targets))
    #expect(relativeDistance([loss.mean], try fixture.tensor("loss").elements) < bound)
    #expect(loss.count == tokens.shape[0] && loss.predictionsPerExample == 13)

    execution.backward()
    let gradient = execution.gradient.elements
    let expected = try fixture.numbers("gradient/")
    let layout = fixture.network.parameters
    for (specification, range) in zip(layout.specifications, layout.ranges) {
      let distance = relativeDistance(Array(gradient[range]), Array(expected.values[range]))
      #expect(distance < bound, "\(specification.name) in \(S.self)")
    }
  }

  @Test(arguments: [false, true])
  func aStateDictWithItsBuffersIsRead(plain: Bool) throws {
    let fixture = try GPTFixture(plain: plain)
    try #require(fixture.stateDict.contains { $0.name == "trf_blocks.0.att.mask" })
    let folder = try TemporaryFolder()
    let path = folder.path("state.safetensors")
    try SafetensorsFile(entries: fixture.stateDict).write(to: path)
    let checkpoint = try Checkpoint(path: path, network: fixture.network)
    #expect(try checkpoint.parameters == fixture.numbers("weights/"))
    let total = checkpoint.evaluate(
      inputs: try fixture.tokens, labels: try fixture.targets, workers: Workers(count: 2))
    #expect(relativeDistance([total.mean], try fixture.tensor("loss").elements) < 1e-6)

    let copy = folder.path("copy.safetensors")
    try checkpoint.write(to: copy)
    #expect(try Checkpoint(path: copy) == checkpoint)
  }

  @Test func lossesOnAPlaneArePyTorchs() throws {
    let fixture = try GPTFixture(plain: false)
    let plan = InferencePlan.alongPlane(fixture.network, examples: 5)
    let plane = PlaneRegions(
      origin: try fixture.numbers("weights/").values, x: try fixture.numbers("x/").values,
      y: try fixture.numbers("y/").values)
    let set = EvaluationSet<Float>(
      inputs: try fixture.tokens, labels: try fixture.targets, plan: plan, plane: plane)
    let workspace = InferenceWorkspace<Float>(plan, plane: plane)
    let points = try fixture.tensor("points").elements
    let losses = stride(from: 0, to: points.count, by: 2).map { place in
      workspace.move(to: points[place], points[place + 1])
      return workspace.evaluate(set).mean
    }
    let expected = try fixture.tensor("losses").elements
    for (loss, expected) in zip(losses, expected) {
      #expect(abs(loss - Double(expected)) < 2e-6 * Double(expected))
    }
    #expect(losses.count == 4 && Set(expected).count == 4)
  }

  /// Changing token t changes no logit of the positions before t, and some of those from t on.
  @Test(arguments: [0, 1, 64, 69])
  func noPositionSeesTheFuture(changed: Int) throws {
    let network = try GPT(GPTSizes(blocks: 2, width: 12, heads: 2, context: 70), vocabulary: 9)
      .network()
    let tokens = network.someExamples(2)
    var others = tokens.elements
    others[changed] = Float((Int(others[changed]) + 1) % 9)
    func logits(_ elements: [Float]) -> [Float] {
      let execution = Execution<Float>(
        network: network, mode: .evaluation, capacity: 2, workers: Workers(count: 1))
      execution.load(network.someParameters(), buffers: network.someBuffers())
      execution.forward(Tensor(shape: [2, 70], elements: elements), indices: [0, 1])
      return execution.output.elements
    }
    let (before, after) = (logits(tokens.elements), logits(others))
    // Example 0: 9 outputs × 70 positions; example 1 was not changed.
    let differing = Set(
      before.indices.filter { before[$0] != after[$0] }.map { index in
        index < 9 * 70 ? index % 70 : -1
      })
    #expect(differing == Set(changed..<70))
  }

  @Test func theDefaultsOfTheCommandLineAreTheBenchmarksSizes() throws {
    let network = try GPT(GPTSizes(), vocabulary: 96).network()
    // 12 width² + 10 width per block (4 biases and norms of width, one bias of 4 · width).
    let block = 12 * 128 * 128 + (1 + 4 + 1 + 4) * 128
    #expect(network.parameters.count == (96 + 128) * 128 + 6 * block + 2 * 128 + 96 * 128)
    #expect(network.shortcutCount == 12 && network.context == 128 && network.outputCount == 96)
    #expect(network.withoutShortcuts().shortcutCount == 0)
    #expect(network.withoutShortcuts().parameters == network.parameters)
  }

  @Test(arguments: [
    (GPTSizes(blocks: 0), "0 is out of range", "blocks"),
    (GPTSizes(width: 0), "0 is out of range", "width"),
    (GPTSizes(width: 10, heads: 4), "a width of 10 is not divisible by 4 heads", "heads"),
    (GPTSizes(context: Int.max), "\(Int.max) is out of range", "context"),
  ])
  func impossibleSizesAreRefused(sizes: GPTSizes, what: String, option: String) {
    let failure = #expect(throws: Failure.self) { try GPT(sizes).network() }
    #expect(
      failure?.what == what && failure?.place?.description == option && failure?.code == .usage)
  }

  @Test func moreSharesThanFitAreRefused() {
    let failure = #expect(throws: Failure.self) {
      try GPT(GPTSizes(context: 65_536)).network()
    }
    #expect(failure?.what.contains("65536 positions see each other in 4 heads") == true)
  }

  @Test(arguments: [9, -1, 0.5, .nan] as [Float])
  func tokensThatAreNotKnownAreRefused(token: Float) throws {
    let network = try GPT(GPTSizes(blocks: 1, width: 4, heads: 1, context: 3), vocabulary: 9)
      .network()
    let good = Tensor<Float>(shape: [2, 3], elements: [0, 8, 1, 2, 3, 4])
    try network.checkTokens(good, labelsPerExample: 3, of: "text")
    var elements = good.elements
    elements[4] = token
    let failure = #expect(throws: Failure.self) {
      try network.checkTokens(
        Tensor(shape: [2, 3], elements: elements), labelsPerExample: 3, of: "text")
    }
    #expect(failure?.code == .data && failure?.place?.description == "text")
    #expect(failure?.what == "token \(token) of example 1 is not a whole number from 0 to 8")
    #expect(throws: Failure.self) {
      try network.checkTokens(good, labelsPerExample: 1, of: "text")
    }
  }

  @Test(arguments: [
    ([Operation.flat], "does not work on sequences of tokens"),
    ([.norm], "does not work on sequences of tokens"), ([.attention(4)], "6 channels are not"),
    ([.tokens(3, width: 2)], "must take the input"),
  ])
  func whatDoesNotWorkOnTokensIsRefused(operations: [Operation], what: String) {
    var graph = Graph([5])
    graph.add(.tokens(7, width: 6), 0)
    for operation in operations { graph.add(operation, graph.nodes.count - 1) }
    let failure = #expect(throws: Failure.self) { try Network(nodes: graph.nodes) }
    #expect(failure?.what.contains(what) == true)
  }

  @Test(arguments: [Operation.attention(1), .places])
  func sequencesNeedAnEmbedding(operation: Operation) {
    var graph = Graph([4, 5])
    graph.add(operation, 0)
    let failure = #expect(throws: Failure.self) { try Network(nodes: graph.nodes) }
    #expect(failure?.what.contains("no token embedding comes before it") == true)
  }

  @Test(arguments: [["a"], ["a", "a", "b"], ["a", "b", "c"], ["b", "a", "input"]])
  func anOrderOfDefinitionNamesEachNodeOnce(order: [String]) throws {
    let nodes = [
      Node(name: "input", operation: .input(Input(shape: [2])), inputs: []),
      Node(name: "a", operation: .dense(3), inputs: [0]),
      Node(name: "b", operation: .dense(3), inputs: [1]),
    ]
    #expect(throws: Failure.self) { try Network(nodes: nodes, definitionOrder: order) }
    let network = try Network(nodes: nodes, definitionOrder: ["b", "a"])
    #expect(
      network.parameters.specifications.map(\.name) == ["b.weight", "b.bias", "a.weight", "a.bias"])
  }
}
