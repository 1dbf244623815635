package import Foundation

/// Bytes that arrive in pieces of any size, taken out line by line.
package struct LineBuffer {
  private var unread = Data()

  /// Creates an empty one.
  package init() {}

  /// Takes over bytes that have arrived.
  package mutating func append(_ data: Data) { unread += data }

  /// The next whole line, without its end; nil until it has arrived.
  package mutating func next() -> Data? {
    guard let end = unread.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { unread = Data(unread[(end + 1)...]) }
    return Data(unread[..<end])
  }
}
