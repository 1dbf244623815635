internal import CKernels

/// How large the elements of a region are, taken together.
///
/// Sums are kept in `Double` and in an order that depends on the number of elements alone, so the
/// same elements give the same bits.
public struct Magnitudes: Hashable, Sendable {
  /// The sum of the squares.
  public let squareSum: Double
  /// The sum of the absolute values.
  public let absoluteSum: Double
  /// The number of elements.
  public let count: Int

  /// Measures a region.
  public init<S>(of x: Region<S>) {
    var (square, absolute) = (0.0, 0.0)
    unsafe S.kernels.functions.pointee.magnitudes(Int64(x.count), x.pointer, &square, &absolute)
    squareSum = square
    absoluteSum = absolute
    count = x.count
  }

  /// The 2-norm.
  public var norm: Double { squareSum.squareRoot() }
  /// The mean absolute value; NaN of no elements.
  public var meanAbsolute: Double { absoluteSum / Double(count) }
}
