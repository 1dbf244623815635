public import Tensors

/// What a parameter is for; normalisation and initialisation go by it.
public enum ParameterRole: String, Codable, Sendable {
  /// The weights of a linear operation or a convolution.
  case weight
  /// The bias of a linear operation or a convolution.
  case bias
  /// A table with a row for each token or position.
  case embedding
  /// The scale of a normalisation (γ).
  case normScale
  /// The shift of a normalisation (β).
  case normShift
  /// A running mean: a buffer, not trained.
  case runningMean
  /// A running variance: a buffer, not trained.
  case runningVariance
}

/// The name, shape and role of one parameter tensor.
public struct ParameterSpecification: Hashable, Codable, Sendable {
  /// PyTorch's name, such as `layer1.0.conv1.weight`.
  public let name: String
  /// PyTorch's shape, such as out × in × kernel × kernel.
  public let shape: Shape
  /// What it is for.
  public let role: ParameterRole

  /// Creates a specification.
  public init(name: String, shape: Shape, role: ParameterRole) {
    self.name = name
    self.shape = shape
    self.role = role
  }
}

/// How named tensors lie one after another in one flat array, without gaps, in the network's
/// order (that of PyTorch's `parameters()`).
public struct ParameterLayout: Hashable, Sendable {
  /// The tensors, in order.
  public let specifications: [ParameterSpecification]
  /// Where each tensor's elements lie.
  public let ranges: [Range<Int>]
  private let indices: [String: Int]

  /// Lays tensors out in the given order. Names must differ.
  public init(_ specifications: [ParameterSpecification]) {
    self.specifications = specifications
    var end = 0
    ranges = specifications.map { specification in
      defer { end += specification.shape.count }
      return end..<(end + specification.shape.count)
    }
    indices = Dictionary(
      specifications.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, second in
        preconditionFailure("tensors \(first) and \(second) share a name")
      })
  }

  /// The number of elements of all tensors.
  public var count: Int { ranges.last?.upperBound ?? 0 }

  /// The position of a tensor in the order; nil when there is none of that name.
  public func index(of name: String) -> Int? { indices[name] }

  /// Where a tensor's elements lie; nil when there is none of that name.
  public func range(of name: String) -> Range<Int>? { indices[name].map { ranges[$0] } }
}
