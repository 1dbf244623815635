/// The chunks that cover a dataset, numbered in row-major order.
struct HDF5ChunkGrid {
  /// The sizes of the dataset.
  let sizes: [Int]
  /// The sizes of a chunk.
  let chunk: [Int]
  /// The number of chunks along each dimension.
  let counts: [Int]
  /// The number of chunks that there can be along each dimension; nil without a limit.
  let largestCounts: [Int?]

  /// - Parameters:
  ///   - space: the dataset's shape, which has an element at least.
  ///   - chunk: the sizes of a chunk, none of them zero.
  init(_ space: HDF5Dataspace, chunk: [Int]) {
    sizes = space.sizes
    self.chunk = chunk
    counts = zip(space.sizes, chunk).map { ($0 - 1) / $1 + 1 }
    largestCounts = zip(space.largestSizes, chunk).map { size, chunk in
      size.map { ($0 - 1) / chunk + 1 }
    }
  }

  /// The number of chunks.
  var count: Int { counts.reduce(1, *) }

  /// The place of a chunk.
  func place(of number: Int) -> [Int] {
    var place = [Int](repeating: 0, count: counts.count)
    var rest = number
    for axis in counts.indices.reversed() {
      (rest, place[axis]) = rest.quotientAndRemainder(dividingBy: counts[axis])
    }
    return place
  }

  /// The number of the chunk at a place; nil if it is outside the dataset.
  func number(at place: [Int]) -> Int? {
    var number = 0
    for (index, count) in zip(place, counts) {
      guard index < count else { return nil }
      number = number * count + index
    }
    return number
  }

  /// Whether a chunk reaches over the dataset's edge.
  func isAtEdge(_ place: [Int]) -> Bool {
    place.indices.contains { (place[$0] + 1) * chunk[$0] > sizes[$0] }
  }

  /// The place that an array of all possible chunks has at an index.
  ///
  /// - Parameter growing: the dimension without a limit, which the array takes as its slowest.
  func arrayPlace(of index: Int, growing: Int?) -> [Int] {
    var order = Array(counts.indices)
    if let growing {
      order.remove(at: growing)
      order.insert(growing, at: 0)
    }
    var place = [Int](repeating: 0, count: counts.count)
    var rest = index
    for (position, axis) in order.enumerated().reversed() {
      // The slowest takes all that is left.
      guard position > 0, let count = largestCounts[axis] else {
        place[axis] = rest
        break
      }
      (rest, place[axis]) = rest.quotientAndRemainder(dividingBy: max(1, count))
    }
    return place
  }

  /// The index that a place has in an array of all possible chunks, none of whose dimensions is
  /// without a limit.
  func arrayIndex(of place: [Int]) -> Int {
    zip(place, largestCounts).reduce(0) { $0 * ($1.1 ?? 1) + $1.0 }
  }
}
