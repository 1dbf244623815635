public import Kernels
internal import Tensors

/// How the parameters of a new network are drawn.
public enum Initialization: Hashable, Sendable {
  /// That of Li et al.'s residual networks: convolutions N(0, 2/fan-in) (He et al. 2015), norms 1
  /// and 0, linear weights N(0, 10⁻⁶), biases 0; embeddings N(0, 1).
  case residualNetwork
  /// That of torchvision's residual networks: convolutions N(0, 2/fan-out), norms 1 and 0, linear
  /// layers as PyTorch's defaults.
  case fanOut
  /// That of wide residual networks: the same, but biases 0.
  case wideResidualNetwork
  /// That of torchvision's VGG: convolutions N(0, 2/fan-out), norms 1 and 0, linear weights
  /// N(0, 10⁻⁴), biases 0.
  case vgg
  /// That of torchvision's DenseNet: convolutions N(0, 2/fan-in), norms 1 and 0, linear weights as
  /// PyTorch's defaults, biases 0.
  case denseNetwork
  /// PyTorch's defaults: weights and biases of linear layers uniform in ±1/√(fan-in), embeddings
  /// N(0, 1), norms 1 and 0.
  case uniform
  /// What a PyTorch module of the same layers holds that was made after `torch.manual_seed(seed)`:
  /// the default initialisation of each layer, drawn from one stream in order of definition.
  case pyTorch(seed: UInt64)
}

extension Initialization: RawRepresentable, Codable {
  private static let pyTorchPrefix = "torch:"

  /// Reads the name as it stands in manifests and is given on the command line; nil for anything
  /// else.
  public init?(rawValue: String) {
    switch rawValue {
    case "residualNetwork": self = .residualNetwork
    case "uniform": self = .uniform
    case "fanOut": self = .fanOut
    case "wideResidualNetwork": self = .wideResidualNetwork
    case "vgg": self = .vgg
    case "denseNetwork": self = .denseNetwork
    default:
      guard rawValue.hasPrefix(Self.pyTorchPrefix),
        let seed = UInt64(rawValue.dropFirst(Self.pyTorchPrefix.count))
      else { return nil }
      self = .pyTorch(seed: seed)
    }
  }

  /// The name: `residualNetwork`, `uniform`, `fanOut`, `wideResidualNetwork`, `vgg`, `denseNetwork` or
  /// `torch:SEED`.
  public var rawValue: String {
    switch self {
    case .residualNetwork: "residualNetwork"
    case .uniform: "uniform"
    case .fanOut: "fanOut"
    case .wideResidualNetwork: "wideResidualNetwork"
    case .vgg: "vgg"
    case .denseNetwork: "denseNetwork"
    case .pyTorch(let seed): "\(Self.pyTorchPrefix)\(seed)"
    }
  }
}

extension Initialization {
  /// How a weight is drawn: normal with a standard deviation, or uniform within a bound.
  fileprivate func weights(of specification: ParameterSpecification) -> (
    isNormal: Bool, size: Double
  ) {
    let isConvolution = specification.shape.rank == 4
    let fan =
      switch self {
      case .fanOut, .wideResidualNetwork, .vgg:
        isConvolution ? specification.fanOut : specification.fanIn
      default: specification.fanIn
      }
    let kaiming = (2 / Double(fan)).squareRoot()
    let uniform = 1 / Double(fan).squareRoot()
    return switch self {
    case .residualNetwork: (true, isConvolution ? kaiming : 1e-3)
    case .vgg: (true, isConvolution ? kaiming : 0.01)
    case .fanOut, .wideResidualNetwork, .denseNetwork:
      (isConvolution, isConvolution ? kaiming : uniform)
    case .uniform, .pyTorch: (false, uniform)
    }
  }
}

extension Network {
  /// New parameters.
  ///
  /// With our own initialisations each tensor has a random stream of its own, named after it, so a
  /// shared layer begins equal in nets with and without shortcuts. PyTorch's has one stream for
  /// all, and a seed of its own.
  public func initialParameters(_ initialization: Initialization, seed: UInt64)
    -> Parameters<Float>
  {
    if case .pyTorch(let seed) = initialization { return pyTorchParameters(seed: seed) }
    var values: [Float] = []
    values.reserveCapacity(parameters.count)
    var fanIn = 1
    for specification in parameters.specifications {
      let shape = specification.shape
      var random = RandomStream(seed: seed, purpose: "initialization.\(specification.name)")
      if specification.role == .weight { fanIn = specification.fanIn }
      switch (specification.role, initialization) {
      case (.embedding, _):
        for _ in 0..<shape.count { values.append(Float(random.normal())) }
      case (.normScale, _):
        values += Array(repeating: 1, count: shape.count)
      case (.weight, _):
        let draw = initialization.weights(of: specification)
        for _ in 0..<shape.count {
          values.append(
            Float(
              draw.isNormal
                ? draw.size * random.normal() : draw.size * (2 * random.uniform() - 1)))
        }
      case (.bias, .uniform), (.bias, .fanOut):
        let bound = 1 / Double(fanIn).squareRoot()
        for _ in 0..<shape.count { values.append(Float(bound * (2 * random.uniform() - 1))) }
      default:
        values += Array(repeating: 0, count: shape.count)
      }
    }
    return Parameters(layout: parameters, values: values)
  }

  /// New buffers: running means 0, running variances 1.
  public func initialBuffers() -> Parameters<Float> {
    Parameters(
      layout: buffers,
      values: buffers.specifications.flatMap { specification in
        Array(
          repeating: specification.role == .runningVariance ? 1 : 0,
          count: specification.shape.count)
      })
  }
}

extension ParameterSpecification {
  /// The inputs that each output of a weight sums over: all dimensions but the first.
  var fanIn: Int { shape.count / max(1, shape[0]) }
  /// The outputs that each input of a convolution goes to: all dimensions but the second.
  fileprivate var fanOut: Int { shape.count / max(1, shape[1]) }
}
