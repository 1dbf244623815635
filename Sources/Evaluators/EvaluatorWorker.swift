internal import Failures
internal import Processes

/// One of the processes that evaluate points, through all its starts.
struct EvaluatorWorker {
  /// What it is called in messages.
  let name: String
  /// The process; nil where it has ended and nothing has asked for it since.
  var process: LineProcess?
  /// Whether it has said that it is ready since its latest start.
  var isReady = false
  /// Whether it has ever been ready.
  var wasReady = false
  /// How many points it takes at a time.
  var pipeline = 1
  /// The points that it has been asked for, by their numbers.
  var asked: [Int] = []
  /// Since when it is silent.
  var since = ContinuousClock.now
  /// How often in succession it ended without an answer and without a point to blame.
  var idleEnds = 0
  /// The last lines on its standard error.
  private(set) var tail: [String] = []

  private static let longestTail = 12

  init(name: String) { self.name = name }

  /// Whether something is expected of it.
  var owes: Bool { process != nil && (!isReady || !asked.isEmpty) }

  /// Remembers a line of its standard error.
  mutating func remember(_ line: String) {
    tail.append(line)
    tail.removeFirst(max(0, tail.count - Self.longestTail))
  }

  /// The failure that it ends a run with.
  func failure(_ what: String, remedy: Phrase? = nil) -> Failure {
    let last = tail.isEmpty ? nil : "It printed last:\n  " + tail.joined(separator: "\n  ")
    let remedies = [remedy, last.map { Phrase($0) }].compactMap { $0 }
    return Failure(
      .data, "\(name) \(what)", at: .setting("evaluator"),
      remedy: remedies.isEmpty
        ? nil : remedies.dropFirst().reduce(remedies[0]) { $0 + "\n" + $1 })
  }
}
