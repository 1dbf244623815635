/// The names in a group and what they lead to.
struct HDF5Group {
  /// The most names that a group may have.
  static let mostLinks = 1 << 16

  /// The links, in the order of the bytes of their names.
  private(set) var links: [HDF5Link] = []

  /// Reads the links of a group, whatever way they are stored in.
  init(_ header: HDF5ObjectHeader, in reader: HDF5Reader) throws {
    if let table = try header.first(.symbolTable) { try add(symbolTable: table, reader) }
    for message in try header.all(.link) { try add(HDF5Link(from: message)) }
    if let information = try header.first(.linkInformation) { try add(dense: information, reader) }
    links.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The link of a name; nil if there is none.
  func link(_ name: String) -> HDF5Link? {
    links.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  private mutating func add(_ link: HDF5Link) throws {
    links.append(link)
    guard links.count <= Self.mostLinks else {
      throw HDF5Problem("has a group of more than \(Self.mostLinks) names")
    }
  }

  /// Links in a fractal heap, which a B-tree of names refers to (IV.A.2.c).
  private mutating func add(dense information: HDF5Cursor, _ reader: HDF5Reader) throws {
    var information = information
    try information.skip(1)
    let flags = try information.number(1)
    try information.skip(flags & 1 == 0 ? 0 : 8)
    guard let heapAddress = try information.address(), let names = try information.address() else {
      return
    }
    let heap = try HDF5FractalHeap(at: heapAddress, in: reader)
    try HDF5BTree2(at: names, type: 5, in: reader).forEachRecord { record in
      // The hash of the name goes ahead.
      try record.skip(4)
      try add(HDF5Link(from: heap.object(&record)))
    }
  }

  /// Links of the oldest kind: a B-tree of tables whose names are in a heap (IV.A.2.r, III.A to D).
  private mutating func add(symbolTable message: HDF5Cursor, _ reader: HDF5Reader) throws {
    var message = message
    let (tree, heapAddress) = (try message.definedAddress(), try message.definedAddress())
    let heap = try HDF5LocalHeap(at: heapAddress, in: reader)
    try HDF5BTree1(at: tree, kind: .group, in: reader).forEachChild { _, address in
      let widths = reader.widths
      var count = try reader.block("SNOD", at: address, count: 8, isChecked: false)
      try count.skip(2)
      let entries = try count.number(2)
      var table = try reader.part(at: address + 8, count: entries * (2 * widths.offset + 24))
      for _ in 0..<entries {
        let name = try heap.text(at: try table.extent(widths.offset))
        let header = try table.address()
        let kind = try table.number(4)
        try table.skip(4)
        var scratch = try table.part(16)
        // Kind 2: a soft link, whose path is in the heap.
        if kind == 2 {
          let path = try heap.text(at: try scratch.extent(4))
          try add(HDF5Link(name: name, target: .soft(path)))
        } else if let header {
          try add(HDF5Link(name: name, target: .object(header)))
        }
      }
    }
  }
}
