internal import Kernels
internal import Tensors

/// A two-dimensional convolution. Parameters `weight` (out × in × kernel × kernel) and, where it has
/// one, `bias` (out); input: channels × height × width.
public struct Convolution: Hashable, Sendable {
  /// The number of output channels.
  public let channels: Int
  /// Rows and columns of the kernel, 1 … 8.
  public let kernel: Int
  /// Pixels the kernel advances by.
  public let stride: Int
  /// Rows and columns of zeros around the input.
  public let padding: Int
  /// Whether each output channel has a bias.
  public let hasBias: Bool

  /// The largest stride and padding; beyond is nothing of use, and the kernels' integers end.
  static let largestStep = 4096

  /// Creates a convolution.
  public init(channels: Int, kernel: Int, stride: Int, padding: Int, hasBias: Bool = false) {
    self.channels = channels
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.hasBias = hasBias
  }

  func geometry(input: Shape, examples: Int) -> ConvolutionGeometry {
    ConvolutionGeometry(
      input: (input[0], input[1], input[2]), channels: channels, kernel: kernel, stride: stride,
      padding: padding, examples: examples)
  }
}

extension Convolution: OperationDefinition {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let input = inputs[0]
    guard input.rank == 3 else {
      throw ShapeMismatch(what: "expected channels × height × width, got shape \(input)")
    }
    guard channels >= 1, (1...Convolution.largestStep).contains(stride),
      (0...Convolution.largestStep).contains(padding),
      (1...ConvolutionGeometry.largestKernel).contains(kernel)
    else {
      throw ShapeMismatch(
        what: "\(channels) channels, kernel \(kernel), stride \(stride), padding \(padding)")
    }
    let height = ConvolutionGeometry.outputSize(input[1], kernel, stride, padding)
    let width = ConvolutionGeometry.outputSize(input[2], kernel, stride, padding)
    guard height >= 1, width >= 1 else {
      throw ShapeMismatch(what: "a kernel of \(kernel)×\(kernel) does not fit shape \(input)")
    }
    return [channels, height, width]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    let weight = LocalParameter(
      name: "weight", shape: [channels, inputs[0][0], kernel, kernel], role: .weight)
    guard hasBias else { return [weight] }
    return [weight, LocalParameter(name: "bias", shape: [channels], role: .bias)]
  }

  // Pieces shared by all blocks: the weights as the forward and the backward pass read them and, for minimal
  // filtering, turned.
  private static let turned = 2

  func sharedSizes(_ sizes: NodeSizes) -> [Int] {
    let geometry = geometry(sizes)
    guard filters(sizes) else { return [geometry.weightCount, geometry.weightCount] }
    return [
      geometry.winogradWeightCount, geometry.transposed.winogradWeightCount, geometry.weightCount,
    ]
  }

  func scratchSize(_ sizes: NodeSizes) -> Int {
    let geometry = geometry(sizes)
    guard filters(sizes) else { return geometry.scratchCount }
    return max(
      geometry.winogradScratchCount, geometry.transposed.winogradScratchCount,
      geometry.winogradGradientScratchCount)
  }

  func prepare<S>(_ node: NodeContext<S>) {
    let geometry = geometry(node.sizes)
    if filters(node.sizes) {
      geometry.packWinograd(node.parameters[0], into: node.shared[0])
      geometry.turn(node.parameters[0], into: node.shared[Self.turned])
      geometry.transposed.packWinograd(node.shared[Self.turned], into: node.shared[1])
    } else {
      geometry.packForward(node.parameters[0], into: node.shared[0])
      geometry.packBackward(node.parameters[0], into: node.shared[1])
    }
  }

  func forward<S>(_ block: BlockContext<S>) {
    let geometry = geometry(block.node.sizes)
    let bias = hasBias ? block.node.parameters[1] : nil
    if filters(block.node.sizes) {
      geometry.convolveWinograd(
        block.inputs[0], packed: block.node.shared[0], bias: bias, scratch: block.scratch,
        into: block.output)
    } else {
      geometry.convolve(
        block.inputs[0], packed: block.node.shared[0], bias: bias, into: block.output)
    }
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let geometry = geometry(block.node.sizes)
    let filters = filters(block.node.sizes)
    if block.wantsParameterGradients {
      let weights = block.parameterGradients[0]
      if filters {
        geometry.weightGradientWinograd(
          input: block.inputs[0], outputGradient: gradient, scratch: block.scratch, into: weights)
      } else {
        geometry.weightGradient(
          input: block.inputs[0], outputGradient: gradient, scratch: block.scratch, into: weights)
      }
      if hasBias { Rows.sums(of: gradient, into: block.parameterGradients[1]) }
    }
    guard let target = block.inputGradients[0] else { return }
    if filters {
      geometry.transposed.convolveWinograd(
        gradient, packed: block.node.shared[1], addend: target.accumulates ? target.region : nil,
        scratch: block.scratch, into: target.region)
    } else {
      geometry.inputGradient(
        of: gradient, packed: block.node.shared[1], accumulating: target.accumulates,
        into: target.region)
    }
  }

  func geometry(_ sizes: NodeSizes) -> ConvolutionGeometry {
    geometry(input: sizes.inputs[0], examples: sizes.examples)
  }

  /// Whether minimal filtering computes it.
  private func filters(_ sizes: NodeSizes) -> Bool {
    sizes.allowsMinimalFiltering && geometry(sizes).trainingProfitsFromWinograd
  }
}

extension Convolution: Codable {
  private enum CodingKeys: String, CodingKey { case channels, kernel, stride, padding, hasBias }

  /// Decodes a convolution; files written before there was a choice have no bias.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      channels: try container.decode(Int.self, forKey: .channels),
      kernel: try container.decode(Int.self, forKey: .kernel),
      stride: try container.decode(Int.self, forKey: .stride),
      padding: try container.decode(Int.self, forKey: .padding),
      hasBias: try container.decodeIfPresent(Bool.self, forKey: .hasBias) ?? false)
  }

  /// Encodes the convolution; without a bias as in the files of earlier versions.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(channels, forKey: .channels)
    try container.encode(kernel, forKey: .kernel)
    try container.encode(stride, forKey: .stride)
    try container.encode(padding, forKey: .padding)
    if hasBias { try container.encode(true, forKey: .hasBias) }
  }
}
