/// What a run tells of itself while it works.
public enum RunEvent: Sendable {
  /// Work begins, or is resumed after what an earlier run has done of it.
  case begun(RunProgress)
  /// Work went on.
  case progress(RunProgress)
  /// A stage of several is complete: its name and the seconds it took in this run; nil where an earlier
  /// run had completed it.
  case stage(String, seconds: Double?)
  /// Something worth a line of its own.
  case note(any RunNote)
}

/// Something worth a line of its own, as a value: those who know its type can read more in it.
public protocol RunNote: Sendable {
  /// The line.
  var line: String { get }
}
