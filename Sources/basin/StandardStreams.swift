internal import Foundation

/// The two streams that the tool writes to. A stream whose reader has gone is not an error worth
/// a word: there is nobody left to read it.
enum StandardStreams {
  /// Writes a result to the standard output.
  static func writeOutput(_ text: String) {
    write(text, to: .standardOutput)
  }

  /// Writes progress or a message to the standard error.
  static func writeMessage(_ text: String) {
    write(text, to: .standardError)
  }

  private static func write(_ text: String, to file: FileHandle) {
    guard !text.isEmpty else { return }
    try? file.write(contentsOf: Data(text.utf8))
  }
}
