/// An attribute of a group or dataset (HDF5 File Format Specification 3.0, IV.A.2.m).
struct HDF5Attribute {
  /// Its name.
  let name: String
  /// What it holds.
  let type: HDF5Datatype
  /// How many values it holds; nil if that is not to be read.
  let count: Int?
  private let data: HDF5Cursor

  init(from message: HDF5Cursor) throws {
    var message = message
    let version = try message.number(1)
    guard (1...3).contains(version) else {
      throw HDF5Problem.damaged("an attribute has an unknown version")
    }
    let flags = try message.number(1)
    let sizes = try (0..<3).map { _ in try message.number(2) }
    try message.skip(version == 3 ? 1 : 0)
    // Parts of version 1 fill up multiples of 8 bytes.
    func part(_ size: Int) throws -> HDF5Cursor {
      try message.part(version == 1 ? (size + 7) / 8 * 8 : size)
    }
    var name = try part(sizes[0])
    self.name = String(
      decoding: try name.bytes(min(sizes[0], name.left)).prefix { $0 != 0 }, as: UTF8.self)
    let type = try part(sizes[1])
    let space = try part(sizes[2])
    guard version == 1 || flags & 3 == 0 else { throw HDF5ObjectHeader.shared }
    self.type = try HDF5Datatype(from: type)
    count = (try? HDF5Dataspace(from: space))?.count
    data = message
  }

  /// The attribute with a name; nil if the object lacks it.
  static func named(_ name: String, of header: HDF5ObjectHeader, in reader: HDF5Reader) throws
    -> HDF5Attribute?
  {
    for message in try header.all(.attribute) where try Self.name(in: message) == name {
      return try HDF5Attribute(from: message)
    }
    guard var information = try header.first(.attributeInformation) else { return nil }
    try information.skip(1)
    let flags = try information.number(1)
    try information.skip(flags & 1 == 0 ? 0 : 2)
    guard let heapAddress = try information.address(), let names = try information.address() else {
      return nil
    }
    let heap = try HDF5FractalHeap(at: heapAddress, in: reader)
    let hash = unsafe UInt64(Lookup3.hash(Array(name.utf8).span.bytes))
    var found: HDF5Attribute?
    try HDF5BTree2(at: names, type: 8, in: reader).forEachRecord { record in
      // Identifier (8), flags (1), order of creation (4), hash of the name (4).
      var fields = record
      try fields.skip(8)
      let flags = try fields.number(1)
      try fields.skip(4)
      guard found == nil, try fields.unsigned(4) == hash else { return }
      guard flags & 2 == 0 else { throw HDF5ObjectHeader.shared }
      let message = try heap.object(&record)
      if try Self.name(in: message) == name { found = try HDF5Attribute(from: message) }
    }
    return found
  }

  private static func name(in message: HDF5Cursor) throws -> String {
    var message = message
    let version = try message.number(1)
    try message.skip(1)
    let size = try message.number(2)
    try message.skip(version == 3 ? 5 : 4)
    return String(
      decoding: try message.bytes(min(size, message.left)).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The one number that it holds; nil if it holds anything else.
  func number() throws -> Double? {
    guard case .number(let format) = type, count == 1 else { return nil }
    var data = data
    let bytes = try data.bytes(format.size)
    var value = 0.0
    unsafe withUnsafeMutablePointer(to: &value) { pointer in
      unsafe format.convert(
        bytes.span.bytes, into: UnsafeMutableBufferPointer(start: pointer, count: 1))
    }
    return value
  }

  /// The one text that it holds; nil if it holds anything else.
  func text(in reader: HDF5Reader) throws -> String? {
    guard count == 1 else { return nil }
    var data = data
    switch type {
    case .text(let size, let isSpacePadded):
      let bytes = try data.bytes(size)
      guard isSpacePadded else {
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let end = bytes.lastIndex { $0 != UInt8(ascii: " ") }
      return String(decoding: end.map { bytes[...$0] } ?? [], as: UTF8.self)
    case .variableText:
      return try HDF5GlobalHeap.text(of: &data, in: reader)
    case .number, .other: return nil
    }
  }
}
