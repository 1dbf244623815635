/// What one of several processes waits for, as a line.
public struct WaitingNote: RunNote, Hashable {
  /// What is waited for, such as `part 1 of 4: training with shortcuts, seed 1`.
  public let subject: String

  /// Names it.
  public init(for subject: String) { self.subject = subject }

  /// `waiting for` it.
  public var line: String { "waiting for \(subject)" }

  /// Each process waits for something else.
  public var isOfEachProcess: Bool { true }
}
