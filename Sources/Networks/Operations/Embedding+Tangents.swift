internal import Kernels

extension TokenEmbedding {
  // The tokens stay what they are: the output is linear in the table alone.
  func forwardTangent<S>(_ block: TangentContext<S>) {
    Sequences.embed(
      block.value.inputs[0], table: block.tangent.node.parameters[0], channels: width,
      into: block.tangent.output)
  }

  func backwardTangent<S>(_ block: TangentContext<S>) {
    guard let gradient = block.tangent.outputGradient else { return }
    Sequences.embedBackward(
      block.value.inputs[0], gradient: gradient, channels: width,
      accumulating: block.tangent.addsToFirstParameter,
      into: block.tangent.parameterGradients[0])
  }
}
