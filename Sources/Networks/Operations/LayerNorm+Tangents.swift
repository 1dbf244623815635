internal import Kernels

extension LayerNorm {
  func forwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    Sequences.normalizeTangent(
      Dual(value.inputs[0], tangent: tangent.inputs[0]), scale: scale(block),
      shiftTangent: tangent.node.parameters[1], mean: own(LayerNorm.mean, block),
      inverse: own(LayerNorm.inverse, block), into: tangent.output)
  }

  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradient = value.outputGradient, let gradientTangent = tangent.outputGradient else {
      return
    }
    let target = tangent.inputGradients[0]
    Sequences.normalizeBackwardTangent(
      Dual(value.inputs[0], tangent: tangent.inputs[0]),
      gradient: Dual(gradient, tangent: gradientTangent), scale: scale(block),
      mean: own(LayerNorm.mean, block), inverse: own(LayerNorm.inverse, block),
      scratch: own(LayerNorm.scratch, block), scaleGradient: tangent.parameterGradients[0],
      shiftGradient: tangent.parameterGradients[1], accumulating: target?.accumulates ?? false,
      into: target?.region)
  }

  private func scale<S>(_ block: TangentContext<S>) -> Dual<Region<S>> {
    Dual(block.value.node.parameters[0], tangent: block.tangent.node.parameters[0])
  }

  private func own<S>(_ piece: Int, _ block: TangentContext<S>) -> Dual<Region<S>> {
    Dual(block.value.own[piece], tangent: block.tangent.own[piece])
  }
}
