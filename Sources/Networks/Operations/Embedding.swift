internal import Kernels
internal import Tensors

/// Turns tokens into vectors: a row of a table for each (PyTorch's `nn.Embedding`).
///
/// Input: T tokens, whole numbers from 0 to below `vocabulary`; output: width × T. Parameter
/// `weight` (vocabulary × width). A network with a token embedding works on sequences: every value
/// after it is channels × positions.
public struct TokenEmbedding: Hashable, Codable, Sendable {
  /// The number of different tokens, at most 2²⁴, so that each is an exact `Float`.
  public let vocabulary: Int
  /// The number of channels.
  public let width: Int

  static let largestVocabulary = 1 << 24

  /// Creates a token embedding.
  public init(vocabulary: Int, width: Int) {
    self.vocabulary = vocabulary
    self.width = width
  }
}

extension TokenEmbedding: OperationDefinition {
  var worksOn: ValueKinds { .sequences }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard (1...Self.largestVocabulary).contains(vocabulary), width >= 1 else {
      throw ShapeMismatch(what: "\(vocabulary) tokens of width \(width)")
    }
    guard inputs[0].rank == 1 else {
      throw ShapeMismatch(what: "expected a sequence of tokens, got shape \(inputs[0])")
    }
    return [width, inputs[0][0]]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    [LocalParameter(name: "weight", shape: [vocabulary, width], role: .embedding)]
  }

  func forward<S>(_ block: BlockContext<S>) {
    Sequences.embed(
      block.inputs[0], table: block.node.parameters[0], channels: width, into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard block.wantsParameterGradients, let gradient = block.outputGradient else { return }
    Sequences.embedBackward(
      block.inputs[0], gradient: gradient, channels: width,
      accumulating: block.addsToFirstParameter, into: block.parameterGradients[0])
  }
}

/// Adds a learned vector for each position of a sequence (PyTorch's `nn.Embedding` of 0 … T − 1).
///
/// Input and output: channels × T. Parameter `weight` (T × channels).
public struct PositionEmbedding: Hashable, Codable, Sendable {
  /// Creates a position embedding.
  public init() {}
}

extension PositionEmbedding: JointlyLinearOperation {
  var worksOn: ValueKinds { .sequences }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSequences(inputs[0])
    return inputs[0]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    [LocalParameter(name: "weight", shape: [inputs[0][1], inputs[0][0]], role: .embedding)]
  }

  // The table with its channels outermost, as values lie.
  func sharedSizes(_ sizes: NodeSizes) -> [Int] { [sizes.output.count] }

  var worksInPlace: Bool { true }

  func prepare<S>(_ node: NodeContext<S>) {
    let (channels, length) = (node.sizes.output[0], node.sizes.output[1])
    for t in 0..<length {
      for c in 0..<channels {
        node.shared[0][c * length + t] = node.parameters[0][t * channels + c]
      }
    }
  }

  func forward<S>(_ block: BlockContext<S>) {
    Sequences.addPositions(
      block.node.shared[0], to: block.inputs[0], length: block.node.sizes.output[1],
      into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    if block.wantsParameterGradients {
      Sequences.sumPositions(
        of: gradient, length: block.node.sizes.output[1], into: block.parameterGradients[0])
    }
    block.inputGradients[0]?.receive(gradient)
  }
}

/// Refuses what is no channels × positions.
func checkSequences(_ shape: Shape) throws(ShapeMismatch) {
  guard shape.rank == 2 else {
    throw ShapeMismatch(what: "expected channels × positions, got shape \(shape)")
  }
}
