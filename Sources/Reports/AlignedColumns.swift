/// Rows of cells as lines with columns under each other: words begin at one place, numbers end at one.
///
/// - Parameters:
///   - rows: not empty, all as long as the first.
///   - words: the columns of words.
func aligned(_ rows: [[String]], words: Set<Int> = [0]) -> [String] {
  let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    let line = row.indices.map { column in
      let padding = String(repeating: " ", count: widths[column] - row[column].count)
      return words.contains(column) ? row[column] + padding : padding + row[column]
    }.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
