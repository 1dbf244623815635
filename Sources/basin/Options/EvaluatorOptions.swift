internal import Archives
internal import ArgumentParser
internal import Evaluators
internal import Failures

/// Processes of the user's that compute losses.
struct EvaluatorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Command that starts your own program: it holds net and data, and computes the losses (see \
      basin evaluator).
      """, valueName: "command"))
  var evaluator: String?

  @Option(
    help: ArgumentHelp(
      "Evaluators that run at once, each with net and data in memory. (default: 1)",
      valueName: "number"))
  var evaluators: Int?

  @Option(
    help: ArgumentHelp(
      """
      Longest silence of an evaluator that owes an answer, such as 90s, 10m or 1h30m. (default: \
      10m)
      """, valueName: "time"))
  var evaluatorTimeout: String?

  private static let usualTimeout = "10m"
  private static let most = 256

  /// How the processes are run; nil where none are asked for.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func settings() throws -> EvaluatorSettings? {
    guard let command = evaluator else {
      let given = [
        ("evaluators", evaluators != nil), ("evaluator timeout", evaluatorTimeout != nil),
      ]
      if let option = given.first(where: \.1)?.0 {
        throw Failure(
          .usage, "requires --evaluator", at: .setting(Setting(option)),
          remedy: "Add --evaluator, such as --evaluator 'python3 evaluator.py'.")
      }
      return nil
    }
    guard command.contains(where: { !$0.isWhitespace }), !command.utf8.contains(0) else {
      throw Failure(
        .usage, "is empty", at: .setting("evaluator"),
        remedy: "Give the command that starts it, such as --evaluator 'python3 evaluator.py'.")
    }
    guard PathText.visible(command) == command else {
      throw Failure(
        .usage, "is not UTF-8", at: .setting("evaluator"),
        remedy: "Put the command into a script with another name.")
    }
    if let evaluators { try check(evaluators, in: 1...Self.most, option: "evaluators") }
    let time = try TimeBudget(
      parsing: evaluatorTimeout ?? Self.usualTimeout, option: "evaluator timeout")
    return EvaluatorSettings(
      command: command, count: evaluators ?? 1, timeout: .seconds(time.seconds),
      timeoutText: time.description)
  }

  /// Refuses what an evaluator has no use for.
  ///
  /// - Parameter options: each with whether it is given, and why not.
  /// - Throws: `Failure` (usage) naming the first.
  static func refuse(_ options: [(flag: String, isGiven: Bool, why: String)]) throws(Failure) {
    guard let option = options.first(where: \.isGiven) else { return }
    throw Failure(
      .usage, "cannot be combined with --evaluator: \(option.why)", at: .flag(option.flag),
      remedy: "Leave out \(option.flag) or --evaluator.")
  }
}
