/// The sizes of a tensor's dimensions, outermost first. The empty shape is that of one number.
public struct Shape: Hashable, Sendable {
  /// The sizes, outermost first; none is negative.
  public let dimensions: [Int]

  /// Creates a shape of the given sizes.
  public init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "negative size in shape \(dimensions)")
    self.dimensions = dimensions
  }

  /// The number of dimensions.
  public var rank: Int { dimensions.count }
  /// The number of elements: the product of the sizes, 1 for the empty shape.
  public var count: Int { dimensions.reduce(1, *) }
  /// Whether there are at most `limit` elements: for sizes that came from a file and whose product
  /// may be beyond any `Int`, so that `count` must not be asked.
  public func hasAtMost(_ limit: Int) -> Bool {
    if dimensions.contains(0) { return true }
    var count = 1
    for size in dimensions {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      guard !isTooLarge, product <= limit else { return false }
      count = product
    }
    return count <= limit
  }
  /// The size of one dimension.
  public subscript(dimension: Int) -> Int { dimensions[dimension] }
}

extension Shape: ExpressibleByArrayLiteral {
  /// Creates a shape of the given sizes.
  public init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
  /// The sizes joined by ×, `scalar` for the empty shape.
  public var description: String {
    dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: "×")
  }
}

extension Shape: Codable {
  /// Decodes a shape from an array of sizes.
  public init(from decoder: any Decoder) throws {
    let sizes = try decoder.singleValueContainer().decode([Int].self)
    guard sizes.allSatisfy({ $0 >= 0 }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "negative size in shape \(sizes)"))
    }
    self.init(sizes)
  }

  /// Encodes the shape as an array of sizes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(dimensions)
  }
}
