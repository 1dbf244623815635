internal import Kernels

/// The weights of a convolution in the form in which its method reads them.
enum ConvolutionFilters<S: KernelScalar>: Sendable {
  /// Packed for the direct sum.
  case direct(Region<S>)
  /// Transformed and packed for minimal filtering, and its memory.
  case winograd(Region<S>, scratch: Region<S>)
  /// As they are, transformed where they are used.
  case winogradOnce(Region<S>, step: PlaneStep<S>?, scale: Region<S>?, scratch: Region<S>)

  /// Brings weights (out, in, kernel, kernel), after a step along a plane, each output channel's
  /// scaled by its element of `scale`, into this form.
  func prepare(
    _ geometry: ConvolutionGeometry, weights: Region<S>, step: PlaneStep<S>?, scale: Region<S>?
  ) {
    switch self {
    case .direct(let packed):
      geometry.packForward(weights, step: step, scale: scale, into: packed)
    case .winograd(let packed, _):
      geometry.packWinograd(weights, step: step, scale: scale, into: packed)
    case .winogradOnce: break
    }
  }

  /// out = convolution(input) + bias (per channel) + addend, then max(0, ·) where `rectifying`.
  func convolve(
    _ geometry: ConvolutionGeometry, _ input: Region<S>, bias: Region<S>?, addend: Region<S>?,
    rectifying: Bool, into output: Region<S>
  ) {
    switch self {
    case .direct(let packed):
      geometry.convolve(
        input, packed: packed, bias: bias, addend: addend, rectifying: rectifying, into: output)
    case .winograd(let packed, let scratch):
      geometry.convolveWinograd(
        input, packed: packed, bias: bias, addend: addend, rectifying: rectifying,
        scratch: scratch, into: output)
    case .winogradOnce(let weights, let step, let scale, let scratch):
      geometry.convolveWinogradOnce(
        input, weights: weights, step: step, scale: scale, bias: bias, addend: addend,
        rectifying: rectifying, scratch: scratch, into: output)
    }
  }
}

extension InferencePlan.Method {
  /// Elements that the packed weights take.
  func filterCount(_ geometry: ConvolutionGeometry) -> Int {
    switch self {
    case .direct: geometry.weightCount
    case .winograd: geometry.winogradWeightCount
    case .winogradOnce: 0
    }
  }

  /// Elements of scratch memory.
  func scratchCount(_ geometry: ConvolutionGeometry) -> Int {
    switch self {
    case .direct: 0
    case .winograd: geometry.winogradScratchCount
    case .winogradOnce: geometry.winogradOnceScratchCount
    }
  }
}
