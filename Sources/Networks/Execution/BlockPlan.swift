internal import Kernels
internal import Tensors

/// Where everything of one block of examples lies in its arena.
///
/// Values of the forward pass stay until the backward pass has read them. An operation that can
/// work in place writes over its input where nobody else reads it. Gradients live only from the
/// first consumer's backward pass to their own node's, and share slots; those that are to be kept
/// have a slot of their own from then on.
struct BlockPlan {
  /// A gradient's slot and whether others have put their share there already; nil where nothing
  /// is to be done.
  struct Target {
    let slot: Range<Int>
    let accumulates: Bool
  }

  let values: [Range<Int>]
  /// The gradient of each node's output; nil where neither parameters nor kept gradients lie
  /// before it, as for the input.
  let gradients: [Range<Int>?]
  /// For each node, what its backward pass does for each input.
  let targets: [[Target?]]
  /// For each node, whether the backward pass has come to its first parameter before, at a node
  /// that is tied to it.
  let addsToFirstParameter: [Bool]
  let own: [[Range<Int>]]
  let scratch: Range<Int>
  let parameterGradients: Range<Int>
  let mask: Range<Int>
  let count: Int

  /// - Parameters:
  ///   - mode: that of the pass.
  ///   - kept: nodes whose gradients are still there after the backward pass.
  init(
    network: Network, mode: ExecutionMode, examples: Int, keepingGradientsOf kept: Set<Int> = []
  ) {
    var layout = ArenaLayout()
    let consumers = network.consumers
    mask = layout.reserve(examples)
    parameterGradients = layout.reserve(network.parameters.count)

    var values: [Range<Int>] = []
    for (position, node) in network.nodes.enumerated() {
      let definition = node.operation.definition
      if definition.worksInPlace, let input = node.inputs.first, consumers[input].count == 1,
        !network.nodes[input].operation.definition.backwardReadsOutput
      {
        values.append(values[input])
      } else {
        values.append(layout.reserve(network.shapes[position].count * examples))
      }
    }
    self.values = values

    own = network.nodes.indices.map { position in
      network.nodes[position].operation.definition.blockSizes(
        network.sizes(at: position, mode: mode, examples: examples)
      ).map { layout.reserve($0) }
    }
    scratch = layout.reserve(
      network.nodes.indices.map { position in
        network.nodes[position].operation.definition.scratchSize(
          network.sizes(at: position, mode: mode, examples: examples))
      }.max() ?? 0)

    let isWanted = network.nodesAfter(parametersOr: kept)
    var pool = SlotPool(layout: layout)
    var gradients: [Range<Int>?] = Array(repeating: nil, count: network.nodes.count)
    var targets: [[Target?]] = network.nodes.map { $0.inputs.map { _ in nil } }
    let last = network.nodes.count - 1
    gradients[last] = pool.take(network.shapes[last].count * examples)
    for position in network.nodes.indices.reversed() {
      let node = network.nodes[position]
      guard let slot = gradients[position] else { continue }
      // A slot is kept by never becoming another's.
      var isPassedOn = kept.contains(position)
      for (place, input) in node.inputs.enumerated() where isWanted[input] {
        if let existing = gradients[input] {
          targets[position][place] = Target(slot: existing, accumulates: true)
        } else if consumers[input].count == 1, !isPassedOn,
          node.passesGradientOn(toInput: place) || node.operation.definition.worksInPlace
        {
          gradients[input] = slot
          isPassedOn = true
          if !node.passesGradientOn(toInput: place) {
            targets[position][place] = Target(slot: slot, accumulates: false)
          }
        } else {
          let new = pool.take(network.shapes[input].count * examples)
          gradients[input] = new
          targets[position][place] = Target(slot: new, accumulates: false)
        }
      }
      if !isPassedOn { pool.give(slot) }
    }
    self.gradients = gradients
    var met: Set<Int> = []
    addsToFirstParameter = network.nodes.indices.reversed().map { position in
      guard gradients[position] != nil, let first = network.parameterRanges(at: position).first
      else { return false }
      return !met.insert(first.lowerBound).inserted
    }.reversed()
    self.targets = targets
    count = pool.layout.count
  }
}

extension Node {
  /// Whether the gradient of an input is that of the output, unchanged.
  fileprivate func passesGradientOn(toInput place: Int) -> Bool {
    switch operation {
    case .add: place == Add.branch
    case .flatten, .positionEmbedding: true
    default: false
    }
  }
}

extension Network {
  /// For each node, whether it or one that its output depends on has parameters or is one of some
  /// others.
  func nodesAfter(parametersOr others: Set<Int> = []) -> [Bool] {
    var isAfter: [Bool] = []
    for (position, node) in nodes.enumerated() {
      isAfter.append(
        others.contains(position) || !parameterRanges(at: position).isEmpty
          || node.inputs.contains { isAfter[$0] })
    }
    return isAfter
  }

  /// The sizes that the node at a position works with.
  func sizes(at position: Int, mode: ExecutionMode = .evaluation, examples: Int) -> NodeSizes {
    NodeSizes(
      examples: examples, inputs: nodes[position].inputs.map { shapes[$0] },
      output: shapes[position], allowsMinimalFiltering: mode == .training)
  }
}
