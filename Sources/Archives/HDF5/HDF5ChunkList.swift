/// A chunk that is in the file.
struct HDF5Chunk {
  /// Its number in its grid.
  let number: Int
  /// Where it is.
  let address: Int
  /// Its bytes in the file.
  let count: Int
  /// A bit for each filter that was left out.
  let mask: UInt32
}

/// The chunks of a dataset that are in the file, as its index lists them.
struct HDF5ChunkList {
  /// The most chunks that are read.
  static let mostChunks = 1 << 20

  /// The chunks in the order of their numbers.
  private(set) var chunks: [HDF5Chunk] = []
  private let grid: HDF5ChunkGrid
  /// The bytes of a chunk without its filters.
  let chunkBytes: Int
  private let isPacked: Bool
  private let chunking: HDF5Chunking
  private let reader: HDF5Reader
  /// The bytes of all chunks in the file.
  private(set) var stored = 0

  /// Reads the index.
  ///
  /// - Throws: `HDF5Problem` if it is damaged, or its chunks need more room than the file has.
  init(
    _ chunking: HDF5Chunking, grid: HDF5ChunkGrid, chunkBytes: Int, isPacked: Bool,
    in reader: HDF5Reader
  ) throws {
    self.grid = grid
    self.chunkBytes = chunkBytes
    self.isPacked = isPacked
    self.chunking = chunking
    self.reader = reader
    guard let address = chunking.address else { return }
    switch chunking.index {
    case .tree1: try readTree1(at: address)
    case .single(let packed):
      try add(
        [Int](repeating: 0, count: grid.counts.count), at: address,
        count: packed?.count ?? chunkBytes, mask: packed?.mask ?? 0)
    case .implicit:
      _ = try arrayCount()
      // Each adds to what is stored, so that no more are listed than the file can hold.
      for number in 0..<grid.count {
        let place = grid.place(of: number)
        let offset = try checkedProduct(grid.arrayIndex(of: place), chunkBytes)
        try add(
          place, at: address + min(offset, reader.bytes.count), count: chunkBytes, mask: 0)
      }
    case .fixedArray:
      let count = try arrayCount()
      try HDF5FixedArray(at: address, entrySize: entrySize, in: reader).forEach { index, entry in
        guard index < count else { throw HDF5Problem.damaged("its index lists too many chunks") }
        try add(entry: &entry, at: grid.arrayPlace(of: index, growing: nil))
      }
    case .extensibleArray:
      guard let growing = grid.largestCounts.firstIndex(of: nil) else {
        throw HDF5Problem.damaged("its index is for a dataset that can grow")
      }
      try HDF5ExtensibleArray(at: address, entrySize: entrySize, in: reader).forEach {
        index, entry in
        try add(entry: &entry, at: grid.arrayPlace(of: index, growing: growing))
      }
    case .tree2: try readTree2(at: address)
    }
    chunks.sort { $0.number < $1.number }
    for (chunk, next) in zip(chunks, chunks.dropFirst()) where chunk.number == next.number {
      throw HDF5Problem.damaged("its index lists a chunk twice")
    }
  }

  /// The number of chunks that there can be, where none of the dimensions is without a limit.
  private func arrayCount() throws -> Int {
    try grid.largestCounts.reduce(1) { product, count in
      guard let count else {
        throw HDF5Problem.damaged("its index is for a dataset that cannot grow")
      }
      return try checkedProduct(product, count)
    }
  }

  /// The bytes that hold the length of a packed chunk.
  private var lengthSize: Int {
    if chunking.version > 4 { return reader.widths.length }
    let bits = Int.bitWidth - 1 - max(1, chunkBytes).leadingZeroBitCount
    return min(8, 1 + (bits + 8) / 8)
  }

  private var entrySize: Int { reader.widths.offset + (isPacked ? lengthSize + 4 : 0) }

  /// Takes an entry of an array: an address, and for packed chunks their length and filters.
  private mutating func add(entry: inout HDF5Cursor, at place: @autoclosure () -> [Int]) throws {
    guard let address = try entry.address() else { return }
    let count = isPacked ? try entry.extent(lengthSize) : chunkBytes
    let mask = isPacked ? UInt32(truncatingIfNeeded: try entry.number(4)) : 0
    try add(place(), at: address, count: count, mask: mask)
  }

  private mutating func readTree2(at address: Int) throws {
    let rank = grid.counts.count
    try HDF5BTree2(at: address, type: isPacked ? 11 : 10, in: reader).forEachRecord { record in
      let address = try record.definedAddress()
      let count = isPacked ? try record.extent(lengthSize) : chunkBytes
      let mask = isPacked ? UInt32(truncatingIfNeeded: try record.number(4)) : 0
      let place = try (0..<rank).map { _ in try record.number(8) }
      try add(place, at: address, count: count, mask: mask)
    }
  }

  private mutating func readTree1(at address: Int) throws {
    let rank = grid.counts.count
    try HDF5BTree1(at: address, kind: .chunks(rank: rank), in: reader).forEachChild {
      key, address in
      let count = try key.extent(4)
      let mask = UInt32(truncatingIfNeeded: try key.number(4))
      let place = try grid.chunk.map { size in
        let (place, rest) = try key.number(8).quotientAndRemainder(dividingBy: size)
        guard rest == 0 else {
          throw HDF5Problem.damaged("a chunk begins between the places of chunks")
        }
        return place
      }
      try add(place, at: address, count: count, mask: mask)
    }
  }

  private mutating func add(_ place: [Int], at address: Int, count: Int, mask: UInt32) throws {
    // Chunks outside can be left over from a time when the dataset was larger.
    guard let number = grid.number(at: place) else { return }
    let isUnpacked = !isPacked || chunking.leavesEdgesUnpacked && grid.isAtEdge(place)
    guard count <= reader.bytes.count - address else {
      throw HDF5Problem.damaged("a chunk lies behind the file's end")
    }
    chunks.append(
      HDF5Chunk(number: number, address: address, count: count, mask: isUnpacked ? .max : mask))
    stored += count
    guard stored <= reader.bytes.count else {
      throw HDF5Problem.damaged("its chunks take more room than the file has")
    }
    guard chunks.count <= Self.mostChunks else {
      throw HDF5Problem(
        "is stored in more than \(Self.mostChunks) chunks, the limit", remedy: .rewriting)
    }
  }
}
