internal import ArgumentParser
internal import Failures
internal import Reports

/// How much is listed.
struct ListingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How many minima (and holes) of a surface are listed, the most persistent ones, or all. What is \
      counted stays the same; CSV has all.
      """, valueName: "count"))
  var list = "10000"

  /// The limit that is asked for.
  ///
  /// - Throws: `Failure` (usage) unless it is a positive number or `all`.
  func limit() throws(Failure) -> ListingLimit {
    if list == "all" { return .none }
    guard let count = Int(list), count >= 1 else {
      throw Failure(
        .usage, "\"\(list)\" is not a number of items", at: .setting("list"),
        remedy: "Give a number from 1 up, or all.")
    }
    return ListingLimit(count)
  }
}

/// Says on the standard error what is not listed of a surface.
func noteUnlisted(_ path: String, _ sentence: String?) {
  guard let sentence else { return }
  StandardStreams.writeMessage("basin: \(path): \(sentence). List all with --list all.\n")
}
