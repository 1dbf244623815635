internal import Kernels
internal import Tensors

/// The mean of each window of pixels, as PyTorch's `nn.AvgPool2d` without padding.
///
/// Input and output: channels × height × width.
public struct AveragePool: Hashable, Codable, Sendable {
  /// Rows and columns of a window, 1 … 64.
  public let kernel: Int
  /// Pixels a window advances by, 1 … 64.
  public let stride: Int

  /// Creates a pooling.
  public init(kernel: Int, stride: Int) {
    self.kernel = kernel
    self.stride = stride
  }
}

extension AveragePool: JointlyLinearOperation {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try pooledShape(of: inputs[0], kernel: kernel, stride: stride, padding: 0, roundingUp: false)
  }

  func forward<S>(_ block: BlockContext<S>) { block.poolMean(windows) }
  func backward<S>(_ block: BlockContext<S>) { block.poolMeanBackward(windows) }

  private var windows: PoolingGeometry.Windows {
    .squares(kernel: kernel, stride: stride, padding: 0)
  }
}

/// The means of as many windows as the output has pixels, as PyTorch's `nn.AdaptiveAvgPool2d`: an
/// output of more pixels than the input repeats them.
///
/// Input and output: channels × height × width.
public struct AdaptiveAveragePool: Hashable, Codable, Sendable {
  /// Rows of the output.
  public let height: Int
  /// Columns of the output.
  public let width: Int

  /// Creates a pooling.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

extension AdaptiveAveragePool: JointlyLinearOperation {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkImages(inputs[0])
    let sizes = 1...Convolution.largestStep
    guard sizes.contains(height), sizes.contains(width) else {
      throw ShapeMismatch(what: "an output of \(height)×\(width)")
    }
    return [inputs[0][0], height, width]
  }

  func forward<S>(_ block: BlockContext<S>) { block.poolMean(.adaptive) }
  func backward<S>(_ block: BlockContext<S>) { block.poolMeanBackward(.adaptive) }
}

extension BlockContext {
  fileprivate func poolMean(_ windows: PoolingGeometry.Windows) {
    PoolingGeometry(node, windows).mean(of: inputs[0], into: output)
  }

  fileprivate func poolMeanBackward(_ windows: PoolingGeometry.Windows) {
    guard let gradient = outputGradient, let target = inputGradients[0] else { return }
    PoolingGeometry(node, windows).meanBackward(
      gradient: gradient, accumulating: target.accumulates, into: target.region)
  }
}
