internal import Kernels
internal import RealModule

/// The distribution of a symmetric operator's eigenvalues, as nodes with weights: how large a share of
/// them lies about each node.
public struct SpectralDensity: Hashable, Codable, Sendable {
  /// A place in the spectrum and the share of the eigenvalues that it stands for.
  public struct Node: Hashable, Codable, Sendable {
    /// The eigenvalue.
    public let value: Double
    /// The share; all shares together are 1.
    public let weight: Double

    /// Creates a node.
    public init(value: Double, weight: Double) {
      self.value = value
      self.weight = weight
    }
  }

  /// The nodes, ascending.
  public let nodes: [Node]
  /// The number of random vectors that the nodes come from.
  public let probes: Int
  /// The steps of the Lanczos process for each: its nodes reproduce polynomials of degree
  /// 2·steps − 1.
  public let steps: Int

  /// Creates a density of nodes in any order.
  public init(nodes: [Node], probes: Int, steps: Int) {
    self.nodes = nodes.sorted { $0.value < $1.value }
    self.probes = probes
    self.steps = steps
  }

  /// The density at a value, every node broadened to a normal distribution; its integral over all
  /// values is 1.
  ///
  /// - Parameters:
  ///   - value: a place on the axis of eigenvalues.
  ///   - width: the standard deviation, above zero.
  public func density(at value: Double, width: Double) -> Double {
    nodes.reduce(0) { sum, node in
      sum + node.weight * Self.peak(width: width)
        * Double.exp(-0.5 * ((value - node.value) / width) * ((value - node.value) / width))
    }
  }

  /// How high a single eigenvalue's broadened density is, were it the only one.
  public static func peak(width: Double) -> Double {
    1 / (width * (2 * Double.pi).squareRoot())
  }
}
