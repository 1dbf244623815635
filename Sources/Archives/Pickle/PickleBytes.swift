/// The bytes that a pickle is read from: in memory, or the beginning of a mapped file, of which only what
/// is looked at is read.
struct PickleBytes {
  private enum Source {
    case memory([UInt8])
    case file(MappedFile)
  }

  /// The number of bytes.
  let count: Int
  private let source: Source

  init(_ bytes: [UInt8]) {
    count = bytes.count
    source = .memory(bytes)
  }

  /// - Parameter limit: the most bytes that pickles may take.
  init(_ file: MappedFile, upTo limit: Int) {
    count = min(file.count, limit)
    source = .file(file)
  }

  /// A byte, whose place must be one of `count`.
  subscript(place: Int) -> UInt8 {
    switch source {
    case .memory(let bytes): bytes[place]
    case .file(let file): file[place]
    }
  }

  /// A copy of bytes, which must be among `count`.
  subscript(range: Range<Int>) -> [UInt8] {
    switch source {
    case .memory(let bytes): Array(bytes[range])
    case .file(let file): file.bytes(range)
    }
  }

  /// Where a line that begins at a place ends; nil for an unterminated line, and for one longer than any line
  /// of a file of weights.
  func endOfLine(from start: Int) -> Int? {
    let newline = UInt8(ascii: "\n")
    return switch source {
    case .memory(let bytes): bytes[start...].firstIndex(of: newline)
    case .file(let file):
      (start..<min(count, start + Self.longestLine)).first { file[$0] == newline }
    }
  }

  private static let longestLine = 1 << 20
}
