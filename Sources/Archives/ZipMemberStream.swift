internal import CZlib
internal import Failures

/// The contents of a member of a ZIP archive from its beginning on, a part at a time. The checksum is
/// verified with the last byte; a member that is not read to its end is not verified.
struct ZipMemberStream: ~Copyable {
  /// The number of bytes.
  let size: Int
  private let file: MappedFile
  private let place: Place
  private let checksum: UInt32
  private let isDeflated: Bool
  private let inflation: InflateStream
  /// Where the packed bytes are that have not been taken yet.
  private var packed: Range<Int>
  /// Deflated bytes that have been taken, and how many of them are used.
  private var piece: [UInt8] = []
  private var consumed = 0
  private var produced = 0
  private var sum: UInt = 0

  /// - Parameter packed: where the bytes of the member are in the file.
  init(_ member: ZipFile.Member, _ packed: Range<Int>, of file: MappedFile, at place: Place) throws
  {
    size = member.size
    self.file = file
    self.place = place
    checksum = member.checksum
    isDeflated = member.method != 0
    inflation = try InflateStream(.raw, source: file.path)
    self.packed = packed
  }

  /// The next `count` bytes.
  ///
  /// - Throws: `Failure` (data) if the member is damaged or has fewer.
  mutating func next(_ count: Int) throws -> [UInt8] {
    guard count <= size - produced else { throw failure("is damaged: it ends early") }
    var bytes: [UInt8] = []
    if isDeflated {
      while bytes.count < count { bytes += try inflated(min(1 << 18, count - bytes.count)) }
    } else {
      let end = packed.lowerBound + count
      bytes = file.bytes(packed.lowerBound..<end)
      packed = end..<packed.upperBound
    }
    produced += count
    sum = unsafe crc32_z(sum, bytes, bytes.count)
    guard produced < size || UInt32(truncatingIfNeeded: sum) == checksum else {
      throw failure("is damaged: its checksum does not match")
    }
    return bytes
  }

  /// Some of the next inflated bytes, at least one and at most so many.
  private mutating func inflated(_ most: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: most)
    while true {
      let step = inflation.step(input: piece, from: consumed, into: &bytes)
      consumed += step.consumed
      if step.produced > 0 { return Array(bytes[..<step.produced]) }
      guard case .starved = step.outcome, !packed.isEmpty else {
        throw failure("is damaged: it does not inflate to the \(size) bytes it claims")
      }
      let end = min(packed.lowerBound + (1 << 18), packed.upperBound)
      piece = file.bytes(packed.lowerBound..<end)
      packed = end..<packed.upperBound
      consumed = 0
    }
  }

  private func failure(_ what: String) -> Failure { Failure(.data, what, at: place) }
}
