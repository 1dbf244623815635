internal import Kernels

extension Activation {
  // ẏ = f′(x)·ẋ: what the backward pass does to a gradient. At its kink the slope of ReLU is 0 here
  // as it is there.
  func forwardTangent<S>(_ block: TangentContext<S>) {
    pullBack(
      block.tangent.inputs[0], in: block.value,
      to: GradientTarget(region: block.tangent.output, accumulates: false))
  }

  // With the gradient g = dy: dẋ = f′(x)·ġ + f″(x)·ẋ·g, where f″ is 0 for what consists of straight
  // pieces.
  func backwardTangent<S>(_ block: TangentContext<S>) {
    let (value, tangent) = (block.value, block.tangent)
    guard let gradientTangent = tangent.outputGradient, let target = tangent.inputGradients[0]
    else { return }
    pullBack(gradientTangent, in: value, to: target)
    guard let gradient = value.outputGradient, function != .relu, function != .identity else {
      return
    }
    Elementwise.activateCurvature(
      function.kernel, values: values(in: value), times: tangent.inputs[0], and: gradient,
      addedTo: target.region)
  }
}
