/// The sentences of a summary.
enum SummaryText {
  /// Sentences that are not empty, each with a full stop.
  static func joined(_ sentences: [String]) -> String {
    sentences.filter { !$0.isEmpty }.map { $0.last == "." ? $0 : $0 + "." }.joined(separator: " ")
  }
}
