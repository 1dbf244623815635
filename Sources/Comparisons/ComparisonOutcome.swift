public import Reports

/// How a comparison ended.
public enum ComparisonOutcome: Sendable {
  /// All is done.
  case finished(ComparisonReport)
  /// The time was up in a stage, when so many of all stages were done. All that was done is kept, and
  /// the same comparison goes on from there.
  case outOfTime(stage: String, done: Int, stages: Int)
  /// What falls to this process is done; the last process to finish writes the report.
  case shareDone
}
