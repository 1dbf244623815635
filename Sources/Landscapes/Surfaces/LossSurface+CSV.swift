internal import Archives
internal import Failures
internal import Grids

extension LossSurface {
  /// Reads text with a point in each line: x, y and loss, in any order of the lines. A first line may name
  /// the columns.
  init(csv path: String, quantity wanted: String?) throws {
    let table = try SurfaceTable(path: path)
    let column = try table.column(wanted)
    let xs = Set(table.rows.map(\.x)).sorted()
    let ys = Set(table.rows.map(\.y)).sorted()
    let count = xs.count.multipliedReportingOverflow(by: ys.count)
    guard let grid = Grid(xs: xs, ys: ys) else {
      throw Failure(.data, "has no points", at: path)
    }
    guard !count.overflow, count.partialValue <= 4 * table.rows.count,
      count.partialValue <= HDF5File.mostElements
    else {
      throw Failure(
        .data,
        "its \(table.rows.count) points are not a grid: they have \(xs.count) different x and \(ys.count) "
          + "different y", at: path,
        remedy: "Write the coordinates of the points of a row or column with the same digits.")
    }
    let columns = Dictionary(uniqueKeysWithValues: xs.enumerated().map { ($1, $0) })
    let rows = Dictionary(uniqueKeysWithValues: ys.enumerated().map { ($1, $0) })
    var field = ScalarField(missingOn: grid)
    for row in table.rows {
      guard let x = columns[row.x], let y = rows[row.y] else { continue }
      let point = grid.index(column: x, row: y)
      guard !field.isComputed[point] else {
        throw Failure(
          .data, "repeats the point (\(row.x), \(row.y))",
          at: .file(path, .line(row.line)))
      }
      if let value = row.values[column] { field[point] = value }
    }
    let missing = MissingPoints(in: field.values)
    self.init(
      quantity: table.names[column],
      loss: ScalarField(
        grid: grid, values: field.values,
        isComputed: zip(field.isComputed, missing.isComputed).map { $0 && $1 }),
      assumptions: [missing.assumption].compactMap { $0 })
  }
}

/// The lines of a text with a point in each.
private struct SurfaceTable {
  /// A point.
  struct Row {
    let line: Int
    let x: Double
    let y: Double
    /// nil where a cell is empty.
    let values: [Double?]
  }

  /// The names of the columns besides x and y.
  let names: [String]
  let rows: [Row]
  private let path: String

  init(path: String) throws {
    self.path = path
    var names = ["x", "y", "loss"]
    var order = Array(names.indices)
    var rows: [Row] = []
    for (index, row) in try Self.cells(of: path).enumerated() {
      let (line, cells) = row
      if cells == [""] { continue }
      let numbers = cells.map { Double($0) }
      if index == 0, cells.count >= 3, numbers.allSatisfy({ $0 == nil }) {
        names = cells
        order = Self.order(of: names)
        continue
      }
      guard cells.count == names.count else {
        throw Failure(
          .data,
          "has \(cells.count == 1 ? "1 column" : "\(cells.count) columns") where \(names.count) are "
            + "expected: x, y and loss, separated by commas", at: .file(path, .line(line)))
      }
      guard let x = numbers[order[0]], let y = numbers[order[1]], x.isFinite, y.isFinite else {
        throw Failure(.data, "x and y must be finite numbers", at: .file(path, .line(line)))
      }
      let values = try order.dropFirst(2).map { column -> Double? in
        if let value = numbers[column] { return value }
        guard cells[column].isEmpty else {
          throw Failure(
            .data, "\"\(cells[column])\" is not a number", at: .file(path, .line(line)))
        }
        return nil
      }
      // −0 and 0 are one coordinate.
      rows.append(Row(line: line, x: x + 0, y: y + 0, values: values))
    }
    self.names = order.dropFirst(2).map { names[$0] }
    self.rows = rows
  }

  /// The most bytes of a file that is read: some 2800 × 2800 points.
  private static let longestFile = 1 << 29

  /// The cells of each line, without the blanks around them.
  private static func cells(of path: String) throws -> [(line: Int, cells: [String])] {
    var bytes = try InputFile.text(at: path, atMost: longestFile)[...]
    let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
    if bytes.starts(with: byteOrderMark) { bytes = bytes.dropFirst(byteOrderMark.count) }
    let rows: [CSVText.Row]
    do {
      rows = try CSVText.rows(of: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Failure(.data, error.what, at: .file(path, .line(error.line)))
    }
    return rows.map { (line: $0.line, cells: $0.fields.map(trimmed)) }
  }

  private static func trimmed(_ cell: String) -> String {
    guard cell.first?.isWhitespace == true || cell.last?.isWhitespace == true else { return cell }
    let start = cell.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The column that is wanted: by its name, or `loss`, `train_loss`, `test_loss`, or the only one.
  func column(_ wanted: String?) throws -> Int {
    let known = wanted.map { [$0] } ?? ["loss", "train_loss", "test_loss"]
    if let column = known.compactMap({ names.firstIndex(of: $0) }).first { return column }
    if wanted == nil, names.count == 1 { return 0 }
    throw SurfaceChoice(
      path: path, names: names, descriptions: names, isQuantity: wanted != nil
    ).failure(wanted.map { "has no column \($0)" } ?? "has no column loss")
  }

  /// x and y by their names, or else the first two columns; then the others as they come.
  private static func order(of names: [String]) -> [Int] {
    let lowered = names.map { $0.lowercased() }
    guard let x = lowered.firstIndex(of: "x"), let y = lowered.firstIndex(of: "y") else {
      return Array(names.indices)
    }
    return [x, y] + names.indices.filter { $0 != x && $0 != y }
  }
}
