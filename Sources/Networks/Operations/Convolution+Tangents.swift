internal import Kernels

extension Convolution {
  // ẏ = W∗ẋ + Ẇ∗x + ḃ; both sets of weights were packed by `prepare`.
  func forwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    let geometry = geometry(value.node.sizes)
    geometry.convolve(
      value.inputs[0], packed: tangent.node.shared[0],
      bias: hasBias ? tangent.node.parameters[1] : nil, into: tangent.output)
    guard block.inputMoves else { return }
    geometry.convolve(
      tangent.inputs[0], packed: value.node.shared[0], addend: tangent.output,
      into: tangent.output)
  }

  // All three gradients are bilinear, as in a linear operation.
  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradient = value.outputGradient, let gradientTangent = tangent.outputGradient else {
      return
    }
    let geometry = geometry(value.node.sizes)
    let weights = tangent.parameterGradients[0]
    geometry.weightGradient(
      input: value.inputs[0], outputGradient: gradientTangent, scratch: tangent.scratch,
      into: weights)
    if hasBias { Rows.sums(of: gradientTangent, into: tangent.parameterGradients[1]) }
    guard block.inputMoves else { return }
    let more = value.parameterGradients[0]
    geometry.weightGradient(
      input: tangent.inputs[0], outputGradient: gradient, scratch: tangent.scratch, into: more)
    Elementwise.add(weights, more, into: weights)
    guard let target = tangent.inputGradients[0] else { return }
    geometry.inputGradient(
      of: gradientTangent, packed: value.node.shared[1], accumulating: target.accumulates,
      into: target.region)
    geometry.inputGradient(
      of: gradient, packed: tangent.node.shared[1], accumulating: true, into: target.region)
  }
}
