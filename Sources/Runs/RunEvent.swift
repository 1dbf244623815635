/// What a run reports while it works.
public enum RunEvent: Sendable {
  /// Work starts, or resumes after the work of an earlier run.
  case begun(RunProgress)
  /// Work has progressed.
  case progress(RunProgress)
  /// A stage of several is complete: its name and the seconds it took in this run; nil where an earlier
  /// run had completed it.
  case stage(String, seconds: Double?)
  /// Something worth a line of its own.
  case note(any RunNote)
}

/// Something worth a line of its own, as a value: code that knows its type can read more from it.
public protocol RunNote: Sendable {
  /// The line.
  var line: String { get }
  /// Whether each of several processes says it for itself; what is not, the first says for all.
  var isOfEachProcess: Bool { get }
}

extension RunNote {
  /// The first process says it for all.
  public var isOfEachProcess: Bool { false }
}
