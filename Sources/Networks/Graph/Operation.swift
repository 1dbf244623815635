internal import Kernels
internal import Tensors

/// Everything a node can compute: a closed set, so that every pass over a network covers it all.
public enum Operation: Hashable, Codable, Sendable {
  /// The examples.
  case input(Input)
  /// y = W·x + b.
  case linear(Linear)
  /// A two-dimensional convolution.
  case convolution(Convolution)
  /// Batch normalisation per channel.
  case batchNorm(BatchNorm)
  /// A function of each element.
  case activation(Activation)
  /// The sum of two inputs; a shortcut connection ends in one.
  case add(Add)
  /// The mean of each channel over all pixels.
  case globalAveragePool(GlobalAveragePool)
  /// All elements in a row.
  case flatten(Flatten)
  /// A vector for each token.
  case tokenEmbedding(TokenEmbedding)
  /// A vector for each position, added.
  case positionEmbedding(PositionEmbedding)
  /// Layer normalisation over the channels.
  case layerNorm(LayerNorm)
  /// Causal multi-head self-attention.
  case attention(CausalAttention)
  /// Dropout while training.
  case dropout(Dropout)
  /// The largest of each window of pixels.
  case maxPool(MaxPool)
  /// The mean of each window of pixels.
  case averagePool(AveragePool)
  /// The means of a given number of windows.
  case adaptiveAveragePool(AdaptiveAveragePool)
  /// The channels of two inputs; a dense connection ends in one.
  case concatenation(Concatenation)
  /// Group normalisation over channels and pixels.
  case groupNorm(GroupNorm)
  /// A shortcut without parameters to more channels.
  case shortcutPadding(ShortcutPadding)

  /// The operation's own definition of shapes, forward and backward pass.
  var definition: any OperationDefinition {
    switch self {
    case .input(let operation): operation
    case .linear(let operation): operation
    case .convolution(let operation): operation
    case .batchNorm(let operation): operation
    case .activation(let operation): operation
    case .add(let operation): operation
    case .globalAveragePool(let operation): operation
    case .flatten(let operation): operation
    case .tokenEmbedding(let operation): operation
    case .positionEmbedding(let operation): operation
    case .layerNorm(let operation): operation
    case .attention(let operation): operation
    case .dropout(let operation): operation
    case .maxPool(let operation): operation
    case .averagePool(let operation): operation
    case .adaptiveAveragePool(let operation): operation
    case .concatenation(let operation): operation
    case .groupNorm(let operation): operation
    case .shortcutPadding(let operation): operation
    }
  }

  /// The operation's name in messages.
  var kind: String {
    switch self {
    case .input: "input"
    case .linear: "linear"
    case .convolution: "conv2d"
    case .batchNorm: "batchNorm"
    case .activation(let activation): activation.function.rawValue
    case .add: "add"
    case .globalAveragePool: "globalAveragePool"
    case .flatten: "flatten"
    case .tokenEmbedding: "tokenEmbedding"
    case .positionEmbedding: "positionEmbedding"
    case .layerNorm: "layerNorm"
    case .attention: "attention"
    case .dropout: "dropout"
    case .maxPool: "maxPool"
    case .averagePool: "averagePool"
    case .adaptiveAveragePool: "adaptiveAveragePool"
    case .concatenation: "concatenation"
    case .groupNorm: "groupNorm"
    case .shortcutPadding: "shortcutPadding"
    }
  }
}

/// A shape that does not fit, said without naming the node; the network adds that.
struct ShapeMismatch: Error {
  let what: String
}

/// A parameter of an operation before the node's name is put in front.
struct LocalParameter {
  let name: String
  let shape: Shape
  let role: ParameterRole
}

/// What lies in the columns of a block: whole examples, or the positions of sequences.
struct ValueKinds: OptionSet {
  let rawValue: Int
  /// A column for each example; a value of several dimensions has all its elements in it.
  static let examples = ValueKinds(rawValue: 1)
  /// A column for each position of each example; a value is channels × positions.
  static let sequences = ValueKinds(rawValue: 2)
}

