internal import Foundation

/// What came of feeding one reader.
struct FuzzResult {
  private let reader: String
  private let first: Int
  private let inputs: Int
  private let rate: Int
  private let reached: (start: Int, end: Int)
  /// What ended it, and with which input; nil where nothing did.
  let problem: String?

  /// Reads what libFuzzer has written.
  init(reader: String, log: String, path: String, isGood: Bool) {
    self.reader = reader
    func last(_ pattern: Regex<(Substring, Substring)>) -> Int? {
      log.matches(of: pattern).last.flatMap { Int($0.1) }
    }
    first = last(/seed corpus: files: (\d+)/) ?? 0
    inputs = last(/stat::number_of_executed_units: +(\d+)/) ?? last(/\n#(\d+)/) ?? 0
    rate = last(/stat::average_exec_per_sec: +(\d+)/) ?? last(/exec\/s: (\d+)/) ?? 0
    reached = (last(/INITED cov: (\d+)/) ?? 0, last(/\ cov: (\d+)/) ?? 0)
    if isGood {
      problem = nil
    } else {
      let what = log.firstMatch(of: /(?:ERROR: libFuzzer|SUMMARY): ([^\n]*)/)?.1 ?? "it ended"
      let input = log.firstMatch(of: /Test unit written to ([^\n]*)/)?.1
      problem = "\(what); " + (input.map { "input \($0), " } ?? "") + "log \(path)"
    }
  }

  static let heading = row("reader", "begun with", "inputs", "a second", "reached", "at the end")

  /// A line of a table.
  var line: String {
    Self.row(reader, "\(first)", "\(inputs)", "\(rate)", "\(reached.start)", "\(reached.end)")
  }

  private static func row(_ name: String, _ numbers: String...) -> String {
    name.padding(toLength: 18, withPad: " ", startingAt: 0)
      + numbers.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }.joined()
  }
}
