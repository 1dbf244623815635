public import Kernels
internal import Tensors

/// The memory in which one worker evaluates a network at one set of parameters after another.
///
/// Everything is taken when it is made; evaluating allocates nothing. One worker uses it at a time.
///
/// Its parameters are written by the caller, or are those of a point of the plane that it was made
/// with. Of the latter most are never written: the filters of convolutions are summed where they
/// are brought into the form that the kernels read.
public final class InferenceWorkspace<Scalar: KernelScalar>: Sendable {
  /// The trainable parameters, in the network's order, if there is no plane. Call `prepare` after
  /// writing.
  public let parameters: Region<Scalar>
  /// The buffers, in the network's order.
  public let buffers: Region<Scalar>

  let blockSize: Int
  /// Where a block of examples is laid out.
  private let examples: Region<Scalar>
  private let plane: PlaneRegions<Scalar>?
  /// The point of the plane, α and β.
  private let coordinates: Region<Scalar>
  /// The parameters that are written at each point of the plane.
  private let movable: [Range<Int>]
  private let foldings: [Folding<Scalar>]
  private let passes: [Pass<Scalar>]
  /// The last node's output; nil where the network is its input alone.
  private let output: Region<Scalar>?
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
    let layout = WorkspaceLayout(plan)
    let arena = Arena<Scalar>(count: layout.count)
    let parameters = arena[layout.parameters]
    let buffers = arena[layout.buffers]
    let slots = arena[layout.slots]
    let scratch = arena[layout.scratch]
    self.parameters = parameters
    self.buffers = buffers
    examples = arena[layout.examples]
    let coordinates = arena[layout.coordinates]
    self.coordinates = coordinates
    self.plane = plane
    movable = network.parameterRanges(excluding: plan.idleRanges)

    let value: (Int) -> Region<Scalar>? = { node in plan.slots[node].map { slots[$0] } }
    func output(_ step: InferencePlan.Step) -> Region<Scalar> {
      guard let region = value(step.output) else {
        preconditionFailure("node \(step.output) has no slot")
      }
      return region
    }
    func own(_ node: Int) -> [Region<Scalar>] {
      network.parameterRanges(at: node).map { parameters[$0] }
    }
    var foldings: [Folding<Scalar>] = []
    var passes: [Pass<Scalar>] = []
    for (step, ranges) in zip(plan.steps, layout.pieces) {
      let memory = ranges.map { arena[$0] }
      switch step {
      case .convolution(let fused):
        if let node = fused.normalization, case .batchNorm(let norm) = network.nodes[node].operation
        {
          foldings.append(
            .normalization(
              norm, parameters: own(node),
              buffers: network.bufferRanges(at: node).map { buffers[$0] },
              bias: own(fused.node).dropFirst().first, scale: memory[1], shift: memory[2]))
        }
        let range = network.parameterRanges(at: fused.node)[0]
        let weights = plane?.origin[range] ?? parameters[range]
        let planeStep = plane.map {
          PlaneStep(x: $0.x[range], y: $0.y[range], coordinates: coordinates)
        }
        let scale = fused.normalization.map { _ in memory[1] }
        let filters: ConvolutionFilters<Scalar> =
          switch fused.method {
          case .direct: .direct(memory[0])
          case .winograd: .winograd(memory[0], scratch: scratch)
          case .winogradOnce:
            .winogradOnce(weights, step: planeStep, scale: scale, scratch: scratch)
          }
        foldings.append(
          .filters(fused.geometry, filters, weights: weights, step: planeStep, scale: scale))
        passes.append(
          .convolution(
            fused.geometry, filters,
            bias: fused.normalization.map { _ in memory[2] } ?? own(fused.node).dropFirst().first,
            input: value(fused.input), addend: fused.addend.map { Source(region: value($0)) },
            rectifies: fused.rectifies, output: output(step)))
      case .normalization(let node, let input, let rectifies, _):
        if case .batchNorm(let norm) = network.nodes[node].operation {
          foldings.append(
            .normalization(
              norm, parameters: own(node),
              buffers: network.bufferRanges(at: node).map { buffers[$0] },
              bias: nil, scale: memory[0], shift: memory[1]))
        }
        passes.append(
          .affine(
            scale: memory[0], shift: memory[1], input: value(input), rectifies: rectifies,
            output: output(step)))
      case .linear(let fused):
        passes.append(
          .linear(
            weight: own(fused.node)[0], bias: own(fused.node).dropFirst().first,
            rows: network.shapes[fused.node][0],
            input: value(fused.input), addend: fused.addend.map { Source(region: value($0)) },
            function: fused.function, output: output(step)))
      case .planeLinear(let fused):
        passes.append(
          .planeLinear(coordinates, function: fused.function, output: output(step)))
      case .activation(let activation, let input, _):
        passes.append(.activation(activation, input: value(input), output: output(step)))
      case .add(let add, let a, let b, _):
        passes.append(.add(add, value(a), value(b), output: output(step)))
      case .pool(let channels, let input, _):
        passes.append(
          .pool(
            channels: channels, examples: plan.blockSize, input: value(input),
            output: output(step)))
      case .alias(let input, _):
        passes.append(.copy(input: value(input), output: output(step)))
      case .operation(let node, let inputs):
        var sizes = network.sizes(at: node, examples: plan.blockSize)
        sizes.isForBackward = false
        let definition = network.nodes[node].operation.definition
        let context = NodeContext(
          mode: .evaluation, sizes: sizes, parameters: own(node), buffers: [], shared: memory,
          position: node, draw: Draw())
        var offset = 0
        let pieces = definition.blockSizes(sizes).map { size in
          defer { offset += ArenaLayout.aligned(size) }
          return scratch[offset..<offset + size]
        }
        foldings.append(.operation(definition, context))
        passes.append(
          .operation(
            definition, context, inputs: inputs.map { Source(region: value($0)) }, own: pieces,
            output: output(step)))
      }
    }
    self.foldings = foldings
    self.passes = passes
    self.output = value(network.nodes.count - 1)
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
    for pass in passes { pass.run(input: block) }
    // Not the last pass's: a pass may have been moved before others that nothing comes of.
    return output ?? block
  }
}

extension InferenceWorkspace {
  /// Evaluates one block of a set.
  func evaluate(_ block: Int, of set: EvaluationSet<Scalar>) -> Region<Scalar> {
    evaluate(set.read(block, into: examples))
  }

  /// Loss and hits over a whole set, block after block, at the prepared parameters.
  ///
  /// Minimal filtering overflows before the direct sum does; a total that is no number is
  /// therefore computed again directly.
  @specialized(where Scalar == Float)
  public func evaluate(_ set: EvaluationSet<Scalar>) -> LossTotal {
    var total = LossTotal()
    for block in 0..<set.blockCount {
      let output = evaluate(block, of: set)
      total += set.total(of: block, output: output)
    }
    guard !total.sum.isFinite, let direct else { return total }
    direct.buffers.assign(buffers)
    if plane != nil {
      direct.move(to: coordinates[0], coordinates[1])
    } else {
      direct.parameters.assign(parameters)
      direct.prepare()
    }
    return direct.evaluate(set)
  }
}
