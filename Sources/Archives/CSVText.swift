/// Comma-separated values (RFC 4180): CR LF ends each line, and a field that holds a comma, a quote or
/// the end of a line is in quotes, its quotes doubled.
public enum CSVText {
  /// Rows of fields as text.
  public static func lines(_ rows: some Sequence<[String]>) -> String {
    rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
    guard text.unicodeScalars.contains(where: special.contains) else { return text }
    // Scalars, not characters: CR LF is one character and would hide a quote's neighbour.
    let doubled = text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"" + doubled.joined() + "\""
  }

  /// A row of fields, and the line of the text on which it begins, counted from 1.
  public struct Row: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// The fields, without their quotes; one empty field for an empty line.
    public let fields: [String]
  }

  /// Where a text stops being comma-separated values.
  public struct Mistake: Error, Hashable {
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong there.
    public let what: String
  }

  /// The rows of a text. LF and CR LF end a line, and so does the end of the text. A byte order mark,
  /// which spreadsheets write, is skipped.
  ///
  /// - Throws: `Mistake` where a quoted field does not end, or is followed by more than its end.
  public static func rows(of text: String) throws(Mistake) -> [Row] {
    var reader = CSVReader(text)
    return try reader.rows()
  }
}

/// Takes a text apart.
private struct CSVReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func rows() throws(CSVText.Mistake) -> [CSVText.Row] {
    var rows: [CSVText.Row] = []
    while next != nil {
      let start = line
      var fields = [try field()]
      while skip(",") { fields.append(try field()) }
      guard next == nil || endLine() else {
        throw CSVText.Mistake(line: line, what: "text follows the closing quote of a field")
      }
      rows.append(CSVText.Row(line: start, fields: fields))
    }
    return rows
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func endLine() -> Bool {
    if next == "\r", position + 1 < scalars.count, scalars[position + 1] == "\n" { position += 1 }
    guard skip("\n") else { return false }
    line += 1
    return true
  }

  private var isAtEndOfField: Bool {
    guard let next else { return true }
    return next == "," || next == "\n"
      || next == "\r" && position + 1 < scalars.count && scalars[position + 1] == "\n"
  }

  private mutating func field() throws(CSVText.Mistake) -> String {
    var text = String.UnicodeScalarView()
    guard skip("\"") else {
      while !isAtEndOfField, let scalar = next {
        text.append(scalar)
        position += 1
      }
      return String(text)
    }
    let start = line
    while let scalar = next {
      position += 1
      if scalar == "\"", !skip("\"") { return String(text) }
      if scalar == "\n" { line += 1 }
      text.append(scalar)
    }
    throw CSVText.Mistake(line: start, what: "a quoted field is not closed")
  }
}
