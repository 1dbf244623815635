internal import Kernels
internal import Tensors

/// Where the numbers lie that the statistics of all examples are found from.
struct StatisticsLayout {
  /// 1 for each example of the last block that counts; the other blocks are full.
  let masks: (full: Range<Int>, last: Range<Int>)
  /// For each block the means of the channels of one normalisation, and the sums of squared distances
  /// from them.
  let moments: [(mean: Range<Int>, squares: Range<Int>)]

  init(_ plan: InferencePlan, reserving layout: inout ArenaLayout) {
    let channels = plan.steps.compactMap { $0.normalizedNode }.map { plan.network.shapes[$0][0] }
    let most = channels.max() ?? 0
    masks = (layout.reserve(plan.blockSize), layout.reserve(plan.blockSize))
    moments = (0..<plan.blocksAtOnce).map { _ in (layout.reserve(most), layout.reserve(most)) }
  }
}

/// Evaluation with the statistics of all examples, as if they were one batch in training.
///
/// Layer by layer: the statistics of a normalisation's input are known once all examples have come so
/// far, and only then can any of them go on. So the blocks' values are all there at the same time, and the
/// steps up to each normalisation are taken for all blocks in turn. Moments are joined in the order of
/// the blocks (Chan, Golub & LeVeque 1979).
struct Recalibration<S: KernelScalar>: Sendable {
  /// The steps from one normalisation, included, to the next.
  private struct Stage: Sendable {
    let steps: Range<Int>
    /// Whether some step reads the examples themselves.
    let readsExamples: Bool
    /// What is done once all blocks have come through; nil after the last step.
    let end: End?
  }

  /// The statistics that the next stage begins with.
  private struct End: Sendable {
    let norm: BatchNorm
    let parameters: [Region<S>]
    /// The input of the normalisation in each block; nil for the examples themselves.
    let inputs: [Region<S>?]
    let moments: [(mean: Region<S>, squares: Region<S>)]
    let pixels: Int
    let scale: Region<S>
    let shift: Region<S>
  }

  private let stages: [Stage]
  private let masks: (full: Region<S>, last: Region<S>)
  private let blockSize: Int
  /// The examples of the last block.
  private let lastCount: Int

  init(_ plan: InferencePlan, _ memory: WorkspaceMemory<S>) {
    guard let layout = memory.statistics, let examples = plan.examples else {
      preconditionFailure("a plan without statistics of all examples")
    }
    let network = plan.network
    let (slots, pieces) = (memory.slots, memory.pieces)
    masks = (memory[layout.masks.full], memory[layout.masks.last])
    blockSize = plan.blockSize
    lastCount = examples - (plan.blocksAtOnce - 1) * plan.blockSize
    masks.full.count(blockSize)
    masks.last.count(lastCount)
    let isRead = plan.steps.map { step in step.inputs.contains { plan.slots[$0] == nil } }
    var stages: [Stage] = []
    var start = 0
    func close(at place: Int, _ end: End?) {
      stages.append(
        Stage(
          steps: start..<place,
          readsExamples: isRead[start..<place].contains(true), end: end))
      start = place
    }
    for (place, step) in plan.steps.enumerated() {
      guard case .normalization(let node, let input, _, _) = step,
        case .batchNorm(let norm) = network.nodes[node].operation
      else { continue }
      let channels = network.shapes[node][0]
      close(
        at: place,
        End(
          norm: norm,
          parameters: network.parameterRanges(at: node).map { memory.parameters[$0] },
          inputs: slots.map { slots in plan.slots[input].map { slots[$0] } },
          moments: layout.moments.map { mean, squares in
            (memory[mean][0..<channels], memory[squares][0..<channels])
          }, pixels: network.shapes[node].count / channels, scale: pieces[place][0],
          shift: pieces[place][1]))
    }
    close(at: plan.steps.count, nil)
    self.stages = stages
  }

  /// Takes all blocks through all steps.
  ///
  /// - Parameters:
  ///   - blocks: the passes over each block.
  ///   - set: the examples, as many blocks of them.
  ///   - memory: where a block of examples is laid out.
  func run(_ blocks: [[Pass<S>]], on set: EvaluationSet<S>, layingOutIn memory: Region<S>) {
    precondition(
      set.count == (blocks.count - 1) * blockSize + lastCount,
      "\(set.count) examples in \(blocks.count) blocks")
    for stage in stages {
      for (block, passes) in blocks.enumerated() {
        let isRead = stage.readsExamples || stage.end.map { $0.inputs[block] == nil } ?? false
        let examples = isRead ? set.read(block, into: memory) : memory
        for pass in passes[stage.steps] { pass.run(input: examples) }
        guard let end = stage.end else { continue }
        let isLast = block == blocks.count - 1
        Rows.moments(
          of: end.inputs[block] ?? examples, mask: isLast ? masks.last : masks.full,
          counting: isLast ? lastCount : blockSize, mean: end.moments[block].mean,
          m2: end.moments[block].squares)
      }
      stage.end.map { settle($0) }
    }
  }

  /// Joins the blocks' moments, and folds them into scale and shift.
  private func settle(_ end: End) {
    let counts = end.moments.indices.map { block in
      Double((block == end.moments.count - 1 ? lastCount : blockSize) * end.pixels)
    }
    for c in 0..<end.scale.count {
      var moments = Moments()
      for (block, count) in zip(end.moments, counts) {
        moments.join(
          count: count, mean: Double(block.mean[c]), squares: Double(block.squares[c]))
      }
      // An overflow must not pass for a wide spread, which would make all inputs alike.
      let variance = moments.variance.isFinite ? moments.variance : .nan
      let affine = end.norm.affine(
        mean: moments.mean, variance: variance, weight: Double(end.parameters[0][c]),
        bias: Double(end.parameters[1][c]))
      end.scale[c] = S(affine.scale)
      end.shift[c] = S(affine.shift)
    }
  }
}

extension InferencePlan.Step {
  /// The batch normalisation that the step is; nil for any other.
  fileprivate var normalizedNode: Int? {
    if case .normalization(let node, _, _, _) = self { node } else { nil }
  }
}
