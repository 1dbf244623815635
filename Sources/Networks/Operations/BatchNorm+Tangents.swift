internal import Kernels

// In evaluation mode the running statistics are constants: y = γ·r·(x − μ) + β with r = 1/√(σ² + ε).
// `prepare` of the direction γ̇, β̇ with the same statistics leaves μ, r and γ̇·r. In this mode
// `inputFactor` and `offset` are zero.
extension BatchNorm {
  // ẏ = γ·r·ẋ + γ̇·r·(x − μ) + β̇
  func forwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    Rows.normalizationBackward(
      of: value.inputs[0], gradient: tangent.inputs[0], mask: value.mask,
      a: value.node.shared[BatchNorm.scale], b: tangent.node.shared[BatchNorm.scale],
      center: value.node.shared[BatchNorm.mean], d: tangent.node.parameters[1],
      accumulating: false, into: tangent.output)
  }

  // With the gradient g = dy and x̂ = r·(x − μ):
  //   dγ̇ = Σ ġ·x̂ + g·r·ẋ,  dβ̇ = Σ ġ,  dẋ = γ·r·ġ + γ̇·r·g
  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradient = value.outputGradient, let gradientTangent = tangent.outputGradient else {
      return
    }
    let shared = value.node.shared
    let zeros = shared[BatchNorm.offset]
    let inverse = shared[BatchNorm.inverseDeviation]
    let products = value.own[BatchNorm.blockProducts]
    let moreProducts = tangent.own[BatchNorm.blockProducts]
    Rows.gradientMoments(
      of: value.inputs[0], gradient: gradientTangent, center: shared[BatchNorm.mean],
      sums: tangent.parameterGradients[1], products: products)
    Rows.gradientMoments(
      of: tangent.inputs[0], gradient: gradient, center: zeros,
      sums: tangent.own[BatchNorm.blockMean], products: moreProducts)
    for c in 0..<products.count {
      tangent.parameterGradients[0][c] = (products[c] + moreProducts[c]) * inverse[c]
    }
    guard let target = tangent.inputGradients[0] else { return }
    Rows.normalizationBackward(
      of: gradient, gradient: gradientTangent, mask: value.mask, a: shared[BatchNorm.scale],
      b: tangent.node.shared[BatchNorm.scale], center: zeros, d: zeros,
      accumulating: target.accumulates, into: target.region)
  }
}
