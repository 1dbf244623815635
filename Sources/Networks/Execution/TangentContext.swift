internal import Kernels

/// One block of examples at one node, and the tangents of all that it reads and writes: how fast
/// each number changes as the parameters move along a direction.
///
/// The tangents lie as the values do, in an arena of the same plan. What overwrites a value, or
/// shares a gradient's slot, does the same to the tangent; so an operation may read of the tangents
/// what its passes may read of the values.
struct TangentContext<S: KernelScalar>: Sendable {
  /// The values. Their backward pass has come to this node when that of the tangents does. It does
  /// not compute gradients of parameters, whose place is free for scratch.
  let value: BlockContext<S>
  /// The tangents; the node's parameters are the direction's, its buffers those of the values.
  let tangent: BlockContext<S>
  /// Whether the first input depends on any parameter; where it does not, its tangent is zero.
  let inputMoves: Bool
}
