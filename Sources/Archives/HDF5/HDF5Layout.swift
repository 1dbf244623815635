/// Where the elements of a dataset are (HDF5 File Format Specification 3.0, IV.A.2.i).
enum HDF5Layout {
  /// In the header itself.
  case compact(HDF5Cursor)
  /// In one piece of a size, where that is recorded; no address where nothing was ever written.
  case contiguous(address: Int?, size: Int?)
  /// In chunks of one size.
  case chunked(HDF5Chunking)

  init(from message: HDF5Cursor) throws {
    var message = message
    let version = try message.number(1)
    switch version {
    case 1, 2: self = try Self.old(&message)
    case 3...5: self = try Self.new(&message, version: version)
    default: throw HDF5Problem.unsupported("has version \(version) of HDF5's layout")
    }
  }

  private static func old(_ message: inout HDF5Cursor) throws -> HDF5Layout {
    let rank = try message.number(1)
    let kind = try message.number(1)
    try message.skip(5)
    let address = kind == 0 ? nil : try message.address()
    let sizes = try (0..<rank).map { _ in try message.number(4) }
    switch kind {
    case 0: return .compact(try message.part(try message.number(4)))
    case 1: return .contiguous(address: address, size: nil)
    case 2:
      return .chunked(
        HDF5Chunking(sizes: try elements(sizes), index: .tree1, address: address, version: 3))
    default: throw HDF5Problem.damaged("its layout is of an unknown kind")
    }
  }

  private static func new(_ message: inout HDF5Cursor, version: Int) throws -> HDF5Layout {
    let kind = try message.number(1)
    switch kind {
    case 0: return .compact(try message.part(try message.number(2)))
    case 1:
      let address = try message.address()
      let size = Int(clamping: try message.unsigned(message.widths.length))
      return .contiguous(address: address, size: size)
    case 2 where version == 3:
      let rank = try message.number(1)
      let address = try message.address()
      let sizes = try (0..<rank).map { _ in try message.number(4) }
      return .chunked(
        HDF5Chunking(sizes: try elements(sizes), index: .tree1, address: address, version: 3))
    case 2:
      let flags = try message.number(1)
      let rank = try message.number(1)
      let width = try message.number(1)
      guard (1...8).contains(width) else {
        throw HDF5Problem.damaged("its chunks have sizes of \(width) bytes")
      }
      let sizes = try (0..<rank).map { _ in try message.number(width) }
      let index = try HDF5Chunking.Index(from: &message, isFiltered: flags & 2 != 0)
      var chunking = HDF5Chunking(
        sizes: try elements(sizes), index: index, address: try message.address(), version: version)
      chunking.leavesEdgesUnpacked = flags & 1 != 0
      return .chunked(chunking)
    case 3: throw HDF5Problem.unsupported("is a virtual dataset, put together from other files")
    default: throw HDF5Problem.damaged("its layout is of an unknown kind")
    }
  }

  /// The sizes without the last, which is that of an element.
  private static func elements(_ sizes: [Int]) throws -> [Int] {
    guard sizes.count >= 2, !sizes.contains(0) else {
      throw HDF5Problem.damaged("it has chunks of no size")
    }
    return Array(sizes.dropLast())
  }
}

/// How a dataset is cut into chunks, and how they are found.
struct HDF5Chunking {
  enum Index {
    /// A B-tree of version 1.
    case tree1
    /// One chunk; where it is packed, its length and the filters that were left out.
    case single(packed: (count: Int, mask: UInt32)?)
    /// All chunks, one after another.
    case implicit
    case fixedArray
    case extensibleArray
    /// A B-tree of version 2.
    case tree2

    /// Reads the kind of index and its parameters, which stand in the index too.
    init(from message: inout HDF5Cursor, isFiltered: Bool) throws {
      let kind = try message.number(1)
      switch kind {
      case 1:
        self = .single(
          packed: isFiltered
            ? (try message.length(), UInt32(truncatingIfNeeded: try message.number(4))) : nil)
      case 2: self = .implicit
      case 3:
        try message.skip(1)
        self = .fixedArray
      case 4:
        try message.skip(5)
        self = .extensibleArray
      case 5:
        try message.skip(6)
        self = .tree2
      default: throw HDF5Problem.damaged("its chunks have an index of an unknown kind")
      }
    }
  }

  /// The elements of a chunk along each dimension.
  let sizes: [Int]
  /// How chunks are found.
  let index: Index
  /// Where the index is, or the one chunk; nil where nothing was ever written.
  let address: Int?
  /// The version of the layout.
  let version: Int
  /// Whether chunks that reach over the dataset's edge are stored as they are.
  var leavesEdgesUnpacked = false
}
