import Kernels
import Networks
import Tensors
import Testing

struct ResidualBlocksTests {
  private func blocks(_ network: Network, plain: Bool = false) -> [String] {
    (plain ? network.residualBlocksWithoutShortcuts : network.residualBlocks).map {
      "\($0.name): \($0.input) -> \($0.output)"
    }
  }

  @Test func anMLPHasOneForEachLayerWithAShortcut() throws {
    let network = try MLP(sizes: [4, 4, 4, 3]).network(inputShape: [4])
    #expect(
      blocks(network) == [
        "layers.0: flatten -> layers.0.add", "layers.1: layers.0.add -> layers.1.add",
      ])
    #expect(
      blocks(network, plain: true) == [
        "layers.0: flatten -> layers.0.1", "layers.1: layers.0.1 -> layers.1.1",
      ])
    #expect(network.withoutShortcuts().residualBlocks == [])
  }

  @Test func aProjectionBelongsToItsBlock() throws {
    let network = try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 2)
    #expect(
      blocks(network) == [
        "layer1.0: relu1 -> layer1.0.add", "layer2.0: layer1.0.relu2 -> layer2.0.add",
        "layer3.0: layer2.0.relu2 -> layer3.0.add",
      ])
    #expect(
      blocks(network, plain: true) == [
        "layer1.0: relu1 -> layer1.0.bn2", "layer2.0: layer1.0.relu2 -> layer2.0.bn2",
        "layer3.0: layer2.0.relu2 -> layer3.0.bn2",
      ])
    let plainNames = Set(network.withoutShortcuts().nodes.map(\.name))
    for block in network.residualBlocksWithoutShortcuts {
      #expect(plainNames.isSuperset(of: [block.input, block.output]))
    }
  }

  /// Networks whose blocks lie behind, inside and beside each other.
  private static let examples: [Graphs.Example] =
    Graphs.models + [
      graph("from the input itself") { g in
        let a = g.add(.dense(4), 0)
        let b = g.add(.shortcut, a, 0)
        g.add(.dense(3), b)
      },
      graph("two shortcuts from one place") { g in
        let x = g.add(.dense(4), 0)
        let a = g.add(.dense(4), x)
        let b = g.add(.shortcut, a, x)
        let c = g.add(.tanh, b)
        g.add(.weak(0.5), c, x)
      },
      graph("a block within a block, from the same place") { g in
        let x = g.add(.dense(4), 0)
        let a = g.add(.gelu, x)
        let b = g.add(.shortcut, a, x)
        let c = g.add(.dense(4), b)
        let d = g.add(.gelu, c)
        let e = g.add(.shortcut, d, c)
        let p = g.add(.dense(4), x)
        g.add(.shortcut, e, p)
      },
      graph("a value added to itself") { g in
        let x = g.add(.dense(4), 0)
        let y = g.add(.shortcut, x, x)
        g.add(.dense(2), y)
      },
    ]

  private static func graph(
    _ name: String, _ body: @escaping @Sendable (inout Graph) -> Void
  ) -> Graphs.Example {
    Graphs.Example(name) {
      var graph = Graph([4])
      body(&graph)
      return try Network(nodes: graph.nodes)
    }
  }

  @Test(arguments: examples, [ExecutionMode.training, .evaluation])
  func probesChangeNothingAndTheirGradientsAddUp(_ example: Graphs.Example, mode: ExecutionMode)
    throws
  {
    let network = try example.network()
    let count = 70
    let examples = network.someExamples(count)
    let labels = network.someLabels(count)
    let (probed, probes) = network.probingShortcuts()
    try #require(probed.parameters == network.parameters)
    #expect(probes.map(\.block) == network.residualBlocks)
    let kept = Set(
      probes.flatMap { [$0.shortcut, $0.branch, $0.block.input, $0.block.output] })
    func execution(_ network: Network, keeping: Set<String>) -> Execution<Double> {
      Execution(
        network: network, mode: mode, capacity: count, workers: Workers(count: 2),
        keepingGradientsOf: keeping)
    }
    let measured = execution(probed, keeping: kept)
    let plain = execution(network, keeping: [])
    func pass(_ execution: Execution<Double>) -> PassResult<Double> {
      PassResult(execution, examples: examples, labels: labels, indices: Array(0..<count))
    }
    #expect(relativeDistance(pass(measured).gradient, pass(plain).gradient) < 1e-12)
    for probe in probes {
      let identity = measured.outputGradient(of: probe.shortcut).elements
      let branch = measured.outputGradient(of: probe.branch).elements
      let whole = measured.outputGradient(of: probe.block.input).elements
      // Two blocks from one place each have a part in its gradient.
      guard probes.count(where: { $0.block.input == probe.block.input }) == 1 else { continue }
      #expect(
        relativeDistance(zip(identity, branch).map(+), whole) < 1e-12, "\(probe.block.name)")
      #expect(whole.contains { $0 != 0 })
    }
    for (node, probe) in zip(probed.nodes.filter(isShortcut), probes) {
      guard case .add(let add) = node.operation,
        probed.nodes[node.inputs[1]].name == probe.shortcut
      else { continue }
      // Without a projection: ∂L/∂x_{l+1} itself, times the strength.
      let output = measured.outputGradient(of: probe.block.output).elements
      #expect(
        measured.outputGradient(of: probe.shortcut).elements == output.map { add.strength * $0 })
    }
  }

  private func isShortcut(_ node: Node) -> Bool {
    if case .add(let add) = node.operation { add.isShortcut } else { false }
  }
}
