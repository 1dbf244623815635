/// How unfinished work of one kind is stored in a file.
public struct LedgerForm<Work: Sendable>: Sendable {
  let write: @Sendable (_ work: inout Work, _ path: String) throws -> Void
  let amount: @Sendable (Work) -> String?
  let isEmpty: @Sendable (Work) -> Bool

  /// Describes a form.
  ///
  /// - Parameters:
  ///   - amount: how much work that is, such as `12 points`; nil where there is nothing to report.
  ///   - isEmpty: whether there is nothing to keep.
  ///   - write: writes a file, whole or not at all; it may complete the work with what is known
  ///     only at this point.
  public init(
    amount: @escaping @Sendable (Work) -> String? = { _ in nil },
    isEmpty: @escaping @Sendable (Work) -> Bool = { _ in false },
    write: @escaping @Sendable (_ work: inout Work, _ path: String) throws -> Void
  ) {
    self.write = write
    self.amount = amount
    self.isEmpty = isEmpty
  }
}

/// What unfinished work is for.
public enum LedgerPurpose: Sendable {
  /// A file that the user has named. The lock is held while the ledger lives, and work that cannot
  /// be kept ends the run.
  case file(String)
  /// The share of one of several processes, in a file of its own. It is locked where the file system has
  /// locks; many that clusters share have none.
  case share(String)
  /// An answer that is only printed. Work is kept where possible.
  case answer
  /// The share of one of several processes in an answer that another will print: work that cannot be kept
  /// ends the run. Its place has a lock already.
  case shareOfAnswer

  /// Whether a run must end when its work cannot be kept.
  var isVital: Bool { if case .answer = self { false } else { true } }
}

/// When unfinished work is written.
public enum LedgerCadence: Sendable {
  /// Within two seconds, in the background, taking up at most a tenth of the time.
  case soon
  /// Once this much time has passed since the last write.
  case every(Duration)
  /// Only on request.
  case whenAsked
}
