internal import Kernels

/// The random vectors that a method draws one after the other, each of which can be had by its number: a
/// process that needs some of them draws the others too and drops them, which costs little beside a product.
struct RandomVectors {
  /// What the elements are.
  enum Elements {
    /// −1 or 1 with equal chances (Rademacher's distribution).
    case signs
    /// Standard normal.
    case normals
  }

  private let start: RandomStream
  private let elements: Elements
  private let dimension: Int
  private var random: RandomStream
  /// The number of the next one.
  private var next = 0

  /// - Parameters:
  ///   - random: the stream from which number 0 is drawn first.
  ///   - dimension: the length of a vector.
  init(from random: RandomStream, _ elements: Elements, dimension: Int) {
    (start, self.random) = (random, random)
    (self.elements, self.dimension) = (elements, dimension)
  }

  /// A vector by its number, from 0; least is drawn where they are asked for in ascending order.
  mutating func vector(_ number: Int) -> [Double] {
    if number < next { (random, next) = (start, 0) }
    while next < number { _ = draw() }
    return draw()
  }

  private mutating func draw() -> [Double] {
    next += 1
    return switch elements {
    case .signs: random.signs(dimension)
    case .normals: random.normals(dimension)
    }
  }
}
