internal import CKernels

/// Blocks of examples: how activations lie in memory.
///
/// The activation of a block has its features outermost and its examples innermost: feature f of
/// example b of a block of n examples is element f · n + b. Features of an image are ordered
/// (channel, row, column). One vector register then holds one feature of several examples, and
/// every kernel vectorises fully for any number of channels and any image size.
public enum Block {
  /// The number of examples in a block is a multiple of this.
  public static let lanes = Int(BASIN_LANES)

  /// The number of blocks that hold `examples` examples.
  public static func count(holding examples: Int, size: Int) -> Int {
    (examples + size - 1) / size
  }

  /// Lays examples out as one block; the rest of the block becomes zero.
  ///
  /// - Parameters:
  ///   - elements: examples one after another, `features` elements each.
  ///   - indices: which examples; at most as many as the block holds.
  public static func gather<Scalar>(
    _ elements: [Float], features: Int, indices: ArraySlice<Int>, into block: Region<Scalar>
  ) {
    let size = block.count / max(1, features)
    precondition(
      block.count == size * features && size.isMultiple(of: lanes) && indices.count <= size,
      "\(indices.count) examples of \(features) features into \(block.count) elements")
    for index in indices {
      precondition(
        index >= 0 && (index + 1) * features <= elements.count,
        "example \(index) of \(elements.count / max(1, features))")
    }
    unsafe elements.withUnsafeBufferPointer { elements in
      unsafe indices.withUnsafeBufferPointer { indices in
        unsafe Scalar.kernels.gather(
          Int64(features), Int64(size), Int64(indices.count), indices.baseAddress,
          elements.baseAddress, block.pointer)
      }
    }
  }
}
