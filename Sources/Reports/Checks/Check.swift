/// One question about a net, its data or a plane, and its answer.
public struct Check: Hashable, Codable, Sendable {
  /// What to make of an answer.
  public enum Verdict: String, Codable, CaseIterable, Sendable {
    /// As it should be.
    case good = "ok"
    /// Worth knowing before a picture is shown.
    case note
    /// A picture would mislead, or most probably shows something other than what is meant.
    case warning
  }

  /// What was asked, by a name that stays: `statistics`.
  public let name: String
  /// What to make of the answer.
  public let verdict: Verdict
  /// The answer, a sentence or two with the number that decides.
  public let finding: String
  /// What to do about it; nil where nothing is to be done.
  public let remedy: String?
  /// The numbers behind the answer, by name.
  public let numbers: [String: Double]

  /// Puts an answer together.
  public init(
    _ name: String, _ verdict: Verdict, _ finding: String, remedy: String? = nil,
    numbers: [String: Double] = [:]
  ) {
    (self.name, self.verdict, self.finding) = (name, verdict, finding)
    (self.remedy, self.numbers) = (remedy, numbers)
  }

  /// The answer with what to do about it, for a line of its own.
  public var sentence: String { [finding, remedy].compactMap { $0 }.joined(separator: " ") }
}
