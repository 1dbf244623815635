/// Bytes that arrive in pieces and leave as lines.
package struct LineBuffer {
  private var bytes: [UInt8] = []
  private let longest: Int

  /// - Parameter longest: the most bytes of a line.
  package init(longest: Int = .max) { self.longest = longest }

  /// Whether more than the most bytes have come without the end of a line.
  var isTooLong: Bool { bytes.count > longest }

  /// Takes bytes, and gives the lines that they complete, without their ends.
  package mutating func take(_ piece: [UInt8]) -> [[UInt8]] {
    guard piece.contains(UInt8(ascii: "\n")) else {
      bytes += piece
      return []
    }
    var lines = (bytes + piece).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .map(Array.init)
    bytes = lines.removeLast()
    return lines
  }

  /// What is left when no more comes: a line without an end; nil where there is none.
  mutating func rest() -> [UInt8]? {
    defer { bytes = [] }
    return bytes.isEmpty ? nil : bytes
  }
}
