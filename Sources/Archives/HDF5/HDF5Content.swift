internal import Tensors

/// A dataset whose header has been read and checked: nothing of it has been taken into memory yet.
struct HDF5Content {
  /// The sizes of its dimensions.
  let space: HDF5Dataspace
  /// How its numbers are stored.
  let format: HDF5NumberFormat
  private let layout: HDF5Layout
  private let header: HDF5ObjectHeader
  private let reader: HDF5Reader

  /// Never-written elements that a dataset may have, however few were written.
  private static let freeElements = 1 << 20
  /// Bytes that packed chunks may hold, and how often those that hold them.
  private static let freeBytes = 1 << 26
  private static let mostRatio = 64

  /// Checks that a dataset holds numbers, and not too many.
  init(_ header: HDF5ObjectHeader, in reader: HDF5Reader) throws {
    guard let type = try header.first(.datatype), let space = try header.first(.dataspace),
      let layout = try header.first(.layout)
    else { throw HDF5Problem.damaged("it lacks its shape, type or layout") }
    switch try HDF5Datatype(from: type) {
    case .number(let format): self.format = format
    case .text, .variableText: throw HDF5Problem("does not hold numbers, but text")
    case .other(let name): throw HDF5Problem("does not hold numbers, but \(name)")
    }
    self.space = try HDF5Dataspace(from: space)
    guard let count = self.space.count, count <= HDF5File.mostElements else {
      throw HDF5Problem(
        "has shape \(self.space.sizes), more than the limit of \(HDF5File.mostElements) elements")
    }
    guard !header.has(.externalFiles) else {
      throw HDF5Problem.unsupported("keeps its numbers in another file")
    }
    self.layout = try HDF5Layout(from: layout)
    self.header = header
    self.reader = reader
  }

  /// The number of elements.
  var count: Int { space.sizes.reduce(1, *) }
  /// The bytes of the elements, as the file stores them.
  var byteCount: Int { count * format.size }

  /// The numbers.
  func numbers<Number: HDF5Number>(as type: Number.Type) throws -> [Number] {
    guard count > 0 else { return [] }
    switch layout {
    case .compact(var data):
      guard data.left >= byteCount else { throw tooLarge }
      return converted(try data.part(byteCount))
    case .contiguous(let address?, let size):
      guard byteCount <= min(reader.bytes.count - address, size ?? .max) else { throw tooLarge }
      return converted(HDF5Cursor(reader.bytes, address..<address + byteCount, reader.widths))
    case .contiguous(nil, _):
      try checkMissing(count)
      return try filled()
    case .chunked(let chunking): return try chunks(chunking)
    }
  }

  private var tooLarge: HDF5Problem {
    HDF5Problem("has shape \(space.sizes), more than the file holds")
  }

  private func checkMissing(_ missing: Int) throws {
    guard missing <= max(Self.freeElements, count - missing) else {
      throw HDF5Problem(
        "has shape \(space.sizes), but \(missing) of its elements were never written")
    }
  }

  private func converted<Number: HDF5Number>(_ part: HDF5Cursor) -> [Number] {
    reader.bytes.withBytes(part.position..<part.end) { bytes in
      unsafe [Number](unsafeUninitializedCapacity: count) { buffer, filled in
        unsafe format.convert(
          bytes, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        filled = count
      }
    }
  }

  /// All elements with the value of what was never written.
  private func filled<Number: HDF5Number>() throws -> [Number] {
    var value = [Number(unsigned: 0)]
    if let bytes = try HDF5FillValue(of: header, elementSize: format.size).bytes {
      unsafe value.withUnsafeMutableBufferPointer {
        unsafe format.convert(bytes.span.bytes, into: $0)
      }
    }
    return [Number](repeating: value[0], count: count)
  }

  private func chunks<Number: HDF5Number>(_ chunking: HDF5Chunking) throws -> [Number] {
    let filters = try HDF5Filters(from: try header.first(.filters), elementSize: format.size)
    guard chunking.sizes.count == space.sizes.count,
      let elements = Archives.byteCount(of: chunking.sizes, elementSize: 1),
      elements <= max(count, Self.freeElements)
    else {
      throw HDF5Problem("has chunks of \(chunking.sizes): empty or larger than the dataset")
    }
    let grid = HDF5ChunkGrid(space, chunk: chunking.sizes)
    let list = try HDF5ChunkList(
      chunking, grid: grid, chunkBytes: elements * format.size, isPacked: !filters.isEmpty,
      in: reader)
    try checkMissing(max(0, count - list.chunks.count * elements))
    let unpacked = try checkedProduct(list.chunks.count, list.chunkBytes)
    guard unpacked <= max(Self.freeBytes, Self.mostRatio * list.stored) else {
      throw HDF5Problem(
        "is packed so tightly that \(list.stored) bytes hold \(unpacked): only "
          + "\(Self.mostRatio) times as much is read", remedy: .rewriting)
    }
    var target = HDF5ChunkTarget<Number>(try filled(), grid: grid, format: format)
    var unpacking = try HDF5Unpacking(filters, size: list.chunkBytes)
    for chunk in list.chunks {
      let place = grid.place(of: chunk.number)
      let range = chunk.address..<chunk.address + chunk.count
      if filters.applied(chunk.mask).isEmpty {
        guard chunk.count == list.chunkBytes else { throw damaged(place, list.chunkBytes) }
        reader.bytes.withBytes(range) { target.put($0, at: place) }
      } else {
        guard let bytes = unpacking.unpacked(reader.bytes.bytes(range), mask: chunk.mask) else {
          throw damaged(place, list.chunkBytes)
        }
        unsafe target.put(bytes.span.bytes, at: place)
      }
    }
    return target.elements

    func damaged(_ place: [Int], _ count: Int) -> HDF5Problem {
      let offset = zip(place, grid.chunk).map { $0 * $1 }
      return HDF5Problem.damaged(
        "the chunk at \(offset) does not hold the \(count) bytes of a chunk")
    }
  }
}
