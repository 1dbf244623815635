internal import COpenBLAS

/// Sums of products of long vectors in Double, the bricks of Krylov methods: one thread and an order
/// of summation that depends on the length alone, so that the same vectors give the same bits.
extension LinearAlgebra {
  /// The dot product x·y of vectors of equal length.
  public static func dot(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "a vector of \(x.count) times one of \(y.count)")
    precondition(isReady)
    return unsafe cblas_ddot(Int32(x.count), x, 1, y, 1)
  }

  /// The 2-norm of a vector, also where the squares of its elements leave the range of a Double.
  public static func norm(_ x: [Double]) -> Double {
    let square = dot(x, x)
    guard square.isInfinite || square < 1e-280 else { return square.squareRoot() }
    let largest = x.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return largest }
    let scaled = x.map { $0 / largest }
    return largest * dot(scaled, scaled).squareRoot()
  }

  /// y ← y + scale·x for vectors of equal length.
  public static func add(_ scale: Double, times x: [Double], to y: inout [Double]) {
    precondition(x.count == y.count, "a vector of \(x.count) added to one of \(y.count)")
    precondition(isReady)
    unsafe cblas_daxpy(Int32(x.count), scale, x, 1, &y, 1)
  }

  /// x ← scale·x.
  public static func scale(_ x: inout [Double], by scale: Double) {
    precondition(isReady)
    unsafe cblas_dscal(Int32(x.count), scale, &x, 1)
  }
}
