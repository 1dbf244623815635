/// The numbers of a dataset, into which chunks are put one after another.
struct HDF5ChunkTarget<Number: HDF5Number> {
  /// The numbers in row-major order.
  private(set) var elements: [Number]
  private let grid: HDF5ChunkGrid
  private let format: HDF5NumberFormat

  init(_ elements: [Number], grid: HDF5ChunkGrid, format: HDF5NumberFormat) {
    self.elements = elements
    self.grid = grid
    self.format = format
  }

  /// Puts a chunk's bytes at its place; what reaches over the dataset's edge is left out.
  mutating func put(_ bytes: RawSpan, at place: [Int]) {
    let (sizes, chunk, format) = (grid.sizes, grid.chunk, format)
    let last = sizes.count - 1
    let starts = zip(place, chunk).map { $0 * $1 }
    let counts = sizes.indices.map { min(chunk[$0], sizes[$0] - starts[$0]) }
    var row = [Int](repeating: 0, count: sizes.count)
    let length = counts[last] * format.size
    unsafe elements.withUnsafeMutableBufferPointer { target in
      repeat {
        var (source, goal) = (0, 0)
        for axis in sizes.indices {
          source = source * chunk[axis] + row[axis]
          goal = goal * sizes[axis] + starts[axis] + row[axis]
        }
        let from = source * format.size
        unsafe format.convert(
          bytes.extracting(from..<from + length),
          into: UnsafeMutableBufferPointer(rebasing: target[goal..<goal + counts[last]]))
      } while Self.advance(&row, counts)
    }
  }

  /// Goes on to the next row of a chunk; false behind the last.
  private static func advance(_ row: inout [Int], _ counts: [Int]) -> Bool {
    for axis in counts.indices.dropLast().reversed() {
      row[axis] += 1
      if row[axis] < counts[axis] { return true }
      row[axis] = 0
    }
    return false
  }
}
