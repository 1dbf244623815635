internal import Kernels
internal import Tensors

extension InferencePlan {
  /// Where the filters of its convolutions lie among the parameters.
  var filterRanges: [Range<Int>] {
    steps.compactMap {
      if case .convolution(let fused) = $0 {
        network.parameterRanges(at: fused.node)[0]
      } else {
        nil
      }
    }
  }

  /// The scratch memory that the steps share.
  var scratchCount: Int {
    steps.map { step in
      switch step {
      case .convolution(let fused):
        return fused.method.scratchCount(fused.geometry)
      case .operation(let node, _):
        var sizes = network.sizes(at: node, examples: blockSize)
        sizes.isForBackward = false
        return network.nodes[node].operation.definition.blockSizes(sizes).reduce(0) {
          $0 + ArenaLayout.aligned($1)
        }
      default: return 0
      }
    }.max() ?? 0
  }
}

extension InferencePlan.Step {
  /// The memory a step keeps besides its output.
  func pieceSizes(_ network: Network) -> [Int] {
    switch self {
    case .convolution(let fused):
      let channels = fused.geometry.output.channels
      return [fused.method.filterCount(fused.geometry)]
        + (fused.normalization == nil ? [] : [channels, channels])
    case .normalization(let node, _, _, _):
      let channels = network.shapes[node][0]
      return [channels, channels]
    case .operation(let node, _):
      return network.nodes[node].operation.definition.sharedSizes(
        network.sizes(at: node, examples: 1))
    case .linear, .planeLinear, .activation, .add, .pool, .alias:
      return []
    }
  }
}
