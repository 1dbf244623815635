/// The share of one process in work that several processes do together.
///
/// The pieces of the work stand in one order that all processes know; each takes every n-th of them. So no
/// piece belongs to two processes, and the pieces of any set of shares are spread over the whole.
public struct Share: Hashable, Sendable {
  /// Which share it is, from 0.
  public let index: Int
  /// How many shares there are, at least 1.
  public let count: Int

  /// The most processes that can share one piece of work.
  public static let most = 100_000

  /// All of the work.
  public static let whole = Share(0, of: 1)

  /// Creates a share.
  ///
  /// - Precondition: 0 ≤ `index` < `count` ≤ ``most``.
  public init(_ index: Int, of count: Int) {
    precondition((0..<count).contains(index) && count <= Self.most, "share \(index) of \(count)")
    self.index = index
    self.count = count
  }

  /// Whether this is all of the work.
  public var isWhole: Bool { count == 1 }

  /// Whether it takes the piece at a position of the common order, from 0.
  public func takes(_ position: Int) -> Bool { position % count == index }

  /// What it takes of a sequence in the common order.
  public func of<Pieces: Sequence>(_ pieces: Pieces) -> [Pieces.Element] {
    pieces.enumerated().filter { takes($0.offset) }.map(\.element)
  }
}

extension Share: CustomStringConvertible {
  /// `part 3 of 16`, counted from 0 as in the names of files.
  public var description: String { "part \(index) of \(count)" }
}
