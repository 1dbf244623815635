public import Kernels
internal import Tensors

/// The memory in which one worker evaluates a network at one set of parameters after another.
///
/// Everything is taken when it is made; evaluating allocates nothing but lists of regions. One worker uses it
/// at a time.
///
/// Its parameters are written by the caller, or are those of a point of the plane that it was made
/// with. Of the latter most are never written: the filters of convolutions are summed where they
/// are brought into the form that the kernels read, and large weights of linear operations panel by panel
/// where they are multiplied.
public final class InferenceWorkspace<Scalar: KernelScalar>: Sendable {
  /// The trainable parameters, in the network's order, if there is no plane. Call `prepare` after
  /// writing.
  public let parameters: Region<Scalar>
  /// The buffers, in the network's order.
  public let buffers: Region<Scalar>

  let blockSize: Int
  /// Where blocks of examples are laid out.
  private let examples: [Region<Scalar>]
  private let plane: PlaneRegions<Scalar>?
  /// The point of the plane, α and β.
  private let coordinates: Region<Scalar>
  /// The parameters that are written at each point of the plane.
  private let movable: [Range<Int>]
  private let foldings: [Folding<Scalar>]
  /// The passes over each block that is there at the same time.
  private let blocks: [[Pass<Scalar>]]
  /// Which of these passes sum panels.
  private let panelPlaces: [Int]
  /// The last node's output in each of these; nil where the network is its input alone.
  private let outputs: [Region<Scalar>?]
  /// How the statistics of all examples are found; nil where those in `buffers` are taken.
  private let recalibration: Recalibration<Scalar>?
  /// Where a result that overflowed is computed again; nil where it could not come out otherwise.
  private let direct: InferenceWorkspace?

  /// Takes the memory for a plan.
  ///
  /// - Parameters:
  ///   - plan: what is computed.
  ///   - plane: the plane whose points it is to be moved to.
  public init(_ plan: InferencePlan, plane: PlaneRegions<Scalar>? = nil) {
    let network = plan.network
    blockSize = plan.blockSize
    let memory = WorkspaceMemory<Scalar>(plan)
    parameters = memory.parameters
    buffers = memory.buffers
    examples = memory.examples
    coordinates = memory.coordinates
    self.plane = plane
    movable = network.parameterRanges(excluding: plan.idleRanges)
    let maker = PassMaker(plan, memory, plane: plane)
    foldings = maker.foldings
    let blocks = memory.slots.map { maker.passes(in: $0) }
    self.blocks = blocks
    panelPlaces = blocks[0].indices.filter { blocks[0][$0].panels != nil }
    outputs = memory.slots.map { slots in
      plan.slots[network.nodes.count - 1].map { slots[$0] }
    }
    recalibration = plan.statistics == .recalibrated ? Recalibration(plan, memory) : nil
    direct =
      plan.usesWinograd ? InferenceWorkspace(plan.direct, plane: plane) : nil
  }

  /// Goes to the point origin + α·x + β·y of the plane that it was made with, and prepares. Running
  /// statistics that the plane moves are written too.
  public func move(to alpha: Scalar, _ beta: Scalar) {
    guard let plane else { preconditionFailure("a point of a plane, and no plane") }
    for range in movable {
      Elementwise.combine(
        plane.origin[range], alpha, plane.x[range], beta, plane.y[range], into: parameters[range])
    }
    if let moved = plane.statistics {
      Elementwise.combine(moved.origin, alpha, moved.x, beta, moved.y, into: buffers)
    }
    coordinates[0] = alpha
    coordinates[1] = beta
    prepare()
  }

  /// To be called after `parameters` or `buffers` were written to: folds and packs weights.
  public func prepare() {
    for folding in foldings { folding.run() }
  }

  /// Evaluates one block of examples.
  ///
  /// - Parameter block: input features × the plan's block size; it is only read.
  /// - Returns: outputs × block size, valid until the next call.
  @specialized(where Scalar == Float)
  public func evaluate(_ block: Region<Scalar>) -> Region<Scalar> {
    precondition(recalibration == nil, "one block, where the statistics are those of all")
    for pass in blocks[0] { pass.run(input: block) }
    // Not the last pass's: a pass may have been moved before others that nothing comes of.
    return outputs[0] ?? block
  }
}

extension InferenceWorkspace {
  /// Evaluates one block of a set.
  func evaluate(_ block: Int, of set: EvaluationSet<Scalar>) -> Region<Scalar> {
    evaluate(set.read(block, into: examples[0]))
  }

  /// Takes several blocks through all passes; panels are summed once for all of them.
  private func run(_ inputs: [Region<Scalar>]) {
    var start = 0
    for place in panelPlaces + [blocks[0].count] {
      for (passes, input) in zip(blocks, inputs) {
        for pass in passes[start..<place] { pass.run(input: input) }
      }
      guard place < blocks[0].count, let panels = blocks[0][place].panels else { break }
      Pass.run(panels, blocks.prefix(inputs.count).map { $0[place] }, inputs: inputs)
      start = place + 1
    }
  }

  /// Computes the outputs of all blocks of a set, at the prepared parameters.
  ///
  /// - Parameter body: called with each block and its output, which is valid until it returns, in order.
  private func outputs(of set: EvaluationSet<Scalar>, _ body: (Int, Region<Scalar>) -> Void) {
    if let recalibration {
      recalibration.run(blocks, on: set, layingOutIn: examples[0])
      for block in 0..<set.blockCount {
        body(block, outputs[block] ?? set.read(block, into: examples[0]))
      }
    } else if blocks.count > 1 {
      for start in stride(from: 0, to: set.blockCount, by: blocks.count) {
        let group = start..<min(start + blocks.count, set.blockCount)
        let inputs = group.map { set.read($0, into: examples[$0 - start]) }
        run(inputs)
        for (block, input) in zip(group, inputs) { body(block, outputs[block - start] ?? input) }
      }
    } else {
      for block in 0..<set.blockCount { body(block, evaluate(block, of: set)) }
    }
  }

  /// Loss and hits over a whole set, block after block, at the prepared parameters.
  ///
  /// Minimal filtering overflows before the direct sum does; a total that is no number is
  /// therefore computed again directly.
  @specialized(where Scalar == Float)
  public func evaluate(_ set: EvaluationSet<Scalar>) -> LossTotal {
    var total = LossTotal()
    outputs(of: set) { block, output in total += set.total(of: block, output: output) }
    guard !total.sum.isFinite, let direct = directlyHere() else { return total }
    return direct.evaluate(set)
  }

  /// The loss of each example of a set, in their order, at the prepared parameters. With statistics of all
  /// examples each loss depends on the others' inputs.
  public func exampleLosses(_ set: EvaluationSet<Scalar>) -> [Double] {
    var losses: [Double] = []
    outputs(of: set) { block, output in losses += set.losses(of: block, output: output) }
    guard !losses.allSatisfy(\.isFinite), let direct = directlyHere() else { return losses }
    return direct.exampleLosses(set)
  }

  /// The workspace that does without minimal filtering, at these parameters; nil where this one does too.
  private func directlyHere() -> InferenceWorkspace? {
    guard let direct else { return nil }
    direct.buffers.assign(buffers)
    if plane != nil {
      direct.move(to: coordinates[0], coordinates[1])
    } else {
      direct.parameters.assign(parameters)
      direct.prepare()
    }
    return direct
  }
}
