/// A diagonal block of a symmetric operator: what it does to some neighbouring coordinates, all
/// others held at zero. Of a Hessian, the curvature within one layer's parameters.
///
/// A product costs as much as one with the whole.
public struct RestrictedOperator<Base: SymmetricOperator>: SymmetricOperator {
  private let base: Base
  private let range: Range<Int>

  /// Restricts an operator.
  ///
  /// - Parameters:
  ///   - base: the operator of all coordinates.
  ///   - range: the coordinates that are left, within 0 ..< `base.dimension`.
  public init(_ base: Base, to range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= base.dimension && !range.isEmpty,
      "coordinates \(range) of \(base.dimension)")
    self.base = base
    self.range = range
  }

  /// The number of coordinates that are left.
  public var dimension: Int { range.count }

  /// The product with a vector: it is embedded with zeros, multiplied, and read back.
  ///
  /// - Parameter vector: `dimension` elements.
  /// - Throws: what the base throws.
  public func product(with vector: [Double]) throws -> [Double] {
    precondition(vector.count == dimension, "a vector of \(vector.count) for \(dimension)")
    var embedded = Array(repeating: 0.0, count: base.dimension)
    embedded.replaceSubrange(range, with: vector)
    return Array(try base.product(with: embedded)[range])
  }
}
