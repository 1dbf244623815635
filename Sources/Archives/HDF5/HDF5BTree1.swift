/// A B-tree of version 1 (HDF5 File Format Specification 3.0, III.A.1).
struct HDF5BTree1 {
  /// What the tree keeps.
  enum Kind {
    /// The tables of a group.
    case group
    /// The chunks of a dataset of a number of dimensions.
    case chunks(rank: Int)
  }

  private let root: Int
  private let kind: Kind
  private let reader: HDF5Reader

  init(at address: Int, kind: Kind, in reader: HDF5Reader) {
    root = address
    self.kind = kind
    self.reader = reader
  }

  /// Calls `body` with the key before each child of the leaves and the child's address, in order.
  func forEachChild(_ body: (inout HDF5Cursor, Int) throws -> Void) throws {
    try visit(root, level: nil, body)
  }

  private func visit(
    _ address: Int, level expected: Int?, _ body: (inout HDF5Cursor, Int) throws -> Void
  ) throws {
    let widths = reader.widths
    let (number, keySize) =
      switch kind {
      case .group: (0, widths.length)
      case .chunks(let rank): (1, 8 + 8 * (rank + 1))
      }
    let prefixSize = 8 + 2 * widths.offset
    var prefix = try reader.block("TREE", at: address, count: prefixSize, isChecked: false)
    let (found, level, count) = (try prefix.number(1), try prefix.number(1), try prefix.number(2))
    // Levels fall by one on the way down, so the depth is at most 255.
    guard found == number, expected.map({ $0 == level }) ?? true else {
      throw HDF5Problem.damaged("the B-tree node at byte \(address) is of another kind or level")
    }
    var entries = try reader.part(
      at: address + prefixSize, count: count * (keySize + widths.offset))
    for _ in 0..<count {
      var key = try entries.part(keySize)
      let child = try entries.definedAddress()
      if level == 0 { try body(&key, child) } else { try visit(child, level: level - 1, body) }
    }
  }
}
