internal import Failures
public import Networks

extension InferencePlan.Statistics {
  /// How a manifest names them; nil for the running ones, which files of earlier versions have.
  public var recorded: String? { self == .running ? nil : rawValue }

  /// Reads what a manifest says.
  ///
  /// - Parameters:
  ///   - recorded: the name; nil for the running ones.
  ///   - path: the file, for messages.
  /// - Throws: `Failure` (data) for a name that this version does not know.
  init(recorded: String?, at path: String) throws(Failure) {
    guard let recorded else {
      self = .running
      return
    }
    guard let known = Self(rawValue: recorded) else {
      throw Failure(
        .data, "names statistics of batch normalisations that are not known: \(recorded)", at: path,
        remedy: "Use the version of basin that wrote it.")
    }
    self = known
  }
}
