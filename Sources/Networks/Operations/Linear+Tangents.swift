internal import Kernels
internal import Tensors

extension Linear {
  // ẏ = W·ẋ + Ẇ·x + ḃ
  func forwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    let sizes = value.node.sizes
    let columns = sizes.columns(of: sizes.output)
    let inputs = sizes.inputs[0][0]
    if hasBias { Rows.spread(tangent.node.parameters[1], examples: columns, into: tangent.output) }
    LinearAlgebra.multiply(
      tangent.node.parameters[0], value.inputs[0], rows: outputs, inner: inputs, columns: columns,
      accumulating: hasBias, into: tangent.output)
    guard block.inputMoves else { return }
    LinearAlgebra.multiply(
      value.node.parameters[0], tangent.inputs[0], rows: outputs, inner: inputs,
      columns: columns, accumulating: true, into: tangent.output)
  }

  // With the gradient g = dy: dẆ = ġ·xᵀ + g·ẋᵀ, dḃ = Σ ġ, dẋ = Wᵀ·ġ + Ẇᵀ·g.
  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradient = value.outputGradient, let gradientTangent = tangent.outputGradient else {
      return
    }
    let sizes = value.node.sizes
    let columns = sizes.columns(of: sizes.output)
    let inputs = sizes.inputs[0][0]
    LinearAlgebra.multiply(
      gradientTangent, value.inputs[0], transposingB: true, rows: outputs, inner: columns,
      columns: inputs, accumulating: tangent.addsToFirstParameter,
      into: tangent.parameterGradients[0])
    if hasBias { Rows.sums(of: gradientTangent, into: tangent.parameterGradients[1]) }
    guard block.inputMoves else { return }
    LinearAlgebra.multiply(
      gradient, tangent.inputs[0], transposingB: true, rows: outputs, inner: columns,
      columns: inputs, accumulating: true, into: tangent.parameterGradients[0])
    guard let target = tangent.inputGradients[0] else { return }
    LinearAlgebra.multiply(
      value.node.parameters[0], gradientTangent, transposingA: true, rows: inputs, inner: outputs,
      columns: columns, accumulating: target.accumulates, into: target.region)
    LinearAlgebra.multiply(
      tangent.node.parameters[0], gradient, transposingA: true, rows: inputs, inner: outputs,
      columns: columns, accumulating: true, into: target.region)
  }
}
