/// The header of a group or dataset: its messages (HDF5 File Format Specification 3.0, IV.A), versions
/// 1 and 2, with all its continuations.
struct HDF5ObjectHeader {
  /// The kinds of messages that are read.
  enum Kind: Int {
    case dataspace = 0x1
    case linkInformation = 0x2
    case datatype = 0x3
    case oldFillValue = 0x4
    case fillValue = 0x5
    case link = 0x6
    case externalFiles = 0x7
    case layout = 0x8
    case groupInformation = 0xa
    case filters = 0xb
    case attribute = 0xc
    case continuation = 0x10
    case symbolTable = 0x11
    case attributeInformation = 0x15
  }

  private struct Message {
    let kind: Kind
    let isShared: Bool
    let body: HDF5Cursor
  }

  private static let mostMessages = 1 << 16
  private var messages: [Message] = []

  /// Reads the header at an address.
  init(at address: Int, in reader: HDF5Reader) throws {
    let isNew = try reader.hasBlock("OHDR", at: address)
    let (first, prefix) = try isNew ? Self.new(at: address, reader) : Self.old(at: address, reader)
    var waiting = [first]
    var visited: Set = [address]
    while let block = waiting.popLast() {
      for var next in try read(block, prefix: prefix) {
        let (address, count) = (try next.definedAddress(), try next.length())
        guard visited.insert(address).inserted else {
          throw HDF5Problem.damaged("the object header at byte \(address) continues in a circle")
        }
        waiting.append(
          try isNew
            ? reader.block("OCHK", at: address, count: count)
            : reader.part(at: address, count: count))
      }
    }
  }

  private static func old(at address: Int, _ reader: HDF5Reader) throws -> (HDF5Cursor, Int) {
    var prefix = try reader.part(at: address, count: 16)
    guard try prefix.number(1) == 1 else {
      throw HDF5Problem.damaged("there is no object header at byte \(address)")
    }
    try prefix.skip(7)
    return (try reader.part(at: address + 16, count: try prefix.number(4)), 8)
  }

  private static func new(at address: Int, _ reader: HDF5Reader) throws -> (HDF5Cursor, Int) {
    var prefix = try reader.part(at: address, count: min(34, reader.bytes.count - address))
    try prefix.skip(4)
    guard try prefix.number(1) == 2 else {
      throw HDF5Problem.damaged("the object header at byte \(address) has an unknown version")
    }
    let flags = try prefix.number(1)
    try prefix.skip((flags & 0x20 == 0 ? 0 : 16) + (flags & 0x10 == 0 ? 0 : 4))
    let size = try prefix.extent(1 << (flags & 3))
    let start = prefix.position - address
    var body = try reader.block("OHDR", at: address, count: start + size + 4)
    try body.skip(start - 4)
    return (body, flags & 4 == 0 ? 4 : 6)
  }

  /// Takes the messages of a block, and gives those that say where the header continues.
  private mutating func read(_ block: HDF5Cursor, prefix: Int) throws -> [HDF5Cursor] {
    var block = block
    var continuations: [HDF5Cursor] = []
    while block.left >= prefix {
      // Version 1: kind (2), size (2), flags (1), padding (3). Version 2: kind (1), size (2),
      // flags (1), and the order of creation (2) where it is recorded.
      let number = try block.number(prefix == 8 ? 2 : 1)
      let size = try block.number(2)
      let flags = try block.number(1)
      try block.skip(prefix == 8 ? 3 : prefix - 4)
      let body = try block.part(size)
      switch Kind(rawValue: number) {
      case .continuation: continuations.append(body)
      case let kind?:
        messages.append(Message(kind: kind, isShared: flags & 2 != 0, body: body))
      case nil:
        // Bit 7: who does not know the message must not read the object.
        guard number == 0 || flags & 0x80 == 0 else {
          throw HDF5Problem.unsupported("has a header message of kind \(number)")
        }
      }
      guard messages.count <= Self.mostMessages else {
        throw HDF5Problem("has more than \(Self.mostMessages) header messages")
      }
    }
    return continuations
  }

  /// Whether there is a message of a kind.
  func has(_ kind: Kind) -> Bool { messages.contains { $0.kind == kind } }

  /// The first message of a kind; nil if there is none.
  func first(_ kind: Kind) throws -> HDF5Cursor? {
    try messages.first { $0.kind == kind }.map(Self.body)
  }

  /// The messages of a kind.
  func all(_ kind: Kind) throws -> [HDF5Cursor] {
    try messages.filter { $0.kind == kind }.map(Self.body)
  }

  /// Whether it is a dataset's.
  var isDataset: Bool { has(.dataspace) && has(.datatype) && has(.layout) }

  /// Whether it is a group's.
  var isGroup: Bool { has(.symbolTable) || has(.linkInformation) || has(.groupInformation) }

  private static func body(of message: Message) throws -> HDF5Cursor {
    guard !message.isShared else { throw Self.shared }
    return message.body
  }

  /// A part of an object that is stored elsewhere in the file.
  static var shared: HDF5Problem {
    .unsupported("uses a committed datatype or another shared header message")
  }
}
