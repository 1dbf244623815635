/// A name in a group and what it leads to.
struct HDF5Link {
  enum Target {
    /// An object in the file, by the address of its header.
    case object(Int)
    /// A path in the file.
    case soft(String)
    /// Another file.
    case external
    /// Something that only the program that wrote it knows.
    case other(Int)
  }

  /// The name.
  let name: String
  /// What it leads to.
  let target: Target

  init(name: String, target: Target) {
    self.name = name
    self.target = target
  }

  /// Reads a link message (HDF5 File Format Specification 3.0, IV.A.2.g).
  init(from message: HDF5Cursor) throws {
    var message = message
    guard try message.number(1) == 1 else {
      throw HDF5Problem.damaged("a link has an unknown version")
    }
    let flags = try message.number(1)
    let kind = flags & 8 == 0 ? 0 : try message.number(1)
    // The order of creation, and the character set.
    try message.skip((flags & 4 == 0 ? 0 : 8) + (flags & 0x10 == 0 ? 0 : 1))
    let length = try message.extent(1 << (flags & 3))
    name = String(decoding: try message.bytes(length), as: UTF8.self)
    switch kind {
    case 0: target = .object(try message.definedAddress())
    case 1:
      let length = try message.number(2)
      target = .soft(String(decoding: try message.bytes(length), as: UTF8.self))
    case 64: target = .external
    default: target = .other(kind)
    }
  }

  /// The address of the object.
  ///
  /// - Throws: `HDF5Problem` if the link does not lead straight to an object of the file.
  func object() throws -> Int {
    switch target {
    case .object(let address): return address
    case .soft(let path):
      throw HDF5Problem.unsupported(
        "is a soft link to \(path.prefix(60))", remedy: .copyingLinks)
    case .external:
      throw HDF5Problem.unsupported("is a link into another file", remedy: .copyingLinks)
    case .other(let kind):
      throw HDF5Problem.unsupported("is a link of kind \(kind)", remedy: .copyingLinks)
    }
  }
}
