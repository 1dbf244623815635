internal import Numerals

/// How many minima or holes of a surface are listed one by one: noise on a fine grid has
/// hundreds of thousands, of which nobody reads more than the most persistent ones.
public struct ListingLimit: Hashable, Sendable {
  /// What is listed unless somebody asks for more or less; no grid below 100² points reaches it.
  public static let standard = ListingLimit(10_000)
  /// Everything.
  public static let none = ListingLimit(nil)

  /// The largest number of items of a kind; nil for all.
  private let count: Int?

  /// Creates a limit of at least 1, or of nothing where it is nil.
  public init(_ count: Int?) {
    precondition(count.map { $0 >= 1 } ?? true, "a limit must be ≥ 1")
    self.count = count
  }

  /// How many of some items are left out; nil where none are.
  func leftOut(of items: Int) -> Int? {
    count.flatMap { items > $0 ? items - $0 : nil }
  }

  /// The places of the items that are listed, in order: those of the largest persistence, of equal ones
  /// the first.
  func places(of persistences: [Double]) -> [Int] {
    guard let count, persistences.count > count else { return Array(persistences.indices) }
    return persistences.indices.sorted {
      (-persistences[$0], $0) < (-persistences[$1], $1)
    }.prefix(count).sorted()
  }

  /// The sentence that says what is left out of the items of a surface; nil where nothing is.
  func note(on items: [(count: Int, name: String)]) -> String? {
    let parts = items.compactMap { item in
      leftOut(of: item.count).map {
        "\((item.count - $0).grouped) of \(item.count.grouped) \(item.name)"
      }
    }
    return parts.isEmpty
      ? nil : "only the most persistent ones are listed: \(parts.joined(separator: ", "))"
  }
}
