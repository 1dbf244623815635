internal import Archives
internal import Failures
internal import Synchronization

/// The two streams that the tool writes to.
///
/// An answer that does not arrive is a failure. Only a reader that has gone away, as `head` does, ends
/// the command without a word: it has what it wanted.
enum StandardStreams {
  /// The end of a command whose answer the reader did not wait for.
  struct ReaderHasGone: Error {}

  private static let readerHasGone = Atomic(false)

  /// Writes a result to the standard output.
  ///
  /// - Throws: `Failure` (output) where it cannot be written.
  static func writeOutput(_ text: String) throws {
    guard !text.isEmpty, !readerHasGone.load(ordering: .relaxed) else { return }
    try delivering { () throws(StandardStream.Loss) in try StandardStream.output.write(text) }
  }

  /// Writes a line of a result to the standard output.
  ///
  /// - Throws: `Failure` (output) where it cannot be written.
  static func writeLine(_ line: String) throws { try writeOutput(line + "\n") }

  /// Makes sure that everything written to the standard output has arrived: before it has, nothing that
  /// an answer was made from may go.
  ///
  /// - Throws: `Failure` (output) where it has not, `ReaderHasGone` where the reader did not wait.
  static func flushOutput() throws {
    try delivering { () throws(StandardStream.Loss) in try StandardStream.output.flush() }
    if readerHasGone.load(ordering: .relaxed) { throw ReaderHasGone() }
  }

  /// Writes progress or a message to the standard error. Where that cannot be done, nobody can be
  /// told.
  static func writeMessage(_ text: String) {
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
