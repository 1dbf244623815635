internal import ArgumentParser
internal import Failures

/// How a run of the tool ended.
package struct Outcome: Equatable {
  /// The exit code.
  package var code: Int32 = 0
  /// The message for the standard error: one or two lines.
  package var message = ""
}

extension Basin {
  /// Parses the arguments, runs the command they name and says how it ended. Never traps and
  /// never throws: every error becomes an exit code and a message. It has succeeded only once its
  /// answer has arrived.
  package static func outcome(of arguments: [String]) -> Outcome {
    var command: any ParsableCommand
    do {
      try checkCommandName(arguments)
      command = try parseAsRoot(arguments)
    } catch {
      return outcome(of: error, isUsage: true, arguments: arguments)
    }
    do {
      try (command as? any FileUser)?.checkFiles()
      try command.run()
      try StandardStreams.flushOutput()
      return Outcome()
    } catch {
      return outcome(of: error, isUsage: false, arguments: arguments)
    }
  }

  /// Turns an error into an outcome.
  ///
  /// - Parameter isUsage: whether it came up while the arguments were parsed, so that an error
  ///   of a foreign type means wrong usage, not a bug in Basin.
  static func outcome(of error: any Error, isUsage: Bool, arguments: [String]) -> Outcome {
    if error is StandardStreams.ReaderHasGone { return Outcome() }
    if let failure = error as? Failure {
      return Outcome(code: failure.code.rawValue, message: "basin: \(failure.text(naming: flag))\n")
    }
    // The argument parser reports requests for help and the version as errors too.
    if exitCode(for: error) == .success {
      do {
        try StandardStreams.writeLine(fullMessage(for: error))
        try StandardStreams.flushOutput()
        return Outcome()
      } catch {
        return outcome(of: error, isUsage: false, arguments: arguments)
      }
    }
    guard isUsage else {
      return Outcome(
        code: Failure.Code.fault.rawValue,
        message: """
          basin: unexpected error: \(oneLine("\(error)"))
          This is a bug in Basin. Please report it, with the command that caused it.

          """)
    }
    return Outcome(
      code: Failure.Code.usage.rawValue,
      message: """
        basin: \(oneLine(message(for: error)))
        Run '\(helpCommand(for: arguments))' for usage and examples.

        """)
  }

  /// Refuses an unknown command with suggestions; the parser would only call it unexpected.
  private static func checkCommandName(_ arguments: [String]) throws(Failure) {
    guard let name = arguments.first, !name.hasPrefix("-"), name != "help",
      !commandNames.contains(name)
    else { return }
    let guess =
      nearName(to: name.lowercased(), among: commandNames).map { "Did you mean '\($0)'? " } ?? ""
    throw Failure(
      .usage, "unknown command \"\(name)\"",
      remedy: "\(guess)Commands: \(commandNames.joined(separator: ", ")).")
  }

  private static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  private static func helpCommand(for arguments: [String]) -> String {
    guard let name = arguments.first, commandNames.contains(name) else { return "basin --help" }
    return "basin \(name) --help"
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
