internal import Kernels
internal import Tensors

/// How the memory of an `InferenceWorkspace` is divided up.
struct WorkspaceLayout {
  let parameters: Range<Int>
  let buffers: Range<Int>
  /// Where the values of each block lie that is there at the same time.
  let slots: [Range<Int>]
  let scratch: Range<Int>
  /// Where blocks of examples are laid out: those that are there at the same time, or, where that is all
  /// examples, one after another.
  let examples: [Range<Int>]
  let coordinates: Range<Int>
  /// What each step keeps besides its output.
  let pieces: [[Range<Int>]]
  /// What is needed to find the statistics of all examples; nil where that is not done.
  let statistics: StatisticsLayout?
  /// All elements.
  let count: Int

  init(_ plan: InferencePlan) {
    let network = plan.network
    var layout = ArenaLayout()
    parameters = layout.reserve(network.parameters.count)
    buffers = layout.reserve(network.buffers.count)
    slots = (0..<plan.blocksAtOnce).map { _ in layout.reserve(plan.slotCount) }
    scratch = layout.reserve(plan.scratchCount)
    examples = (0..<(plan.statistics == .running ? plan.blocksAtOnce : 1)).map { _ in
      layout.reserve(plan.planeNode == nil ? network.inputShape.count * plan.blockSize : 0)
    }
    coordinates = layout.reserve(2)
    pieces = plan.steps.map { $0.pieceSizes(network).map { layout.reserve($0) } }
    statistics =
      plan.statistics == .recalibrated ? StatisticsLayout(plan, reserving: &layout) : nil
    count = layout.count
  }
}

/// The memory of an `InferenceWorkspace`.
struct WorkspaceMemory<S: KernelScalar>: Sendable {
  private let arena: Arena<S>
  private let layout: WorkspaceLayout

  init(_ plan: InferencePlan) {
    layout = WorkspaceLayout(plan)
    arena = Arena(count: layout.count)
  }

  var parameters: Region<S> { arena[layout.parameters] }
  var buffers: Region<S> { arena[layout.buffers] }
  var slots: [Region<S>] { layout.slots.map { arena[$0] } }
  var scratch: Region<S> { arena[layout.scratch] }
  var examples: [Region<S>] { layout.examples.map { arena[$0] } }
  var coordinates: Region<S> { arena[layout.coordinates] }
  /// What each step keeps besides its output.
  var pieces: [[Region<S>]] { layout.pieces.map { $0.map { arena[$0] } } }
  var statistics: StatisticsLayout? { layout.statistics }

  subscript(range: Range<Int>) -> Region<S> { arena[range] }
}

extension InferencePlan {
  /// The scratch memory that the steps share.
  fileprivate var scratchCount: Int {
    steps.map { step in
      switch step {
      case .convolution(let fused):
        return fused.method.scratchCount(fused.geometry)
      case .linear(let fused): return panels(at: fused.node)?.largestCount ?? 0
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
  fileprivate func pieceSizes(_ network: Network) -> [Int] {
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
