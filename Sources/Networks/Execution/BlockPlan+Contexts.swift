internal import Kernels
internal import Tensors

extension Network {
  /// Holds a batch against the network's input and an execution's capacity.
  func check(_ inputs: Tensor<Float>, indices: [Int], capacity: Int) {
    precondition(
      inputs.count == inputs.shape[0] * inputShape.count,
      "inputs of shape \(inputs.shape) for a network of \(inputShape)")
    precondition(
      !indices.isEmpty && indices.count <= capacity, "\(indices.count) examples of \(capacity)")
  }

  /// Lays examples out as one block of the network's input.
  func gather<S>(_ inputs: Tensor<Float>, indices: ArraySlice<Int>, into block: Region<S>) {
    Block.gather(
      inputs.elements, features: inputShape.count, columns: positions, indices: indices,
      into: block)
  }

  /// What all blocks of each node share, with memory of its own for the pieces of `sharedSizes`.
  func nodeContexts<S>(
    mode: ExecutionMode, parameters: Region<S>, buffers: Region<S>, draw: Draw
  ) -> [NodeContext<S>] {
    var layout = ArenaLayout()
    let shared = nodes.indices.map { position in
      nodes[position].operation.definition.sharedSizes(
        sizes(at: position, mode: mode, examples: blockSize)
      ).map { layout.reserve($0) }
    }
    let arena = Arena<S>(count: layout.count)
    return nodes.indices.map { position in
      NodeContext(
        mode: mode, sizes: sizes(at: position, mode: mode, examples: blockSize),
        parameters: parameterRanges(at: position).map { parameters[$0] },
        buffers: bufferRanges(at: position).map { buffers[$0] },
        shared: shared[position].map { arena[$0] }, position: position, draw: draw)
    }
  }
}

extension BlockPlan {
  /// One block at all nodes, in an arena of `count` elements.
  ///
  /// - Parameter index: the block's place in the batch.
  func contexts<S>(
    of network: Network, _ nodes: [NodeContext<S>], index: Int, in arena: Arena<S>
  ) -> [BlockContext<S>] {
    let share = arena[parameterGradients]
    return network.nodes.indices.map { position in
      BlockContext(
        node: nodes[position], index: index,
        inputs: network.nodes[position].inputs.map { arena[values[$0]] },
        output: arena[values[position]],
        outputGradient: gradients[position].map { arena[$0] },
        inputGradients: targets[position].map { target in
          target.map { GradientTarget(region: arena[$0.slot], accumulates: $0.accumulates) }
        },
        parameterGradients: network.parameterRanges(at: position).map { share[$0] },
        addsToFirstParameter: addsToFirstParameter[position],
        own: own[position].map { arena[$0] }, scratch: arena[scratch], mask: arena[mask])
    }
  }
}

extension Region {
  /// Makes a mask of the first `counting` examples.
  func count(_ counting: Int) {
    for lane in 0..<count { self[lane] = lane < counting ? 1 : 0 }
  }
}

extension Workers {
  /// Makes ready what depends on the parameters alone.
  func prepare<S>(_ nodes: [NodeContext<S>], of network: Network) {
    forEach(nodes.count) { _, position in
      network.nodes[position].operation.definition.prepare(nodes[position])
    }
  }

  /// The sum of at least one region of equal size, taken in their order.
  func sum<S>(_ shares: ArraySlice<Region<S>>, into total: Region<S>) {
    let piece = 4096
    forEach((total.count + piece - 1) / piece) { _, index in
      let range = index * piece..<min(total.count, (index + 1) * piece)
      let sum = total[range]
      for (place, share) in shares.enumerated() {
        if place == 0 {
          sum.assign(share[range])
        } else {
          Elementwise.add(sum, share[range], into: sum)
        }
      }
    }
  }
}
