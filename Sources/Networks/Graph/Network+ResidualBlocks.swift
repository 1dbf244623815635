/// A residual block: what lies between the place where a shortcut leaves the network and the
/// addition where it comes back. In the notation of He et al. (2016, "Identity mappings in deep
/// residual networks"), x_{l+1} = x_l + F(x_l). In a densely connected network it comes back in a
/// concatenation: x_{l+1} = [x_l, F(x_l)].
public struct ResidualBlock: Hashable, Sendable {
  /// What the block is called: the name of its addition without the `.add` at its end, or of
  /// its concatenation without the `.concat`.
  public let name: String
  /// The node whose output the block takes: x_l.
  public let input: String
  /// The node whose output it gives: x_{l+1}, the sum. An activation behind the sum (as in a
  /// ResNet) belongs to what follows.
  public let output: String
}

extension Network {
  /// The residual blocks, in order of the nodes. A block begins where its shortcut does: at the
  /// last node on the shortcut's way (through a projection, if there is one) on which the branch
  /// depends as well. A shortcut that shares nothing with its branch makes no block.
  public var residualBlocks: [ResidualBlock] {
    shortcutSites.map { site in
      ResidualBlock(
        name: site.name, input: nodes[site.input].name, output: nodes[site.sum].name)
    }
  }

  /// The places of the same blocks in `withoutShortcuts()`: input and output are what takes their
  /// part there.
  public var residualBlocksWithoutShortcuts: [ResidualBlock] {
    let ends = Self.branchEnds(nodes)
    return shortcutSites.map { site in
      ResidualBlock(
        name: site.name, input: nodes[ends[site.input]].name, output: nodes[ends[site.sum]].name)
    }
  }

  /// The same network with a node put at the head of both ways through each residual block, so that
  /// the gradients with respect to the two nodes' outputs are the parts of ∂L/∂x_l that came
  /// through the shortcut and through the branch.
  ///
  /// - Returns: the network, which computes the same from the same parameters, and for each block
  ///   the names of its two nodes.
  public func probingShortcuts() -> (network: Network, probes: [ShortcutProbe]) {
    // By name, so that nodes can be put between others.
    var graph = nodes.map { (node: $0, inputs: $0.inputs.map { nodes[$0].name }) }
    var probes: [ShortcutProbe] = []
    var sites = shortcutSites
    for (number, site) in sites.enumerated() {
      let block = ResidualBlock(
        name: site.name, input: nodes[site.input].name, output: nodes[site.sum].name)
      let names = Set(graph.map(\.node.name))
      let probe = ShortcutProbe(
        block: block, shortcut: unused("\(site.name).probe.shortcut", in: names),
        branch: unused("\(site.name).probe.branch", in: names))
      for (index, entry) in graph.enumerated() {
        guard let position = site.ways[entry.node.name] else { continue }
        for (place, input) in entry.inputs.enumerated() where input == block.input {
          let isShortcut =
            position == .sum
            ? entry.node.operation.shortcutEnd.map { place == type(of: $0).shortcut } == true
            : position == .shortcut
          graph[index].inputs[place] = isShortcut ? probe.shortcut : probe.branch
        }
      }
      guard let head = graph.firstIndex(where: { $0.node.name == block.input }) else { continue }
      for name in [probe.branch, probe.shortcut] {
        let node = Node(name: name, operation: .activation(Activation(.identity)), inputs: [])
        graph.insert((node, [block.input]), at: head + 1)
      }
      probes.append(probe)
      // What lies around this block now has its probes in it.
      for outer in sites.indices.dropFirst(number + 1) {
        let way = sites[outer].ways[block.output]
        for name in [probe.branch, probe.shortcut] { sites[outer].ways[name] = way }
      }
    }
    let positions = Dictionary(
      uniqueKeysWithValues: graph.enumerated().map { ($1.node.name, $0) })
    do {
      let network = try Network(
        nodes: graph.map { entry in
          Node(
            name: entry.node.name, operation: entry.node.operation,
            inputs: entry.inputs.compactMap { positions[$0] })
        }, definitionOrder: definitionOrder)
      return (network, probes)
    } catch {
      preconditionFailure("probing shortcuts broke a network: \(error)")
    }
  }
}

/// The two nodes that were put at the head of a residual block.
public struct ShortcutProbe: Hashable, Sendable {
  /// The block.
  public let block: ResidualBlock
  /// The node through which the shortcut goes.
  public let shortcut: String
  /// The node through which the branch goes.
  public let branch: String
}

private func unused(_ name: String, in names: Set<String>) -> String {
  names.contains(name) ? unused(name + "'", in: names) : name
}

/// Where a shortcut lies in the graph.
private struct ShortcutSite {
  /// On which of the two ways a node is that takes x_l.
  enum Way { case shortcut, branch, sum }

  let name: String
  let input: Int
  let sum: Int
  /// The nodes of the block by name.
  var ways: [String: Way]
}

extension Network {
  fileprivate var shortcutSites: [ShortcutSite] {
    nodes.enumerated().compactMap { position, node in
      guard let end = node.operation.shortcutEnd else { return nil }
      let branch = ancestors(of: node.inputs[type(of: end).branch])
      var ways: [String: ShortcutSite.Way] = [node.name: .sum]
      var head = node.inputs[type(of: end).shortcut]
      while !branch.contains(head) {
        ways[nodes[head].name] = .shortcut
        guard let before = nodes[head].inputs.first else { return nil }
        head = before
      }
      for member in branch where member > head { ways[nodes[member].name] = .branch }
      let suffix = [".add", ".concat"].first { node.name.hasSuffix($0) }
      let name = suffix.map { String(node.name.dropLast($0.count)) } ?? node.name
      return ShortcutSite(name: name, input: head, sum: position, ways: ways)
    }
  }

  /// A node and all that it depends on.
  private func ancestors(of position: Int) -> Set<Int> {
    var found: Set<Int> = [position]
    var open = [position]
    while let next = open.popLast() {
      for input in nodes[next].inputs where found.insert(input).inserted { open.append(input) }
    }
    return found
  }
}
