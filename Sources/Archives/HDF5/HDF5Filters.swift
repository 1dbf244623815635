/// How the chunks of a dataset are packed (HDF5 File Format Specification 3.0, IV.A.2.l).
struct HDF5Filters {
  enum Filter {
    case deflate
    /// Bytes of one place of all elements of a size together.
    case shuffle(size: Int)
    case fletcher32
  }

  /// The filters in the order in which they were applied.
  private(set) var filters: [Filter] = []

  /// Names of what is not read, by the number of the filter.
  private static let others = [
    4: "szip", 5: "nbit", 6: "scaleoffset", 307: "bzip2", 32000: "lzf", 32001: "blosc",
    32004: "lz4", 32008: "bitshuffle", 32013: "zfp", 32015: "zstd", 32026: "blosc2",
  ]

  /// - Parameter message: the message; nil for a dataset whose chunks are not packed.
  init(from message: HDF5Cursor?, elementSize: Int) throws {
    guard var message else { return }
    let version = try message.number(1)
    guard version == 1 || version == 2 else {
      throw HDF5Problem.damaged("its filters have an unknown version")
    }
    let count = try message.number(1)
    try message.skip(version == 1 ? 6 : 0)
    for _ in 0..<count {
      let number = try message.number(2)
      let nameSize = version == 1 || number >= 256 ? try message.number(2) : 0
      try message.skip(2)
      let parameterCount = try message.number(2)
      try message.skip(version == 1 ? (nameSize + 7) / 8 * 8 : nameSize)
      let parameters = try (0..<parameterCount).map { _ in try message.number(4) }
      try message.skip(version == 1 && parameterCount % 2 == 1 ? 4 : 0)
      switch number {
      case 1: filters.append(.deflate)
      case 2: filters.append(.shuffle(size: parameters.first ?? elementSize))
      case 3: filters.append(.fletcher32)
      default:
        let name = Self.others[number].map { " (\($0))" } ?? ""
        throw HDF5Problem.unsupported("is packed with HDF5 filter \(number)\(name)")
      }
    }
    let deflations = filters.count { if case .deflate = $0 { true } else { false } }
    guard filters.count <= 32, deflations <= 1 else {
      throw HDF5Problem.unsupported("is packed with \(filters.count) filters")
    }
  }

  /// Whether chunks are stored as they are.
  var isEmpty: Bool { filters.isEmpty }

  /// The filters that were applied to a chunk, whose mask has a bit for each that was left out.
  func applied(_ mask: UInt32) -> [Filter] {
    filters.indices.filter { mask >> UInt32($0) & 1 == 0 }.map { filters[$0] }
  }
}
