internal import Kernels
internal import Synchronization
internal import Tensors

/// How batch normalisation and dropout behave.
public enum ExecutionMode: String, Codable, Sendable {
  /// With the statistics of the batch; the running statistics are updated. Dropout drops.
  case training
  /// With the running statistics, and without dropout.
  case evaluation
}

/// The sizes a node works with.
struct NodeSizes: Sendable {
  /// Examples per block.
  let examples: Int
  let inputs: [Shape]
  let output: Shape
  /// Whether a backward pass will need what the forward pass found on its way.
  var isForBackward = true
  /// Whether convolutions may be computed by minimal filtering, which rounds a little worse: while a
  /// network is trained.
  var allowsMinimalFiltering = false

  /// The columns of a block of values of one channel per row.
  func columns(of shape: Shape) -> Int { shape.count / shape[0] * examples }
}

/// The number that decides which elements are dropped, the same for all nodes of an execution.
final class Draw: Sendable {
  private let value = Atomic<UInt64>(0)

  var number: UInt64 {
    get { value.load(ordering: .relaxed) }
    set { value.store(newValue, ordering: .relaxed) }
  }
}

/// What all blocks of a node share.
struct NodeContext<S: KernelScalar>: Sendable {
  let mode: ExecutionMode
  let sizes: NodeSizes
  /// The node's trainable parameters, in its own order.
  let parameters: [Region<S>]
  /// The node's buffers, in its own order.
  let buffers: [Region<S>]
  /// The pieces of `sharedSizes`.
  let shared: [Region<S>]
  /// The node's position in the network.
  let position: Int
  let draw: Draw
}

/// One block of examples at one node.
struct BlockContext<S: KernelScalar>: Sendable {
  let node: NodeContext<S>
  /// The block's place in the batch.
  let index: Int
  let inputs: [Region<S>]
  let output: Region<S>
  /// The gradient with respect to the output; nil in an execution without backward pass.
  let outputGradient: Region<S>?
  /// Where each input's gradient goes; nil where none is wanted or it already lies there.
  let inputGradients: [GradientTarget<S>?]
  /// This block's share of the gradient of each parameter.
  let parameterGradients: [Region<S>]
  /// Whether the gradient of the first parameter is added to what is there, which is that of the
  /// same parameter at a later node; set only where an operation can be tied.
  let addsToFirstParameter: Bool
  /// The pieces of `blockSizes`.
  let own: [Region<S>]
  /// What all nodes of the block work in; at least `scratchSize` elements.
  let scratch: Region<S>
  /// 1 for each example of the block that counts, 0 for padding.
  let mask: Region<S>
  /// Whether the backward pass computes the gradients of the parameters; where it need not, they are
  /// undefined after it.
  var wantsParameterGradients = true

  /// The number of examples that count.
  var counting: Int { (0..<mask.count).count { mask[$0] != 0 } }
}

/// A place for a gradient, and whether others have put theirs there already.
struct GradientTarget<S: KernelScalar>: Sendable {
  let region: Region<S>
  let accumulates: Bool
}
