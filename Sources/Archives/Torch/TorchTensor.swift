/// A tensor of a `torch.save` file: a view of a storage. Nothing of it has been read yet.
struct TorchTensor: Hashable, Sendable {
  /// The numbers that tensors share.
  struct Storage: Hashable, Sendable {
    let type: TorchElement
    /// Where its bytes are in the file.
    let bytes: Range<Int>

    var count: Int { bytes.count / type.size }
  }

  let storage: Storage
  /// The element of the storage that it begins with.
  let offset: Int
  let sizes: [Int]
  /// The steps in the storage from one element to the next along each dimension.
  let strides: [Int]

  /// The number of elements.
  var count: Int { sizes.reduce(1, *) }

  /// Nil unless every element lies in the storage and no two are the same one, as in tensors that were
  /// expanded: those could claim any size.
  init?(storage: Storage, offset: Int, sizes: [Int], strides: [Int]) {
    guard sizes.count == strides.count, offset >= 0, sizes.allSatisfy({ $0 >= 0 }),
      strides.allSatisfy({ $0 >= 0 }), let count = byteCount(of: sizes, elementSize: 1)
    else { return nil }
    if count > 0 {
      var last = offset
      for (size, stride) in zip(sizes, strides) {
        let (step, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
        let (sum, carry) = last.addingReportingOverflow(step)
        guard !overflow, !carry else { return nil }
        last = sum
      }
      guard last < storage.count, count <= storage.count else { return nil }
    }
    self.storage = storage
    self.offset = offset
    self.sizes = sizes
    self.strides = strides
  }

  /// Whether the elements follow each other in row-major order.
  private var isContiguous: Bool {
    var step = 1
    for (size, stride) in zip(sizes, strides).reversed() where size != 1 {
      guard stride == step else { return false }
      step *= size
    }
    return true
  }

  /// The numbers in row-major order, in single precision; nil for a type that is not floating-point.
  func floats(in file: MappedFile) -> [Float]? {
    let first = storage.bytes.lowerBound
    let size = storage.type.size
    guard count > 0 else { return storage.type.isFloatingPoint ? [] : nil }
    if isContiguous {
      let start = first + offset * size
      return storage.type.floats(file.bytes(start..<start + count * size))
    }
    let span = zip(sizes, strides).reduce(offset) { $0 + ($1.0 - 1) * $1.1 } + 1
    let start = first + offset * size
    guard let all = storage.type.floats(file.bytes(start..<first + span * size)) else { return nil }
    return unsafe [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      var index = [Int](repeating: 0, count: sizes.count)
      var place = 0
      while filled < count {
        unsafe buffer[filled] = all[place]
        filled += 1
        for dimension in sizes.indices.reversed() {
          index[dimension] += 1
          place += strides[dimension]
          if index[dimension] < sizes[dimension] { break }
          place -= index[dimension] * strides[dimension]
          index[dimension] = 0
        }
      }
    }
  }
}
