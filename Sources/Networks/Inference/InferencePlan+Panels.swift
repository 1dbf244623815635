internal import Kernels
internal import Tensors

extension InferencePlan {
  /// The columns of several blocks that a panel is summed for, unless there are not as many: with the most
  /// their product takes many times as long as the sum; with fewer than the least a whole weight, read for
  /// each block and summed once, would be faster.
  private static let (leastPanelColumns, mostPanelColumns) = (512, 1024)

  /// How the weight of a node is summed at a point of a plane; nil where it is written as a whole.
  func panels(at node: Int) -> PanelDivision? {
    // A table is read by an embedding as well.
    guard sumsPanels, node != planeNode, case .linear(let linear) = network.nodes[node].operation,
      linear.table == nil
    else { return nil }
    let columns = network.shapes[node].count / linear.outputs * blockSize
    return PanelDivision(
      rows: linear.outputs, inner: network.parameterRanges(at: node)[0].count / linear.outputs,
      columns: columns)
  }

  /// The weights that are summed in panels, as ranges of the parameters.
  var panelRanges: [Range<Int>] {
    network.nodes.indices.filter { panels(at: $0) != nil }.map {
      network.parameterRanges(at: $0)[0]
    }
  }

  /// The blocks whose values are there at the same time: all, where their statistics are needed before
  /// any of them can go on; several, where panels are summed for them.
  ///
  /// Their values take at most half of what the panels spare.
  var blocksAtOnce: Int {
    guard statistics == .running else { return blockCount }
    let spared = panelRanges.reduce(0) { $0 + $1.count }
    let values = slotCount + network.inputShape.count * blockSize
    return max(1, min(blockCount, InferencePlan.mostPanelColumns / columns, spared / 2 / values))
  }

  /// Whether so many blocks are there at the same time that panels are worth it.
  var hasColumnsForPanels: Bool {
    blocksAtOnce == blockCount || blocksAtOnce * columns >= InferencePlan.leastPanelColumns
  }

  /// All blocks; 1 where the number of examples is not known.
  private var blockCount: Int { examples.map { Block.count(holding: $0, size: blockSize) } ?? 1 }

  /// The columns of a block: its examples, or all their positions.
  private var columns: Int { blockSize * network.positions }
}
