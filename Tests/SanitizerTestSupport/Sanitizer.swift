internal import Foundation

/// The sanitizer under which the tests run, and what is different under it.
///
/// `make sanitize` names it in `BASIN_SANITIZER`. Everything takes several times as long there, so that
/// what repeats itself repeats itself less often.
public enum Sanitizer: String, Sendable {
  /// What finds accesses outside of the memory that was taken.
  case address
  /// What finds accesses of two threads at once.
  case thread

  /// The one that is at work; nil in ordinary runs.
  public static let current =
    ProcessInfo.processInfo.environment["BASIN_SANITIZER"].flatMap(Sanitizer.init)

  /// Of so many like cases one is tried: 1, or under a sanitizer 10.
  public static let thinning = current == nil ? 1 : 10

  /// How often something is repeated that differs in its random numbers alone: as often as said, or under
  /// a sanitizer a tenth of that, and at least twice.
  public static func repeats(_ count: Int) -> Int {
    current == nil ? count : max(2, count / thinning)
  }

  /// The cases that are tried: all, or under a sanitizer those of at most a tenth of
  /// the most work.
  public static func affordable<Case>(_ cases: [Case], work: (Case) -> Int) -> [Case] {
    guard current != nil else { return cases }
    let most = cases.map(work).max() ?? 0
    return cases.filter { thinning * work($0) <= most }
  }

  /// A time that is long enough for anything that ends at all: as said, or under a sanitizer ten times that.
  public static func patience<Time: Numeric>(_ time: Time) -> Time {
    current == nil ? time : 10 * time
  }

  /// Why tests that limit a process's addresses are left out.
  public static let takesAddresses =
    "a sanitizer reserves terabytes of addresses for its own tables"
}
