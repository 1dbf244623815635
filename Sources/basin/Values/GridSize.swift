package import Failures

/// The number of points per axis, as `--grid` writes it: `51` for both, `51x31` with x first.
package struct GridSize: Equatable, Sendable, CustomStringConvertible {
  /// The largest number of points on an axis. Beyond it a surface would take months, so a larger
  /// number is taken for a typing error.
  static let most = 10_000

  /// The number of points along x.
  package let columns: Int
  /// The number of points along y.
  package let rows: Int

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is one or two numbers from 1 to 10,000.
  package init(parsing text: String, option: Setting) throws(Failure) {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map {
      Int($0).flatMap { 1...Self.most ~= $0 ? $0 : nil }
    }
    switch (numbers.count, numbers.first ?? nil, numbers.last ?? nil) {
    case (1, let side?, _): (columns, rows) = (side, side)
    case (2, let columns?, let rows?): (self.columns, self.rows) = (columns, rows)
    default:
      throw Failure(
        .usage, "\"\(text)\" is not a grid of 1 to \(Self.most) points per axis",
        at: .setting(option),
        remedy: "Give one number for both axes, such as 51, or x and y, such as 51x31.")
    }
  }

  /// The size as it is written: `51` or `51x31`.
  package var description: String { columns == rows ? "\(columns)" : "\(columns)x\(rows)" }
}
