internal import Kernels

/// The products of ``HutchPlusPlus``, for one process or for several that share them.
///
/// The basis Q is made once by whoever needs it, by a third of the products. Of the other two thirds each says
/// something of the traces by itself (``term(of:)``): given Q they depend on nothing else.
public final class TraceProbes<Map: SymmetricOperator> {
  let ranges: [Range<Int>]
  /// How many products there are for what.
  public let sizes: TraceProbeSizes
  private let map: Map
  private var random: RandomVectors
  private var basis: OrthonormalBasis?

  /// The share of a random vector's image below which Q spans it already.
  private static var dependence: Double { 1e-10 }

  /// Describes the products.
  ///
  /// - Parameters:
  ///   - map: an operator of dimension 1 or more.
  ///   - ranges: the blocks, as ranges of its coordinates.
  ///   - probes: the products to spend, ``HutchPlusPlus/fewestProbes`` or more; fewer are spent on an operator
  ///     of so low a rank or dimension that Q is all of it.
  ///   - seed: determines the random signs.
  public init(of map: Map, blocks ranges: [Range<Int>] = [], probes: Int, seed: UInt64) {
    self.map = map
    self.ranges = ranges
    sizes = TraceProbeSizes(probes: probes, dimension: map.dimension)
    random = RandomVectors(
      from: RandomStream(seed: seed, purpose: "trace"), .signs, dimension: map.dimension)
  }

  /// The number of vectors in Q, which is made where it has not been.
  ///
  /// - Throws: `Failure` (data) where a product is not finite, and what products throw.
  public func rank() throws -> Int { try madeBasis().count }

  /// What one product says of the traces.
  ///
  /// - Parameter piece: one of those that there are for the ``rank()``.
  /// - Throws: as ``rank()``.
  public func term(of piece: TracePiece) throws -> TraceTerm {
    let basis = try madeBasis()
    switch piece {
    case .inside(let index):
      let direction = basis.vectors[index]
      let image = try map.finiteProduct(with: direction)
      return TraceTerm(
        whole: LinearAlgebra.dot(direction, image),
        blocks: ranges.map { Self.dot(direction, image, over: $0) })
    case .rest(let index):
      let signs = random.vector(sizes.sketches + index)
      var rest = signs
      basis.orthogonalize(&rest)
      let image = try map.finiteProduct(with: rest)
      return TraceTerm(
        whole: LinearAlgebra.dot(rest, image),
        blocks: ranges.map { Self.dot(signs, image, over: $0) })
    }
  }

  private func madeBasis() throws -> OrthonormalBasis {
    if let basis { return basis }
    var made = OrthonormalBasis()
    for index in 0..<sizes.sketches {
      var image = try map.finiteProduct(with: random.vector(index))
      let length = LinearAlgebra.norm(image)
      made.orthogonalize(&image)
      let rest = LinearAlgebra.norm(image)
      guard rest > Self.dependence * length else { continue }
      LinearAlgebra.scale(&image, by: 1 / rest)
      made.append(image)
    }
    basis = made
    return made
  }

  private static func dot(_ x: [Double], _ y: [Double], over range: Range<Int>) -> Double {
    var sum = 0.0
    for i in range { sum += x[i] * y[i] }
    return sum
  }
}

/// A product of ``HutchPlusPlus`` that says something of the traces by itself.
public enum TracePiece: Hashable, Sendable {
  /// Inside of the basis Q, with one of its vectors.
  case inside(Int)
  /// Outside of it, with a random vector.
  case rest(Int)
}

/// What one product says of a trace and of those of the blocks.
public struct TraceTerm: Hashable, Codable, Sendable {
  /// Of the whole.
  public let whole: Double
  /// Of the blocks, in their order.
  public let blocks: [Double]
}

/// How many products ``HutchPlusPlus`` takes for what.
public struct TraceProbeSizes: Hashable, Sendable {
  /// Products that make the basis Q, which is the most vectors that it can have.
  public let sketches: Int
  private let probes: Int
  private let dimension: Int

  /// - Parameters:
  ///   - probes: the products to spend, ``HutchPlusPlus/fewestProbes`` or more.
  ///   - dimension: the length of a vector.
  public init(probes: Int, dimension: Int) {
    precondition(probes >= HutchPlusPlus.fewestProbes, "\(probes) probes")
    (self.probes, self.dimension) = (probes, dimension)
    sketches = min(probes / 3, dimension)
  }

  /// Whether there is a product for a number of vectors in Q, among all that there may be.
  public func includes(_ piece: TracePiece, rank: Int) -> Bool {
    switch piece {
    case .inside(let index): index < rank
    case .rest: rank < dimension
    }
  }

  /// The other products, in their order.
  ///
  /// - Parameter rank: the number of vectors in Q; nil where that is unknown, for all that there may be.
  public func pieces(rank: Int? = nil) -> [TracePiece] {
    let rests = probes - 2 * (probes / 3)
    let all = (0..<sketches).map(TracePiece.inside) + (0..<rests).map(TracePiece.rest)
    return rank.map { rank in all.filter { includes($0, rank: rank) } } ?? all
  }
}
