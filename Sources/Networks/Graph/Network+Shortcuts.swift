extension Network {
  /// The same network without its shortcut connections.
  ///
  /// Every addition that is marked as a shortcut becomes its branch alone, and so does every such
  /// concatenation, after which operations have fewer input channels; what then feeds nothing
  /// (projections on a shortcut) is gone too.
  public func withoutShortcuts() -> Network {
    let kept = Self.withoutShortcuts(nodes)
    let names = Set(kept.map(\.name))
    let (nodes, untied) = Network.untying(kept)
    do {
      return try Network(
        nodes: nodes,
        definitionOrder: definitionOrder.map { order in
          order.filter { names.contains($0) } + untied.filter { !order.contains($0) }
        })
    } catch {
      // An addition has the shape of its branch, so nothing downstream can disagree; a network with
      // concatenations was checked for it when it was made.
      preconditionFailure("removing shortcuts broke a network: \(error)")
    }
  }

  /// What is left of some nodes without shortcuts.
  static func withoutShortcuts(_ nodes: [Node]) -> [Node] {
    let replacement = branchEnds(nodes)
    var isNeeded = Array(repeating: false, count: nodes.count)
    isNeeded[0] = true
    isNeeded[replacement[nodes.count - 1]] = true
    for position in nodes.indices.reversed() where isNeeded[position] {
      for input in nodes[position].inputs { isNeeded[replacement[input]] = true }
    }
    var newPosition = Array(repeating: 0, count: nodes.count)
    var kept: [Node] = []
    for position in nodes.indices where isNeeded[position] {
      newPosition[position] = kept.count
      let node = nodes[position]
      kept.append(
        Node(
          name: node.name, operation: node.operation,
          inputs: node.inputs.map { newPosition[replacement[$0]] }))
    }
    return kept
  }

  /// The same network with every shortcut connection multiplied by a finite number: 1 changes
  /// nothing, and at 0 the network computes what it does without shortcuts, but keeps projections
  /// and their parameters. Of a concatenation the earlier channels are multiplied; at 0 they are
  /// zeros, and what follows keeps its weights for them.
  public func scalingShortcuts(by strength: Double) -> Network {
    do {
      return try Network(
        nodes: nodes.map { node in
          Node(
            name: node.name, operation: node.operation.scalingShortcut(by: strength),
            inputs: node.inputs)
        }, definitionOrder: definitionOrder)
    } catch {
      preconditionFailure("shortcuts times \(strength): \(error)")
    }
  }

  /// The number of additions and concatenations that are marked as shortcuts.
  public var shortcutCount: Int { shortcutStrengths.count }

  /// What each shortcut is multiplied by, in order of the nodes.
  public var shortcutStrengths: [Double] {
    nodes.compactMap { $0.operation.shortcutEnd?.strength }
  }

  /// For each node, the one that takes its place without shortcuts: of a shortcut's end the end of
  /// its branch, of any other node itself.
  static func branchEnds(_ nodes: [Node]) -> [Int] {
    var replacement = Array(nodes.indices)
    for (position, node) in nodes.enumerated() {
      if let end = node.operation.shortcutEnd {
        replacement[position] = replacement[node.inputs[type(of: end).branch]]
      }
    }
    return replacement
  }
}
