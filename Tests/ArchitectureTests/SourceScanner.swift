/// Walks through Swift or C text and keeps what is code.
struct SourceScanner {
  // Scalars, not characters: much faster, and what matters here is ASCII.
  private let characters: [Unicode.Scalar]
  private var position = 0
  private var kept = String.UnicodeScalarView()

  init(_ text: String) { characters = Array(text.unicodeScalars) }

  /// The text without comments and without the insides of string literals; line breaks stay.
  func code() -> String {
    var scanner = self
    while scanner.position < characters.count { scanner.step() }
    return String(scanner.kept)
  }

  private mutating func step() {
    if starts(with: "//") {
      while position < characters.count, characters[position] != "\n" { position += 1 }
    } else if starts(with: "/*") {
      skipBlockComment()
    } else if characters[position] == "\"" {
      skipString(hashes: 0)
    } else if let hashes = rawStringHashes() {
      position += hashes
      skipString(hashes: hashes)
    } else {
      kept.append(characters[position])
      position += 1
    }
  }

  private func starts(with text: String) -> Bool {
    characters[position...].starts(with: text.unicodeScalars)
  }

  /// Swift's block comments nest; C's do not, but no C comment of ours holds another.
  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        keepNewline()
        position += 1
      }
    } while depth > 0 && position < characters.count
  }

  /// The number of `#` before a string literal that begins here; nil where none does.
  private func rawStringHashes() -> Int? {
    let hashes = characters[position...].prefix { $0 == "#" }.count
    guard hashes > 0, position + hashes < characters.count else { return nil }
    return characters[position + hashes] == "\"" ? hashes : nil
  }

  /// Skips a literal from its opening quote on, with one pair of quotes left in its place.
  /// Interpolated code is taken for text, with its own quotes balanced by their escapes.
  private mutating func skipString(hashes: Int) {
    let marks = String(repeating: "#", count: hashes)
    let isMultiline = starts(with: "\"\"\"")
    let end = (isMultiline ? "\"\"\"" : "\"") + marks
    position += isMultiline ? 3 : 1
    kept.append(contentsOf: "\"\"".unicodeScalars)
    while position < characters.count, !starts(with: end) {
      if starts(with: "\\" + marks + "(") {
        position += hashes + 2
        skipInterpolation()
      } else if starts(with: "\\" + marks) {
        position += hashes + 2
      } else {
        keepNewline()
        position += 1
      }
    }
    position += end.unicodeScalars.count
  }

  /// Keeps the code of an interpolation up to its closing parenthesis.
  private mutating func skipInterpolation() {
    var depth = 1
    kept.append("(")
    while position < characters.count, depth > 0 {
      if characters[position] == "(" { depth += 1 }
      if characters[position] == ")" { depth -= 1 }
      step()
    }
  }

  private mutating func keepNewline() {
    if position < characters.count, characters[position] == "\n" { kept.append("\n") }
  }
}
