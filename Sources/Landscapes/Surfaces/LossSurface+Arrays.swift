internal import Archives
public import Failures
package import Grids
internal import Tensors

/// The surface in files of other programs, all of which `init(path:quantity:)` reads back.
extension LossSurface {
  /// The losses as NumPy's `.npy`: rows × columns, in double precision, NaN where missing. The axes are not in
  /// it.
  public var npy: [UInt8] { Self.npy(loss) }

  /// The axes `x` and `y`, the `loss` (rows × columns, NaN where missing), and, where they are known,
  /// its standard `error` and the `accuracy` in per cent, as NumPy's `.npz`.
  ///
  /// - Parameter path: the file's name in messages.
  /// - Throws: `Failure` (data) for arrays of 4 GiB and more in all.
  public func npz(for path: String) throws(Failure) -> [UInt8] {
    let fields = [("loss", loss)] + knownFields.map { ($0.name, $0.field) }
    return try NPZFile.bytes(
      of: [("x", Self.npy(grid.xs)), ("y", Self.npy(grid.ys))]
        + fields.map { ($0.0, Self.npy($0.1)) }, for: path)
  }

  /// A line for each point as comma-separated values: x, y, the quantity by its name, and, where they are
  /// known, its standard error and the accuracy in per cent. A missing number is an empty cell, and one
  /// that is not finite is `nan`, `inf` or `-inf`.
  public var csv: String {
    let known = knownFields
    let fields = [loss] + known.map(\.field)
    let names = ["x", "y", quantity] + known.map(\.columnName)
    let points = (0..<grid.count).lazy.map { point in
      ["\(grid.xs[grid.column(of: point)])", "\(grid.ys[grid.row(of: point)])"]
        + fields.map { $0.isComputed[point] ? "\($0[point])" : "" }
    }
    return CSVText.lines([names]) + CSVText.lines(points)
  }

  private struct KnownField {
    let name: String
    let columnName: String
    let field: ScalarField
  }

  /// What is known besides the loss.
  private var knownFields: [KnownField] {
    let accuracyName = Self.accuracyName(quantity) ?? "accuracy"
    return [
      KnownField(name: "error", columnName: Self.errorName(quantity), field: error),
      KnownField(name: "accuracy", columnName: accuracyName, field: accuracy),
    ].filter { $0.field.isComputed.contains(true) }
  }

  /// The values of a field, rows × columns.
  package static func npy(_ field: ScalarField) -> [UInt8] {
    npy(rows: field.grid.rows, columns: field.grid.columns, field.values)
  }

  /// Numbers in rows of equal length.
  package static func npy(rows: Int, columns: Int, _ numbers: [Double]) -> [UInt8] {
    NPYFile(shape: [rows, columns], doubles: numbers).bytes()
  }

  /// The coordinates of an axis.
  package static func npy(_ axis: [Double]) -> [UInt8] {
    NPYFile(shape: [axis.count], doubles: axis).bytes()
  }
}
