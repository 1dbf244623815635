internal import Kernels
internal import Tensors

/// What makes the steps of a plan into passes over the memory of a workspace.
struct PassMaker<S: KernelScalar> {
  private let plan: InferencePlan
  private let network: Network
  private let memory: WorkspaceMemory<S>
  private let plane: PlaneRegions<S>?
  private let pieces: [[Region<S>]]

  init(_ plan: InferencePlan, _ memory: WorkspaceMemory<S>, plane: PlaneRegions<S>?) {
    self.plan = plan
    self.memory = memory
    self.plane = plane
    network = plan.network
    pieces = memory.pieces
  }

  /// What is to be done once the parameters are known, in the order of the steps.
  var foldings: [Folding<S>] {
    zip(plan.steps, pieces).flatMap { step, memory -> [Folding<S>] in
      switch step {
      case .convolution(let fused):
        let scale = fused.normalization.map { _ in memory[1] }
        let normalization = fused.normalization.flatMap {
          folding(of: $0, bias: own(fused.node).dropFirst().first, memory[1], memory[2])
        }
        return (normalization.map { [$0] } ?? []) + [
          .filters(
            fused.geometry, filters(of: fused, memory), weights: weights(of: fused.node),
            step: planeStep(of: fused.node), scale: scale)
        ]
      case .normalization(let node, _, _, _):
        // The statistics of all examples are not known yet.
        guard plan.statistics == .running else { return [] }
        return folding(of: node, bias: nil, memory[0], memory[1]).map { [$0] } ?? []
      case .operation(let node, _):
        return [.operation(network.nodes[node].operation.definition, context(of: node, memory))]
      case .linear, .planeLinear, .activation, .add, .pool, .alias: return []
      }
    }
  }

  /// The passes over one block.
  ///
  /// - Parameter slots: where the values of the block lie.
  func passes(in slots: Region<S>) -> [Pass<S>] {
    let value: (Int) -> Region<S>? = { node in plan.slots[node].map { slots[$0] } }
    return zip(plan.steps, pieces).map { step, memory in
      guard let output = value(step.output) else {
        preconditionFailure("node \(step.output) has no slot")
      }
      switch step {
      case .convolution(let fused):
        return .convolution(
          fused.geometry, filters(of: fused, memory),
          bias: fused.normalization.map { _ in memory[2] } ?? own(fused.node).dropFirst().first,
          input: value(fused.input), addend: fused.addend.map { Source(region: value($0)) },
          rectifies: fused.rectifies, output: output)
      case .normalization(_, let input, let rectifies, _):
        return .affine(
          scale: memory[0], shift: memory[1], input: value(input), rectifies: rectifies,
          output: output)
      case .linear(let fused):
        return .linear(
          weight: weight(of: fused.node), bias: own(fused.node).dropFirst().first,
          rows: network.shapes[fused.node][0],
          input: value(fused.input), addend: fused.addend.map { Source(region: value($0)) },
          function: fused.function, output: output)
      case .planeLinear(let fused):
        return .planeLinear(self.memory.coordinates, function: fused.function, output: output)
      case .activation(let activation, let input, _):
        return .activation(activation, input: value(input), output: output)
      case .add(let add, let a, let b, _):
        return .add(add, value(a), value(b), output: output)
      case .pool(let channels, let input, _):
        return .pool(
          channels: channels, examples: plan.blockSize, input: value(input), output: output)
      case .alias(let input, _):
        return .copy(input: value(input), output: output)
      case .operation(let node, let inputs):
        let context = context(of: node, memory)
        let definition = network.nodes[node].operation.definition
        var offset = 0
        let scratch = self.memory.scratch
        let own = definition.blockSizes(context.sizes).map { size in
          defer { offset += ArenaLayout.aligned(size) }
          return scratch[offset..<offset + size]
        }
        return .operation(
          definition, context, inputs: inputs.map { Source(region: value($0)) }, own: own,
          output: output)
      }
    }
  }

  /// The node's parameters.
  private func own(_ node: Int) -> [Region<S>] {
    network.parameterRanges(at: node).map { memory.parameters[$0] }
  }

  /// The weight of a linear operation: in panels, where a plane has it and it is large.
  private func weight(of node: Int) -> LinearWeight<S> {
    guard let plane, let division = plan.panels(at: node) else { return .whole(own(node)[0]) }
    return .panels(
      LinearPanels(
        plane, network.parameterRanges(at: node)[0], coordinates: memory.coordinates,
        division: division, memory: memory.scratch))
  }

  /// The weights of a convolution: where a plane has them in the middle, if there is one.
  private func weights(of node: Int) -> Region<S> {
    let range = network.parameterRanges(at: node)[0]
    return plane?.origin[range] ?? memory.parameters[range]
  }

  private func planeStep(of node: Int) -> PlaneStep<S>? {
    let range = network.parameterRanges(at: node)[0]
    return plane.map {
      PlaneStep(x: $0.x[range], y: $0.y[range], coordinates: memory.coordinates)
    }
  }

  private func filters(of fused: InferencePlan.FusedConvolution, _ memory: [Region<S>])
    -> ConvolutionFilters<S>
  {
    switch fused.method {
    case .direct: .direct(memory[0])
    case .winograd: .winograd(memory[0], scratch: self.memory.scratch)
    case .winogradOnce:
      .winogradOnce(
        weights(of: fused.node), step: planeStep(of: fused.node),
        scale: fused.normalization.map { _ in memory[1] }, scratch: self.memory.scratch)
    }
  }

  /// The folding of a batch normalisation with the statistics in the buffers.
  private func folding(
    of node: Int, bias: Region<S>?, _ scale: Region<S>, _ shift: Region<S>
  ) -> Folding<S>? {
    guard case .batchNorm(let norm) = network.nodes[node].operation else { return nil }
    return .normalization(
      norm, parameters: own(node),
      buffers: network.bufferRanges(at: node).map { memory.buffers[$0] },
      bias: bias, scale: scale, shift: shift)
  }

  private func context(of node: Int, _ memory: [Region<S>]) -> NodeContext<S> {
    var sizes = network.sizes(at: node, examples: plan.blockSize)
    sizes.isForBackward = false
    return NodeContext(
      mode: .evaluation, sizes: sizes, parameters: own(node), buffers: [], shared: memory,
      position: node, draw: Draw())
  }
}
