internal import Kernels

/// What depends on the parameters alone.
enum Folding<S: KernelScalar>: Sendable {
  case normalization(
    BatchNorm, parameters: [Region<S>], buffers: [Region<S>], bias: Region<S>?,
    scale: Region<S>, shift: Region<S>)
  case filters(
    ConvolutionGeometry, ConvolutionFilters<S>, weights: Region<S>, step: PlaneStep<S>?,
    scale: Region<S>?)
  case operation(any OperationDefinition, NodeContext<S>)

  func run() {
    switch self {
    case .operation(let definition, let context): definition.prepare(context)
    case .normalization(let norm, let parameters, let buffers, let bias, let scale, let shift):
      for c in 0..<scale.count {
        let factor =
          Double(parameters[0][c]) / (Double(buffers[1][c]) + norm.epsilon).squareRoot()
        scale[c] = S(factor)
        // What the convolution before it adds is as if the mean were less by that.
        let mean = Double(buffers[0][c]) - Double(bias?[c] ?? 0)
        shift[c] = S(Double(parameters[1][c]) - mean * factor)
      }
    case .filters(let geometry, let filters, let weights, let step, let scale):
      filters.prepare(geometry, weights: weights, step: step, scale: scale)
    }
  }
}
