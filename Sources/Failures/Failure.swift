/// Everything that a user can cause to go wrong, as one value: what happened, where, and what to
/// do about it.
///
/// A failure is printed as one or two lines: `what (place)` and, where there is one, the remedy.
/// Programmer errors are preconditions and never become a `Failure`.
public struct Failure: Error, Equatable, Sendable {
  /// The kinds of failure that callers tell apart; the command line turns them into exit codes.
  public enum Code: Int32, Sendable {
    /// The request itself makes no sense (`EX_USAGE`).
    case usage = 64
    /// Data is damaged, does not fit, or training diverged (`EX_DATAERR`).
    case data = 65
    /// A file or folder that was named does not exist or cannot be read (`EX_NOINPUT`).
    case missing = 66
    /// Our own fault (`EX_SOFTWARE`).
    case fault = 70
    /// An output cannot be written, or another run holds it (`EX_CANTCREAT`).
    case output = 73
    /// Stopped by the user; what was computed is kept (128 + SIGINT).
    case interrupted = 130
  }

  /// The kind of failure.
  public let code: Code
  /// What went wrong, as a clause without a final full stop.
  public let what: String
  /// Where: a file and what in it, or a setting. Nil where `what` already says it.
  public let place: Place?
  /// What the user can do about it, as a sentence. Nil where nothing helps.
  public let remedy: Phrase?

  /// Creates a failure of the given kind.
  public init(_ code: Code, _ what: String, at place: Place? = nil, remedy: Phrase? = nil) {
    self.code = code
    self.what = what
    self.place = place
    self.remedy = remedy
  }

  /// Creates a failure in a file.
  public init(_ code: Code, _ what: String, at path: String, remedy: Phrase? = nil) {
    self.init(code, what, at: .file(path), remedy: remedy)
  }

  /// One or two lines: `place: what`, then the remedy.
  ///
  /// - Parameter naming: how settings are written.
  public func text(naming: SettingNaming) -> String {
    let first = place.map { "\($0.text(naming: naming)): \(what)" } ?? what
    return remedy.map { "\(first)\n\($0.text(naming: naming))" } ?? first
  }
}

extension Failure: CustomStringConvertible {
  /// One or two lines, with settings in words.
  public var description: String { text(naming: Setting.inWords) }
}
