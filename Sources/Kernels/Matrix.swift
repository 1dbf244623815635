/// A row-major matrix that lies in a region, its rows a fixed distance apart: what the products of
/// `LinearAlgebra` read and write.
public struct Matrix<Scalar: KernelScalar>: Sendable {
  /// The elements from the first row to the last.
  let region: Region<Scalar>
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Elements from the start of one row to that of the next, at least `columns`.
  public let stride: Int

  /// Takes a region as a matrix.
  ///
  /// - Parameters:
  ///   - region: the elements, row by row.
  ///   - rows: the number of rows, at least 1.
  ///   - columns: elements per row, at least 1.
  ///   - stride: elements from row to row, at least `columns`; nil for a dense matrix.
  public init(_ region: Region<Scalar>, rows: Int, columns: Int, stride: Int? = nil) {
    let stride = stride ?? columns
    precondition(
      rows >= 1 && columns >= 1 && stride >= columns
        && (rows - 1) * stride + columns <= region.count,
      "\(rows)×\(columns) with \(stride) elements per row in \(region.count) elements")
    self.region = region
    self.rows = rows
    self.columns = columns
    self.stride = stride
  }

  /// A rectangle of the matrix.
  public subscript(rows: Range<Int>, columns: Range<Int>) -> Matrix {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= self.rows && columns.lowerBound >= 0
        && columns.upperBound <= self.columns,
      "rows \(rows), columns \(columns) of \(self.rows)×\(self.columns)")
    let start = rows.lowerBound * stride + columns.lowerBound
    let end = (rows.upperBound - 1) * stride + columns.upperBound
    return Matrix(
      region[start..<end], rows: rows.count, columns: columns.count, stride: stride)
  }
}
