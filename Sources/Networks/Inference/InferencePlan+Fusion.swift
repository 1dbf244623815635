internal import Kernels
internal import Tensors

extension InferencePlan {
  /// The passes over a block, each with all that can be done while its result is written, or one
  /// per operation.
  static func fuse(
    _ network: Network, _ convolutions: Convolutions, planeNode: Int?, fuses: Bool,
    blockSize: Int, isSingleBlock: Bool, statistics: Statistics
  ) -> [Step] {
    let consumers = network.consumers
    var steps: [Step] = []
    var isDone = Array(repeating: false, count: network.nodes.count)
    func onlyConsumer(of node: Int) -> Int? {
      fuses && consumers[node].count == 1 ? consumers[node][0] : nil
    }
    // What follows the operation at `position` and can be done while its result is written; `last`
    // is then the node that the result belongs to.
    func takeAddition(after last: inout Int, of position: Int) -> Int? {
      guard let next = onlyConsumer(of: last), case .add(let add) = network.nodes[next].operation,
        add.strength == 1
      else { return nil }
      // The sum can be made here only if its other part is there already.
      let others = network.nodes[next].inputs.filter { $0 != last }
      guard others.count == 1, others[0] < position else { return nil }
      last = next
      isDone[next] = true
      return others[0]
    }
    func takeActivation(
      after last: inout Int, where fits: (Activation.Function) -> Bool = { _ in true }
    ) -> Activation.Function? {
      guard let next = onlyConsumer(of: last),
        case .activation(let activation) = network.nodes[next].operation,
        fits(activation.function)
      else { return nil }
      last = next
      isDone[next] = true
      return activation.function
    }
    for (position, node) in network.nodes.enumerated() where !isDone[position] {
      switch node.operation {
      case .input: break
      case .linear(let linear):
        var last = position
        // What follows is done while the bias is added.
        let function =
          linear.hasBias ? takeActivation(after: &last) : nil
        let addend = linear.hasBias ? takeAddition(after: &last, of: position) : nil
        let fused = FusedLinear(
          node: position, input: node.inputs[0],
          function: function?.kernel ?? .identity, addend: addend,
          output: last)
        steps.append(position == planeNode ? .planeLinear(fused) : .linear(fused))
      case .batchNorm:
        var last = position
        let rectifies = takeActivation(after: &last, where: { $0 == .relu }) != nil
        steps.append(
          .normalization(
            node: position, input: node.inputs[0], rectifies: rectifies, output: last))
      case .activation(let activation):
        steps.append(.activation(activation, input: node.inputs[0], output: position))
      case .add(let add):
        steps.append(.add(add, node.inputs[0], node.inputs[1], output: position))
      case .globalAveragePool:
        steps.append(
          .pool(
            channels: network.shapes[position][0], input: node.inputs[0], output: position))
      case .tokenEmbedding, .positionEmbedding, .layerNorm, .attention, .maxPool, .averagePool,
        .adaptiveAveragePool, .concatenation, .groupNorm, .shortcutPadding:
        steps.append(.operation(node: position, inputs: node.inputs))
      case .dropout:
        steps.append(.alias(input: node.inputs[0], output: position))
      case .flatten:
        // Before the plane's operation there is nothing to be done.
        if consumers[position].contains(where: { $0 == planeNode }) { continue }
        steps.append(.alias(input: node.inputs[0], output: position))
      case .convolution(let convolution):
        var last = position
        var normalization: Int?
        // Statistics of all examples are not known before the convolution of the last of them.
        if statistics == .running, let next = onlyConsumer(of: last),
          case .batchNorm = network.nodes[next].operation
        {
          normalization = next
          last = next
          isDone[next] = true
        }
        let addend = takeAddition(after: &last, of: position)
        let rectifies = takeActivation(after: &last, where: { $0 == .relu }) != nil
        let geometry = convolution.geometry(
          input: network.shapes[node.inputs[0]], examples: blockSize)
        let method: Method =
          convolutions == .direct || !geometry.profitsFromWinograd
          ? .direct : isSingleBlock && geometry.readsWeightsOnce ? .winogradOnce : .winograd
        steps.append(
          .convolution(
            FusedConvolution(
              node: position, normalization: normalization,
              geometry: geometry,
              input: node.inputs[0], addend: addend, rectifies: rectifies, output: last,
              method: method)))
      }
    }
    return steps
  }
}

extension Network {
  /// Whether blocks may be narrow: a net for images, of operations whose kernels take them.
  var allowsNarrowBlocks: Bool {
    hasConvolutions
      && nodes.allSatisfy { node in
        switch node.operation {
        case .input, .convolution, .batchNorm, .activation, .add, .globalAveragePool, .flatten,
          .linear, .dropout, .maxPool, .averagePool, .adaptiveAveragePool:
          true
        default: false
        }
      }
  }

  /// The first linear operation, if it pays to make its products with a plane's origin and
  /// directions once for all points.
  func planeNode(examples: Int) -> Int? {
    let consumers = consumers
    var value = 0
    while consumers[value].count == 1 {
      let next = consumers[value][0]
      switch nodes[next].operation {
      case .flatten: value = next
      case .linear(let linear):
        guard linear.hasBias, shapes[value].rank == 1 else { return nil }
        let bytes = 3 * linear.outputs * examples * MemoryLayout<Float>.stride
        let isWide = shapes[value].count >= InferencePlan.leastProductInputs
        return isWide && bytes <= InferencePlan.mostProductBytes ? next : nil
      default: return nil
      }
    }
    return nil
  }
}
