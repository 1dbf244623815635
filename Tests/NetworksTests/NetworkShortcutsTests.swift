import Failures
import Networks
import Tensors
import Testing

struct NetworkShortcutsTests {
  @Test func aResNetWithoutShortcutsIsThePlainOne() throws {
    func network(plain: Bool) throws -> Network {
      try ResNet(depth: 14, width: 3).network(inputShape: [1, 8, 8], classes: 2, plain: plain)
    }
    let residual = try network(plain: false)
    let plain = residual.withoutShortcuts()
    #expect(plain == (try network(plain: true)))
    #expect(residual.shortcutCount == 6 && plain.shortcutCount == 0)
    // Two projections die, of three tensors each and their additions with them.
    #expect(residual.nodes.count - plain.nodes.count == 6 + 2 * 2)
    #expect(plain.nodes.allSatisfy { !$0.name.contains("shortcut") && !$0.name.contains("add") })
    let names = residual.parameters.specifications.map(\.name)
    #expect(
      plain.parameters.specifications.map(\.name) == names.filter { !$0.contains("shortcut") })
    #expect(names.count { $0.contains("shortcut") } == 6)
    #expect(plain.withoutShortcuts() == plain)
  }

  @Test func anMLPKeepsItsParameters() throws {
    let residual = try MLP(sizes: [4, 4, 4, 3]).network(inputShape: [2, 2])
    let plain = residual.withoutShortcuts()
    #expect(residual.shortcutCount == 2)
    #expect(
      plain == (try MLP(sizes: [4, 4, 4, 3]).network(inputShape: [2, 2]).withoutShortcuts()))
    #expect(plain.parameters == residual.parameters)
    #expect(plain.withoutShortcuts() == plain)
  }

  @Test func aDenseNetKeepsWhatTheLayerBeforeMade() throws {
    let model = DenseNet(blocks: [6, 12, 24, 16])
    let dense = try model.network(inputShape: [3, 32, 32], classes: 10)
    let plain = dense.withoutShortcuts()
    #expect(dense.shortcutCount == 58 && plain.shortcutCount == 0)
    #expect(dense.nodes.count - plain.nodes.count == 58)
    #expect(plain.withoutShortcuts() == plain)
    func inputs(_ name: String, _ network: Network) -> Int? {
      network.parameters.index(of: "features.\(name).weight").map {
        network.parameters.specifications[$0].shape[1]
      }
    }
    for (name, before, after) in [
      ("denseblock1.denselayer1.conv1", 64, 64), ("denseblock1.denselayer3.conv1", 128, 32),
      ("transition1.conv", 256, 32), ("denseblock2.denselayer1.conv1", 128, 128),
    ] {
      #expect(inputs(name, dense) == before && inputs(name, plain) == after, "\(name)")
    }
    #expect(
      plain.parameters.specifications.map(\.name) == dense.parameters.specifications.map(\.name))
    #expect(
      dense.residualBlocks[1]
        == dense.residualBlocks.first { $0.name == "features.denseblock1.denselayer2" })
    #expect(dense.residualBlocks[1].input == "features.denseblock1.denselayer1.concat")
  }

  @Test func aGraphThatIsNoneWithoutItsShortcutsIsRefused() throws {
    var graph = Graph([2, 4, 4])
    let a = graph.add(.conv(2), 0)
    let b = graph.add(.joined(1), 0, a)
    let c = graph.add(.conv(4), b)
    graph.add(.sum, b, c)
    let failure = #expect(throws: Failure.self) { try Network(nodes: graph.nodes) }
    #expect(failure?.what.hasPrefix("no network is left without its shortcuts: cannot add") == true)
  }

  @Test func onlyMarkedSumsAreRemoved() throws {
    var graph = Graph([2, 4, 4])
    let a = graph.add(.conv(2), 0)
    let b = graph.add(.sum, a, 0)
    let c = graph.add(.conv(2), b)
    graph.add(.shortcut, c, b)
    let network = try Network(nodes: graph.nodes)
    let without = network.withoutShortcuts()
    #expect(without.nodes == Array(network.nodes.dropLast()))
    #expect(network.shortcutCount == 1)
  }

  @Test func shortcutsAfterShortcutsAreFollowedToTheBranch() throws {
    var graph = Graph([3])
    let a = graph.add(.dense(3), 0)
    let b = graph.add(.shortcut, a, 0)
    let c = graph.add(.shortcut, b, 0)
    graph.add(.relu, c)
    let without = try Network(nodes: graph.nodes).withoutShortcuts()
    #expect(without.nodes.map(\.name) == ["input", "n1", "n4"])
    #expect(without.nodes.map(\.inputs) == [[], [0], [1]])
  }

  @Test func whatRemainsMayBeTheInputAlone() throws {
    var graph = Graph([3])
    let a = graph.add(.dense(3), 0)
    graph.add(.shortcut, 0, a)
    let without = try Network(nodes: graph.nodes).withoutShortcuts()
    #expect(without.nodes.map(\.name) == ["input"])
    #expect(without.parameters.count == 0)
  }
}
