public import Failures

/// How many examples of a split are used: the first in the order of the file.
public enum SampleCount: Hashable, Sendable {
  /// So many, at least 1; it is an error if there are fewer.
  case first(Int)
  /// So many, or all where there are fewer: what a default asks for.
  case atMost(Int)
  /// The whole split.
  case all

  /// The number; nil for all.
  public var limit: Int? {
    switch self {
    case .first(let count), .atMost(let count): count
    case .all: nil
    }
  }

  /// The number of examples that are taken of so many.
  ///
  /// - Parameters:
  ///   - available: how many examples the split has.
  ///   - name: what the data are called.
  /// - Throws: `Failure` (usage) if none is asked for, or more than there are.
  public func count(of available: Int, in name: String) throws(Failure) -> Int {
    if let limit, limit < 1 {
      throw Failure(.usage, "at least 1 sample is needed, got \(limit)", at: .setting("samples"))
    }
    guard case .first(let count) = self else { return min(limit ?? available, available) }
    guard count <= available else {
      throw Failure(
        .usage, "\(count) samples were requested, but \(name) has \(available)",
        at: .setting("samples"), remedy: "Ask for at most \(available), or for all.")
    }
    return count
  }
}
