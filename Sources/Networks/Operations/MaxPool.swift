internal import Kernels
internal import Tensors

/// The largest of each window of pixels, as PyTorch's `nn.MaxPool2d`: of equal pixels the first one
/// counts, and pixels beyond the border do not.
///
/// Input and output: channels × height × width.
public struct MaxPool: Hashable, Sendable {
  /// Rows and columns of a window, 1 … 64.
  public let kernel: Int
  /// Pixels a window advances by, 1 … 64.
  public let stride: Int
  /// Rows and columns around the input, at most half of `kernel`.
  public let padding: Int
  /// Whether a last window counts that reaches beyond the input (`ceil_mode`).
  public let roundsUp: Bool

  /// Creates a pooling.
  public init(kernel: Int, stride: Int, padding: Int = 0, roundsUp: Bool = false) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.roundsUp = roundsUp
  }
}

extension MaxPool: OperationDefinition {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try pooledShape(
      of: inputs[0], kernel: kernel, stride: stride, padding: padding, roundingUp: roundsUp)
  }

  func forward<S>(_ block: BlockContext<S>) {
    geometry(block.node).maximum(of: block.inputs[0], into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient, let target = block.inputGradients[0] else { return }
    geometry(block.node).maximumBackward(
      of: block.inputs[0], gradient: gradient, accumulating: target.accumulates,
      into: target.region)
  }

  // The pixels that are taken stay the same, but where two are equal.
  func forwardTangent<S>(_ block: TangentContext<S>) {
    geometry(block.value.node).taking(
      block.tangent.inputs[0], whereLargest: block.value.inputs[0], into: block.tangent.output)
  }

  func backwardTangent<S>(_ block: TangentContext<S>) {
    guard let gradient = block.tangent.outputGradient, let target = block.tangent.inputGradients[0]
    else { return }
    geometry(block.value.node).maximumBackward(
      of: block.value.inputs[0], gradient: gradient, accumulating: target.accumulates,
      into: target.region)
  }

  private func geometry<S>(_ node: NodeContext<S>) -> PoolingGeometry {
    PoolingGeometry(node, .squares(kernel: kernel, stride: stride, padding: padding))
  }
}

extension MaxPool: Codable {
  private enum CodingKeys: String, CodingKey { case kernel, stride, padding, roundsUp }

  /// Reads the sizes; what is not usual is 0 or false where it is missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kernel: try container.decode(Int.self, forKey: .kernel),
      stride: try container.decode(Int.self, forKey: .stride),
      padding: try container.decodeIfPresent(Int.self, forKey: .padding) ?? 0,
      roundsUp: try container.decodeIfPresent(Bool.self, forKey: .roundsUp) ?? false)
  }

  /// Writes the sizes and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kernel, forKey: .kernel)
    try container.encode(stride, forKey: .stride)
    if padding != 0 { try container.encode(padding, forKey: .padding) }
    if roundsUp { try container.encode(true, forKey: .roundsUp) }
  }
}

/// The largest kernel and stride of a pooling; the kernels' integers hold what follows from them.
private let largestWindow = 64

/// The shape that square windows make.
func pooledShape(
  of input: Shape, kernel: Int, stride: Int, padding: Int, roundingUp: Bool
) throws(ShapeMismatch) -> Shape {
  try checkImages(input)
  guard (1...largestWindow).contains(kernel), (1...largestWindow).contains(stride),
    padding >= 0, padding <= kernel / 2
  else { throw ShapeMismatch(what: "kernel \(kernel), stride \(stride), padding \(padding)") }
  let sizes = [input[1], input[2]].map {
    PoolingGeometry.outputSize(
      $0, kernel: kernel, stride: stride, padding: padding, roundingUp: roundingUp)
  }
  guard sizes.allSatisfy({ $0 >= 1 }) else {
    throw ShapeMismatch(what: "a window of \(kernel)×\(kernel) does not fit shape \(input)")
  }
  return [input[0], sizes[0], sizes[1]]
}

/// Refuses what is no channels × height × width.
func checkImages(_ shape: Shape) throws(ShapeMismatch) {
  guard shape.rank == 3 else {
    throw ShapeMismatch(what: "expected channels × height × width, got shape \(shape)")
  }
}

extension PoolingGeometry {
  /// The geometry of a node.
  init<S>(_ node: NodeContext<S>, _ windows: Windows) {
    let (input, output) = (node.sizes.inputs[0], node.sizes.output)
    self.init(
      channels: input[0], input: (input[1], input[2]), output: (output[1], output[2]),
      windows: windows, examples: node.sizes.examples)
  }
}
