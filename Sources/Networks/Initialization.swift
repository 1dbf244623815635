public import Kernels
internal import Tensors

/// How the parameters of a new network are drawn.
public enum Initialization: Hashable, Sendable {
  /// That of Li et al.'s residual networks: convolutions N(0, 2/fan-in) (He et al. 2015), norms 1
  /// and 0, linear weights N(0, 10⁻⁶), biases 0; embeddings N(0, 1).
  case residualNetwork
  /// PyTorch's defaults: weights and biases of linear layers uniform in ±1/√(fan-in), embeddings
  /// N(0, 1), norms 1 and 0. A table that is also the weight of a linear layer is drawn like that
  /// weight.
  case uniform
  /// What a PyTorch module of the same layers holds that was made after `torch.manual_seed(seed)`:
  /// the default initialisation of each layer, drawn from one stream in order of definition. A linear
  /// layer that is tied to a table afterwards (`head.weight = embedding.weight`) leaves no trace where
  /// it is defined last.
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
    default:
      guard rawValue.hasPrefix(Self.pyTorchPrefix),
        let seed = UInt64(rawValue.dropFirst(Self.pyTorchPrefix.count))
      else { return nil }
      self = .pyTorch(seed: seed)
    }
  }

  /// The name: `residualNetwork`, `uniform`, or `torch:SEED`.
  public var rawValue: String {
    switch self {
    case .residualNetwork: "residualNetwork"
    case .uniform: "uniform"
    case .pyTorch(let seed): "\(Self.pyTorchPrefix)\(seed)"
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
    let tied = Set(tiedNames.values)
    for specification in parameters.specifications {
      let shape = specification.shape
      var random = RandomStream(seed: seed, purpose: "initialization.\(specification.name)")
      if specification.role == .weight { fanIn = specification.fanIn }
      switch (specification.role, initialization) {
      case (.embedding, .uniform) where tied.contains(specification.name):
        let bound = 1 / Double(shape[1]).squareRoot()
        for _ in 0..<shape.count { values.append(Float(bound * (2 * random.uniform() - 1))) }
      case (.embedding, _):
        for _ in 0..<shape.count { values.append(Float(random.normal())) }
      case (.normScale, _):
        values += Array(repeating: 1, count: shape.count)
      case (.weight, .residualNetwork):
        let deviation = shape.rank == 4 ? (2 / Double(fanIn)).squareRoot() : 1e-3
        for _ in 0..<shape.count { values.append(Float(deviation * random.normal())) }
      case (.weight, .uniform), (.bias, .uniform):
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
}
