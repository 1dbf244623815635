internal import Kernels

/// The spectral density of a symmetric operator by stochastic Lanczos quadrature (Ubaru, Chen & Saad
/// 2017, "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature"; for Hessians of nets Ghorbani,
/// Krishnan & Xiao 2019, algorithm 1).
///
/// For a random direction v the Lanczos process of some steps gives eigenpairs (θ, s) of its projected
/// matrix; the θ with the squares of the first elements of s are the nodes and weights of the Gauss
/// quadrature of v's spectral measure. Over random directions the mean of that measure is the spectrum
/// itself, each eigenvalue with the weight 1/n.
public enum StochasticLanczosQuadrature {
  /// How much is spent.
  public struct Settings: Hashable, Codable, Sendable {
    /// Random directions, 1 or more.
    public var probes: Int
    /// Products for each, 1 or more.
    public var steps: Int
    /// Determines the directions.
    public var seed: UInt64

    /// Creates settings.
    public init(probes: Int = 4, steps: Int = 80, seed: UInt64 = 1) {
      precondition(probes >= 1 && steps >= 1, "\(probes) probes of \(steps) steps")
      self.probes = probes
      self.steps = steps
      self.seed = seed
    }

    /// The most vectors that are kept at a time: the basis of one direction.
    ///
    /// - Parameter dimension: the length of a vector.
    public func mostVectors(dimension: Int) -> Int { min(steps, dimension) }
  }

  /// Estimates the density.
  ///
  /// - Parameters:
  ///   - map: an operator of dimension 1 or more.
  ///   - settings: the number of probes, the steps of each and the seed.
  ///   - nodes: gives the nodes of a probe, from 0; they may be known without a product.
  /// - Throws: `Failure` (data) where a product is not finite, and what products throw.
  public static func density(
    of map: some SymmetricOperator, _ settings: Settings,
    nodes: (_ probe: Int, _ measure: () throws -> [SpectralDensity.Node]) throws
      -> [SpectralDensity.Node] = { try $1() }
  ) throws -> SpectralDensity {
    var starts = starts(settings, dimension: map.dimension)
    let all = try (0..<settings.probes).map { probe in
      try nodes(probe) { try self.nodes(of: map, settings, from: starts.vector(probe)) }
    }
    return SpectralDensity(
      nodes: all.flatMap(\.self), probes: settings.probes,
      steps: min(settings.steps, map.dimension))
  }

  /// The nodes of one probe, their weights those in the density of all.
  ///
  /// - Parameters:
  ///   - map: an operator of dimension 1 or more.
  ///   - settings: the number of probes, the steps of each and the seed.
  ///   - probe: which, from 0.
  /// - Throws: as the density.
  public static func nodes(
    of map: some SymmetricOperator, _ settings: Settings, probe: Int
  ) throws -> [SpectralDensity.Node] {
    var starts = starts(settings, dimension: map.dimension)
    return try nodes(of: map, settings, from: starts.vector(probe))
  }

  private static func starts(_ settings: Settings, dimension: Int) -> RandomVectors {
    RandomVectors(
      from: RandomStream(seed: settings.seed, purpose: "spectral density"), .normals,
      dimension: dimension)
  }

  private static func nodes(
    of map: some SymmetricOperator, _ settings: Settings, from start: [Double]
  ) throws -> [SpectralDensity.Node] {
    var process = LanczosProcess(start: start)
    try process.step(map)
    while process.size < settings.steps, !process.isInvariant {
      process.extend()
      try process.step(map)
    }
    let system = SymmetricEigensystem(process.projected)
    return zip(system.values, system.vectors).map { value, vector in
      SpectralDensity.Node(
        value: value, weight: vector[0] * vector[0] / Double(settings.probes))
    }
  }
}
