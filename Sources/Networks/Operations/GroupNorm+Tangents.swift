internal import Kernels

extension GroupNorm {
  func forwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    for group in 0..<groups {
      let part = GroupPart(group, of: groups)
      Sequences.normalizeTangent(
        part[Dual(value.inputs[0], tangent: tangent.inputs[0])], scale: part[scale(block)],
        shiftTangent: part[tangent.node.shared[Self.shift]], mean: part[own(Self.mean, block)],
        inverse: part[own(Self.inverse, block)], into: part[tangent.output])
    }
  }

  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradient = value.outputGradient, let gradientTangent = tangent.outputGradient else {
      return
    }
    let target = tangent.inputGradients[0]
    for group in 0..<groups {
      let part = GroupPart(group, of: groups)
      Sequences.normalizeBackwardTangent(
        part[Dual(value.inputs[0], tangent: tangent.inputs[0])],
        gradient: part[Dual(gradient, tangent: gradientTangent)], scale: part[scale(block)],
        mean: part[own(Self.mean, block)], inverse: part[own(Self.inverse, block)],
        scratch: own(Self.scratch, block), scaleGradient: part[tangent.own[Self.scaleGradient]],
        shiftGradient: part[tangent.own[Self.shiftGradient]],
        accumulating: target?.accumulates ?? false, into: target.map { part[$0.region] })
    }
    sumOverPixels(tangent)
  }

  private func scale<S>(_ block: TangentContext<S>) -> Dual<Region<S>> {
    Dual(block.value.node.shared[Self.scale], tangent: block.tangent.node.shared[Self.scale])
  }

  private func own<S>(_ piece: Int, _ block: TangentContext<S>) -> Dual<Region<S>> {
    Dual(block.value.own[piece], tangent: block.tangent.own[piece])
  }
}
