internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes of a file from its beginning on, inflated where the file is gzipped (RFC 1952). No more
/// memory is taken than there are bytes, whatever is asked for.
package struct ByteStream: ~Copyable {
  /// The file's path.
  package let path: String
  /// Whether the file is gzipped.
  package let isCompressed: Bool
  /// The length of the file itself.
  package let fileSize: Int
  private let file: FileDescriptor
  private let inflation: Inflation
  /// Bytes of the file that have not been inflated yet.
  private var packed: [UInt8] = []
  private var consumed = 0
  /// How many bytes of the file have been read.
  private var place = 0
  private var hasEnded = false

  /// Opens a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read.
  package init(path: String) throws {
    let size = try InputFile.size(at: path)
    let start = try InputFile.bytes(at: path, upTo: 2)
    let inflation = try Inflation(source: path)
    guard let file = FileDescriptor(opening: path, flags: O_RDONLY) else {
      throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
    }
    self.path = path
    self.file = file
    self.inflation = inflation
    fileSize = size
    isCompressed = start == [0x1f, 0x8b]
  }

  /// The next bytes; fewer than asked for only at the end.
  ///
  /// - Throws: `Failure` (missing) if the file cannot be read, (data) if its gzip data are damaged or
  ///   end early.
  package mutating func read(_ count: Int) throws -> [UInt8] {
    guard isCompressed else { return try raw(count) }
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
      guard count <= fileSize - place, file.seek(to: place + count) else { return false }
      place += count
      return true
    }
    var left = count
    while left > 0, let piece = try inflated(min(1 << 18, left)) { left -= piece.count }
    return left == 0
  }

  /// The next bytes of the file itself.
  private mutating func raw(_ count: Int) throws -> [UInt8] {
    guard let bytes = file.read(upTo: min(count, fileSize - place)) else {
      throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
    }
    place += bytes.count
    return bytes
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
        if consumed == packed.count { try refill() }
        // Another member may follow.
        if packed.isEmpty { hasEnded = true } else { inflation.stream.restart() }
      case .more: break
      case .starved:
        try refill()
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

  private mutating func refill() throws {
    packed = try raw(1 << 18)
    consumed = 0
  }
}

/// zlib's state, as an object: initialisers that fail half-way can let go of it.
private final class Inflation {
  let stream: InflateStream

  init(source: String) throws { stream = try InflateStream(.gzip, source: source) }
}
