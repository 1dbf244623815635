/// Reads structures of one file in the course of one call, and counts what it reads, so that no file, be
/// it full of cycles, costs more than a few times its length.
struct HDF5Reader {
  /// The file.
  let bytes: HDF5Bytes
  /// How wide its addresses and lengths are.
  let widths: HDF5Widths
  private let effort = Effort()

  /// Structures are read at most as often as this, on average over the file, plus a little.
  private static let mostReadings = 4
  private static let freeBytes = 1 << 20

  init(_ bytes: HDF5Bytes, _ widths: HDF5Widths) {
    self.bytes = bytes
    self.widths = widths
  }

  /// What a call has read.
  private final class Effort {
    var bytes = 0
    var verified: Set<Int> = []
  }

  /// A part of the file.
  func part(at address: Int, count: Int) throws -> HDF5Cursor {
    guard count >= 0, address >= 0, count <= bytes.count - address else {
      throw HDF5Problem.damaged("a structure at byte \(address) goes beyond the file's end")
    }
    effort.bytes += count + 8
    guard effort.bytes / Self.mostReadings <= bytes.count + Self.freeBytes else {
      throw HDF5Problem.damaged("its structures refer to each other again and again")
    }
    return HDF5Cursor(bytes, address..<address + count, widths)
  }

  /// A block that begins with a signature of four letters, behind which the cursor stands.
  ///
  /// - Parameters:
  ///   - count: its length, with the checksum that ends it where it has one.
  ///   - isChecked: whether it ends with a checksum.
  func block(
    _ signature: StaticString, at address: Int, count: Int, isChecked: Bool = true
  ) throws -> HDF5Cursor {
    var cursor = try part(at: address, count: count)
    guard count >= 8, try cursor.unsigned(4) == Self.number(signature) else {
      throw HDF5Problem.damaged("there is no block \(signature) at byte \(address)")
    }
    return isChecked ? try verified(cursor, from: address) : cursor
  }

  /// A part of the file that ends with its checksum, without it.
  func checkedPart(at address: Int, count: Int) throws -> HDF5Cursor {
    try verified(try part(at: address, count: count), from: address)
  }

  private func verified(_ cursor: HDF5Cursor, from address: Int) throws -> HDF5Cursor {
    var cursor = cursor
    let body = try cursor.part(cursor.left - 4)
    let checksum = bytes.withBytes(address..<body.end) { Lookup3.hash($0) }
    guard try cursor.unsigned(4) == UInt64(checksum) || bytes.ignoresChecksums else {
      throw HDF5Problem.damaged("the checksum of the structure at byte \(address) is wrong")
    }
    return body
  }

  /// Whether there is a block with a signature of four letters at an address.
  func hasBlock(_ signature: StaticString, at address: Int) throws -> Bool {
    var cursor = try part(at: address, count: 4)
    return try cursor.unsigned(4) == Self.number(signature)
  }

  /// Whether this is the first time that the call asks for an address.
  func isFirstVisit(to address: Int) -> Bool { effort.verified.insert(address).inserted }

  private static func number(_ signature: StaticString) -> UInt64 {
    signature.withUTF8Buffer { unsafe $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
  }
}

/// A product of sizes that a file claims.
///
/// - Throws: `HDF5Problem` if it is beyond 63 bits.
func checkedProduct(_ left: Int, _ right: Int) throws -> Int {
  let (product, overflow) = left.multipliedReportingOverflow(by: right)
  guard !overflow else { throw HDF5Problem.damaged("it claims sizes beyond 63 bits") }
  return product
}
