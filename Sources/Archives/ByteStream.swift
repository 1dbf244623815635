internal import Failures

/// The bytes of a file from its beginning on, inflated where the file is gzipped (RFC 1952). No more
/// memory is taken than there are bytes, whatever is asked for.
package struct ByteStream {
  /// The file's path, or what the bytes are called in messages.
  package let path: String
  /// Whether the file is gzipped.
  package let isCompressed: Bool
  /// The length of the file itself.
  package let fileSize: Int
  private let source: Source
  private let inflation: Inflation
  /// Bytes of the file that have not been inflated yet.
  private var packed: [UInt8] = []
  private var consumed = 0
  /// How many bytes of the file have been taken.
  private var place = 0
  private var hasEnded = false

  private enum Source {
    case mapped(MappedFile)
    case memory([UInt8])
  }

  /// Opens a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read.
  package init(path: String) throws {
    let file = try MappedFile(path: path)
    try self.init(
      .mapped(file), start: file.bytes(0..<min(2, file.count)), size: file.count, path: path)
  }

  /// Reads the bytes of a file that are at hand.
  ///
  /// - Parameter source: what they are called in messages.
  package init(_ bytes: [UInt8], from source: String) throws {
    try self.init(.memory(bytes), start: Array(bytes.prefix(2)), size: bytes.count, path: source)
  }

  private init(_ source: Source, start: [UInt8], size: Int, path: String) throws {
    self.source = source
    self.path = path
    fileSize = size
    isCompressed = start == [0x1f, 0x8b]
    inflation = try Inflation(source: path)
  }

  /// The next bytes; fewer than asked for only at the end.
  ///
  /// - Throws: `Failure` (data) if the gzip data are damaged or end early.
  package mutating func read(_ count: Int) throws -> [UInt8] {
    guard isCompressed else { return raw(count) }
    var bytes: [UInt8] = []
    while bytes.count < count, let piece = try inflated(min(1 << 18, count - bytes.count)) {
      bytes += piece
    }
    return bytes
  }

  /// Passes over bytes; false if the stream ends before.
  ///
  /// - Throws: `Failure`; see ``read(_:)``.
  package mutating func skip(_ count: Int) throws -> Bool {
    guard isCompressed else {
      guard count <= fileSize - place else { return false }
      place += count
      return true
    }
    var left = count
    while left > 0, let piece = try inflated(min(1 << 18, left)) { left -= piece.count }
    return left == 0
  }

  /// The next bytes of the file itself.
  private mutating func raw(_ count: Int) -> [UInt8] {
    let range = place..<min(place + min(count, fileSize), fileSize)
    place = range.upperBound
    return switch source {
    case .mapped(let file): file.bytes(range)
    case .memory(let bytes): Array(bytes[range])
    }
  }

  /// Some of the next inflated bytes, at most so many; nil at the end.
  private mutating func inflated(_ most: Int) throws -> [UInt8]? {
    guard !hasEnded else { return nil }
    var piece = [UInt8](repeating: 0, count: most)
    while true {
      let step = inflation.stream.step(input: packed, from: consumed, into: &piece)
      consumed += step.consumed
      switch step.outcome {
      case .ended:
        if consumed == packed.count { refill() }
        // Another member may follow.
        if packed.isEmpty { hasEnded = true } else { inflation.stream.restart() }
      case .more: break
      case .starved:
        refill()
        guard !packed.isEmpty else {
          throw Failure(.data, "the gzip data ends early", at: path)
        }
      case .damaged:
        throw Failure(
          .data, "the gzip data is damaged", at: .file(path, .byte(place - packed.count + consumed))
        )
      }
      if step.produced > 0 { return Array(piece[..<step.produced]) }
      if hasEnded { return nil }
    }
  }

  private mutating func refill() {
    packed = raw(1 << 18)
    consumed = 0
  }
}

/// zlib's state, as an object.
private final class Inflation {
  let stream: InflateStream

  init(source: String) throws { stream = try InflateStream(.gzip, source: source) }
}
