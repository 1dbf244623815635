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
