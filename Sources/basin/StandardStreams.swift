internal import Archives
internal import Failures
internal import Synchronization

/// The two streams that the tool writes to.
///
/// Output that cannot be delivered is a failure. Only a reader that closes the pipe early, as
/// `head` does, ends the command silently: it has what it wanted.
enum StandardStreams {
  /// The end of a command whose answer the reader did not wait for.
  struct ReaderHasGone: Error {}

  private static let readerHasGone = Atomic(false)

  /// Writes a result to the standard output; what is in names from files does nothing there but be seen.
  ///
  /// - Throws: `Failure` (output) where it cannot be written.
  static func writeOutput(_ text: String) throws {
    guard !text.isEmpty, !readerHasGone.load(ordering: .relaxed) else { return }
    try delivering { () throws(StandardStream.Loss) in
      try StandardStream.output.write(TerminalText.visible(text))
    }
  }

  /// Writes a line of a result to the standard output.
  ///
  /// - Throws: `Failure` (output) where it cannot be written.
  static func writeLine(_ line: String) throws { try writeOutput(line + "\n") }

  /// Makes sure that everything written to the standard output has arrived. Until then, the work
  /// that an answer was made from must be kept.
  ///
  /// - Throws: `Failure` (output) where it has not, `ReaderHasGone` where the reader did not wait.
  static func flushOutput() throws {
    try delivering { () throws(StandardStream.Loss) in try StandardStream.output.flush() }
    if readerHasGone.load(ordering: .relaxed) { throw ReaderHasGone() }
  }

  /// Writes messages to the standard error, line by line fit for a terminal.
  static func writeMessage(_ text: String) { writeControls(TerminalText.message(text)) }

  /// Writes to the standard error what may steer the terminal. Failures are ignored: there is no other
  /// place to report them.
  static func writeControls(_ text: String) {
    if !text.isEmpty { try? StandardStream.error.write(text) }
  }

  private static func delivering(_ body: () throws(StandardStream.Loss) -> Void) throws(Failure) {
    do {
      try body()
    } catch {
      switch error {
      case .readerHasGone: readerHasGone.store(true, ordering: .relaxed)
      case .refused(let reason):
        throw Failure(
          .output, "the standard output cannot be written: \(reason)",
          remedy: "Redirect it elsewhere and run the same command again.")
      }
    }
  }
}
