import Archives
import Failures
import FolderTestSupport
import Kernels
import Networks
import Tensors
import Testing

/// Query-key-value biases and a head that is the table of the tokens, against PyTorch
/// (`Fixtures/make_gpt.py`), and files that hold a tied parameter once or twice.
@Suite("Tied parameters")
struct TiedParametersTests {
  @Test("a tied parameter is there once, under its owner's name, in PyTorch's order")
  func names() throws {
    let fixture = try GPTFixture(tied: true)
    #expect(fixture.network.parameters.specifications.map(\.name) == fixture.parameterNames)
    #expect(fixture.parameterNames.count == 4 + 2 * 16)
    #expect(fixture.network.tiedNames == ["out_head.weight": "tok_emb.weight"])
  }

  @Test("logits, loss and gradients are PyTorch's", arguments: [false, true])
  func gradients(isDouble: Bool) throws {
    if isDouble {
      try checkGradients(Double.self, bound: 2e-7)
    } else {
      try checkGradients(Float.self, bound: 1e-5)
    }
  }

  private func checkGradients<S: KernelScalar>(_: S.Type, bound: Double) throws {
    let fixture = try GPTFixture(tied: true)
    let tokens = try fixture.tokens
    let execution = Execution<S>(
      network: fixture.network, mode: .evaluation, capacity: 5, workers: Workers(count: 2))
    execution.load(
      try fixture.numbers("weights/").converted(to: S.self),
      buffers: fixture.buffers.converted(to: S.self))
    execution.forward(tokens, indices: Array(0..<5))
    #expect(
      relativeDistance(execution.output.elements, try fixture.tensor("logits").elements) < bound)
    let loss = execution.loss(.crossEntropy, targets: .labels(try fixture.targets))
    #expect(relativeDistance([loss.mean], try fixture.tensor("loss").elements) < bound)
    // Twice: what is left of the first must not be added to.
    for _ in 0..<2 {
      execution.backward()
      try expect(execution.gradient.elements, "gradient/", fixture, bound)
    }
  }

  private func expect<S: KernelScalar>(
    _ values: [S], _ prefix: String, _ fixture: GPTFixture, _ bound: Double
  ) throws {
    let expected = try fixture.numbers(prefix)
    let layout = fixture.network.parameters
    for (specification, range) in zip(layout.specifications, layout.ranges)
    where !specification.name.hasSuffix("W_key.bias") {
      let distance = relativeDistance(Array(values[range]), Array(expected.values[range]))
      #expect(distance < bound, "\(prefix)\(specification.name) in \(S.self)")
    }
    // A key's bias moves all scores of a query alike: its derivatives are zero.
    for range in layout.ranges.indices.filter({
      layout.specifications[$0].name.hasSuffix("W_key.bias")
    }).map({ layout.ranges[$0] }) {
      #expect(values[range].allSatisfy { abs(Double($0)) < bound })
    }
  }

  @Test("the product of the Hessian with a direction is PyTorch's")
  func product() throws {
    let fixture = try GPTFixture(tied: true)
    let execution = TangentExecution<Double>(
      network: fixture.network, capacity: 5, workers: Workers(count: 2))
    execution.parameters.assign(try fixture.numbers("weights/").values.map(Double.init))
    execution.direction.assign(try fixture.numbers("x/").values.map(Double.init))
    execution.parametersChanged()
    for _ in 0..<2 {
      _ = execution.product(
        of: .crossEntropy, try fixture.tokens, .labels(try fixture.targets),
        indices: Array(0..<5))
      try expect(execution.result.elements, "product/", fixture, 2e-7)
    }
  }

  @Test("losses on a plane are PyTorch's, fast and in reference precision")
  func plane() throws {
    try checkPlane(.alongPlane(GPTFixture(tied: true).network, examples: 5), Float.self, 3e-6)
    try checkPlane(.unfused(GPTFixture(tied: true).network), Double.self, 1e-7)
  }

  private func checkPlane<S: KernelScalar>(_ plan: InferencePlan, _: S.Type, _ bound: Double)
    throws
  {
    let fixture = try GPTFixture(tied: true)
    func numbers(_ prefix: String) throws -> [S] {
      try fixture.numbers(prefix).converted(to: S.self).values
    }
    let plane = PlaneRegions<S>(
      origin: try numbers("weights/"), x: try numbers("x/"), y: try numbers("y/"))
    let set = EvaluationSet<S>(
      inputs: try fixture.tokens, labels: try fixture.targets, plan: plan, plane: plane)
    let workspace = InferenceWorkspace<S>(plan, plane: plane)
    let points = try fixture.tensor("points").elements
    let losses = try fixture.tensor("losses").elements
    for (place, expected) in losses.enumerated() {
      workspace.move(to: S(points[2 * place]), S(points[2 * place + 1]))
      let loss = workspace.evaluate(set).mean
      #expect(abs(loss - Double(expected)) < bound * Double(expected))
    }
  }

  @Test("a file may hold the head as well, if it is the same")
  func files() throws {
    let fixture = try GPTFixture(tied: true)
    let table = try fixture.tensor("weights/tok_emb.weight")
    func file(_ head: Tensor<Float>?) -> WeightsFile {
      let head = head.map { [SafetensorsFile.Entry(name: "out_head.weight", tensor: $0)] } ?? []
      return WeightsFile(SafetensorsFile(entries: fixture.stateDict + head))
    }
    let once = try Checkpoint(file(nil), path: "net", network: fixture.network)
    #expect(try Checkpoint(file(table), path: "net", network: fixture.network) == once)
    #expect(try once.parameters == fixture.numbers("weights/"))
    var elements = table.elements
    elements[3] += 1
    let failure = #expect(throws: Failure.self) {
      try Checkpoint(
        file(Tensor(shape: table.shape, elements: elements)), path: "net", network: fixture.network)
    }
    #expect(
      failure?.what.contains(
        "out_head.weight differs from tok_emb.weight, to which the network ties")
        == true)

    let folder = try TemporaryFolder()
    let path = folder.path("net.safetensors")
    try once.write(to: path)
    #expect(try Checkpoint(path: path) == once)
    #expect(try SafetensorsFile(path: path).entries.count == 36)
    #expect(try SafetensorsFile(path: path)["out_head.weight"] == nil)
  }

  @Test("where the owner goes with a shortcut, an operation gets a weight of its own")
  func untied() throws {
    let network = try Graphs.tied[3].network()
    #expect(network.parameters.index(of: "n4.weight") == nil)
    let plain = network.withoutShortcuts()
    #expect(plain.parameters.index(of: "n4.weight") != nil)
    #expect(plain.parameters.index(of: "n2.weight") == nil && plain.tiedNames.isEmpty)
    let tied = try GPT(
      GPTSizes(blocks: 1, width: 4, heads: 2, context: 3), vocabulary: 5, tiesHead: true
    ).network()
    #expect(tied.withoutShortcuts().parameters == tied.parameters)
  }

  @Test(
    "ties to what is no table before it, or of another shape, are refused",
    arguments: [
      (7, "n2", "is tied to n2, which is not a token embedding before it"),
      (7, "n9", "is tied to n9"), (8, "n1", "shape 8×4 is tied to a table of shape 7×4"),
    ])
  func refused(outputs: Int, table: String, what: String) {
    var graph = Graph([5])
    graph.add(.tokens(7, width: 4), 0)
    graph.add(.gelu, 1)
    graph.add(.tied(outputs, hasBias: false, to: table), 2)
    let failure = #expect(throws: Failure.self) { try Network(nodes: graph.nodes) }
    #expect(failure?.what.contains(what) == true)
  }

  @Test("a tied table is drawn like the head by default, and like a table as PyTorch does")
  func initialization() throws {
    let sizes = GPTSizes(blocks: 1, width: 64, heads: 2, context: 8)
    let tied = try GPT(sizes, vocabulary: 50, tiesHead: true).network()
    let free = try GPT(sizes, vocabulary: 50).network()
    let drawn = tied.initialParameters(.uniform, seed: 3)
    let table = try #require(drawn["tok_emb.weight"]?.elements)
    #expect(table.allSatisfy { abs($0) <= 0.125 } && table.contains { abs($0) > 0.12 })
    // The module's head is drawn last and then replaced.
    let seeded = tied.initialParameters(.pyTorch(seed: 4), seed: 0)
    let other = free.initialParameters(.pyTorch(seed: 4), seed: 0)
    for name in tied.parameters.specifications.map(\.name) {
      #expect(seeded[name] == other[name])
    }
  }
}
