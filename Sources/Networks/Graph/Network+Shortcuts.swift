extension Network {
  /// The same network without its shortcut connections.
  ///
  /// Every addition that is marked as a shortcut becomes its branch alone; what then feeds nothing
  /// (projections on a shortcut) is gone too.
  public func withoutShortcuts() -> Network {
    let replacement = branchEnds
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
    let names = Set(kept.map(\.name))
    let (nodes, untied) = Network.untying(kept)
    do {
      return try Network(
        nodes: nodes,
        definitionOrder: definitionOrder.map { order in
          order.filter { names.contains($0) } + untied.filter { !order.contains($0) }
        })
    } catch {
      // An addition has the shape of its branch, so nothing downstream can disagree.
      preconditionFailure("removing shortcuts broke a network: \(error)")
    }
  }

  /// The same network with every shortcut connection multiplied by a finite number: 1 changes
  /// nothing, and at 0 the network computes what it does without shortcuts, but keeps projections
  /// and their parameters.
  public func scalingShortcuts(by strength: Double) -> Network {
    do {
      return try Network(
        nodes: nodes.map { node in
          guard case .add(let add) = node.operation, add.isShortcut else { return node }
          let scaled = Add(isShortcut: true, strength: add.strength * strength)
          return Node(name: node.name, operation: .add(scaled), inputs: node.inputs)
        }, definitionOrder: definitionOrder)
    } catch {
      preconditionFailure("shortcuts times \(strength): \(error)")
    }
  }

  /// The number of additions that are marked as shortcuts.
  public var shortcutCount: Int { shortcutStrengths.count }

  /// What each shortcut is multiplied by, in order of the nodes.
  public var shortcutStrengths: [Double] {
    nodes.compactMap { node in
      if case .add(let add) = node.operation, add.isShortcut { add.strength } else { nil }
    }
  }

  /// For each node, the one that takes its place without shortcuts: of an addition the end of its
  /// branch, of any other node itself.
  var branchEnds: [Int] {
    var replacement = Array(nodes.indices)
    for (position, node) in nodes.enumerated() {
      if case .add(let add) = node.operation, add.isShortcut {
        replacement[position] = replacement[node.inputs[Add.branch]]
      }
    }
    return replacement
  }
}