/// What each family of operations defines, side by side: shapes, parameters, forward and backward
/// pass, and the tangents of both (Pearlmutter 1994, "Fast exact multiplication by the Hessian"). All passes work on one block of examples; what needs the whole batch (the
/// statistics of batch normalisation) is gathered per block first and then merged.
protocol OperationDefinition: Sendable {
  /// How many inputs it takes.
  var inputCount: Int { get }
  /// The networks it can be part of.
  var worksOn: ValueKinds { get }
  /// The output's shape for one example.
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape
  /// The parameters and buffers, in PyTorch's order of definition.
  func parameters(inputs: [Shape]) -> [LocalParameter]

  /// Elements that the node keeps for all blocks, per piece (packed weights, statistics).
  func sharedSizes(_ sizes: NodeSizes) -> [Int]
  /// Elements that the node keeps for each block, per piece (partial sums).
  func blockSizes(_ sizes: NodeSizes) -> [Int]
  /// Elements that one call works in, and of which it leaves nothing: all nodes of a block share them.
  func scratchSize(_ sizes: NodeSizes) -> Int
  /// Whether the output may lie where the (only) input lay.
  var worksInPlace: Bool { get }
  /// Whether the backward pass reads the node's own output.
  var backwardReadsOutput: Bool { get }

  /// Makes ready what depends on the parameters alone; once per set of parameters.
  func prepare<S>(_ node: NodeContext<S>)
  /// Whether the whole batch must pass `gather` before `forward` can begin.
  func needsBatch(_ mode: ExecutionMode) -> Bool
  /// Gathers what the merge before the forward pass needs from one block.
  func gather<S>(_ block: BlockContext<S>)
  /// Merges what was gathered, in the order of the blocks.
  func merge<S>(_ node: NodeContext<S>, _ blocks: [BlockContext<S>])
  /// Computes the output.
  func forward<S>(_ block: BlockContext<S>)
  /// Gathers what the merge before the backward pass needs from one block.
  func gatherBackward<S>(_ block: BlockContext<S>)
  /// Merges what was gathered for the backward pass, in the order of the blocks.
  func mergeBackward<S>(_ node: NodeContext<S>, _ blocks: [BlockContext<S>])
  /// Computes the gradients of the inputs and, for this block, of the parameters.
  func backward<S>(_ block: BlockContext<S>)
  /// Computes the tangent of the output, in evaluation mode, after `forward`.
  func forwardTangent<S>(_ block: TangentContext<S>)
  /// Computes the tangents of what `backward` computes, in evaluation mode, after it.
  func backwardTangent<S>(_ block: TangentContext<S>)
}

/// An operation that, in evaluation mode, is linear in its inputs and parameters taken together. It
/// does to their tangents what it does to them.
protocol JointlyLinearOperation: OperationDefinition {}

extension JointlyLinearOperation {
  func forwardTangent<S>(_ block: TangentContext<S>) { forward(block.tangent) }
  func backwardTangent<S>(_ block: TangentContext<S>) { backward(block.tangent) }
}

extension OperationDefinition {
  var inputCount: Int { 1 }
  var worksOn: ValueKinds { .examples }
  func parameters(inputs: [Shape]) -> [LocalParameter] { [] }
  func sharedSizes(_ sizes: NodeSizes) -> [Int] { [] }
  func blockSizes(_ sizes: NodeSizes) -> [Int] { [] }
  func scratchSize(_ sizes: NodeSizes) -> Int { 0 }
  var worksInPlace: Bool { false }
  var backwardReadsOutput: Bool { false }
  func prepare<S>(_ node: NodeContext<S>) {}
  func needsBatch(_ mode: ExecutionMode) -> Bool { false }
  func gather<S>(_ block: BlockContext<S>) {}
  func merge<S>(_ node: NodeContext<S>, _ blocks: [BlockContext<S>]) {}
  func gatherBackward<S>(_ block: BlockContext<S>) {}
  func mergeBackward<S>(_ node: NodeContext<S>, _ blocks: [BlockContext<S>]) {}
}
