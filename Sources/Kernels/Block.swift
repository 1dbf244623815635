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
  /// The examples of a narrow block: the one size that is no multiple of `lanes`, for so few
  /// examples that half of the lanes would be empty. What takes narrow blocks says so.
  public static let narrow = Int(BASIN_NARROW)

  /// Whether kernels take blocks of so many examples.
  public static func allows(_ size: Int) -> Bool { size.isMultiple(of: lanes) || size == narrow }

  /// The number of blocks that hold `examples` examples.
  public static func count(holding examples: Int, size: Int) -> Int {
    (examples + size - 1) / size
  }

  /// Lays examples out as one block; the rest of the block becomes zero.
  ///
  /// An example of several columns (the positions of a sequence) keeps them side by side: element
  /// (row r, column t) of example b of a block of n examples of T columns is r · n · T + b · T + t.
  ///
  /// - Parameters:
  ///   - elements: examples one after another, `features` elements each: rows × columns.
  ///   - features: elements per example, a multiple of `columns`.
  ///   - columns: columns per example; 1 for vectors and images.
  ///   - indices: which examples; at most as many as the block holds.
  ///   - block: where the examples go: `features` elements for each example it holds.
  public static func gather<Scalar>(
    _ elements: [Float], features: Int, columns: Int = 1, indices: ArraySlice<Int>,
    into block: Region<Scalar>
  ) {
    let size = block.count / max(1, features)
    precondition(
      block.count == size * features && indices.count <= size && features % columns == 0
        && (columns > 1 || allows(size)),
      "\(indices.count) examples of \(features) features into \(block.count) elements")
    for index in indices {
      precondition(
        index >= 0 && (index + 1) * features <= elements.count,
        "example \(index) of \(elements.count / max(1, features))")
    }
    guard columns == 1 else {
      block.fill(0)
      for (lane, index) in indices.enumerated() {
        let target = unsafe block.pointer + lane * columns
        for row in 0..<features / columns {
          for column in 0..<columns {
            unsafe target[row * size * columns + column] = Scalar(
              elements[index * features + row * columns + column])
          }
        }
      }
      return
    }
    unsafe elements.withUnsafeBufferPointer { elements in
      unsafe indices.withUnsafeBufferPointer { indices in
        unsafe Scalar.kernels.functions.pointee.gather(
          Int64(features), Int64(size), Int64(indices.count), indices.baseAddress,
          elements.baseAddress, block.pointer)
      }
    }
  }
}
