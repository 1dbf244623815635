public import Failures
public import Runs

/// What was taken for granted of the data of a comparison.
public struct DataNote: RunNote {
  /// What the data is called.
  public let data: String
  /// What was taken for granted.
  public let text: Phrase

  /// The data and the text, with settings in words.
  public var line: String { "\(data): \(text)" }
}
