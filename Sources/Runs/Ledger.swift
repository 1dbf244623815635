internal import Archives
public import Failures
internal import Synchronization

/// Unfinished work and how it is written to disk, whatever the work is: nothing is computed twice,
/// however a run ends.
///
/// The work of an earlier run is read when the ledger is opened. New work is then added as it is
/// done (``update(_:)``) and written whole or not at all (``LedgerCadence``). A run that is stopped
/// keeps everything (``stopped(_:keeping:)``). A run that is finished removes the file once its
/// answer has arrived (``finish(after:)``), unless the file is the answer itself (``close()``).
public final class Ledger<Work: Sendable>: Sendable {
  private let location: @Sendable () -> String
  private let conclude: @Sendable (_ keeping: Bool) throws -> Void
  private let purpose: LedgerPurpose
  private let form: LedgerForm<Work>
  private let lock: FileLock?
  // What writes in the background holds no lock: that is given back as soon as the run lets go of this.
  private let writer: LedgerWriter<Work>
  private let keepsRest = Atomic(false)

  /// Opens a ledger.
  ///
  /// - Parameters:
  ///   - path: where the work is stored; for a file that is written step by step, that file.
  ///   - purpose: whether the work is for a file, which is locked, or for an answer that is
  ///     printed.
  ///   - cadence: when the work is written.
  ///   - form: how the work is written.
  ///   - earlier: reads the work of an earlier run, or creates the initial work of a new one.
  /// - Throws: what `earlier` throws; `Failure` (output) where another run holds the lock.
  public convenience init(
    path: String, for purpose: LedgerPurpose, _ cadence: LedgerCadence, as form: LedgerForm<Work>,
    earlier: () throws -> Work
  ) throws {
    try self.init(
      at: { path }, for: purpose, cadence, as: form,
      conclude: { if !$0 { try AtomicFile.remove(path) } },
      earlier: earlier)
  }

  /// Opens a ledger whose place may be found only when it is first written.
  ///
  /// - Parameters:
  ///   - location: where the work is stored.
  ///   - conclude: lets go of the place when the run is finished, and removes the work from there unless it
  ///     is to stay.
  init(
    at location: @escaping @Sendable () -> String, for purpose: LedgerPurpose,
    _ cadence: LedgerCadence, as form: LedgerForm<Work>,
    conclude: @escaping @Sendable (_ keeping: Bool) throws -> Void, earlier: () throws -> Work
  ) throws {
    self.location = location
    self.conclude = conclude
    self.purpose = purpose
    self.form = form
    let path = location()
    switch purpose {
    case .file(let output): lock = try FileLock(for: output)
    case .share(let part): lock = try FileLock.ifPossible(for: part)
    case .answer, .shareOfAnswer: lock = nil
    }
    AtomicFile.removeLeftovers(of: path)
    writer = LedgerWriter(
      try earlier(), at: path, isVital: purpose.isVital, cadence, as: form)
  }

  /// Where the work is stored.
  public var path: String { location() }

  /// All work done so far.
  public var work: Work { writer.work }

  /// Whether the file holds more than the run asked for: it then stays when the run is finished.
  public var holdsMore: Bool {
    get { keepsRest.load(ordering: .relaxed) }
    set { keepsRest.store(newValue, ordering: .relaxed) }
  }

  /// Whether work added now is written now; if not, it need not be assembled.
  public var isDue: Bool { writer.isDue }

  /// Adds work that has been done, and makes sure that it is written in time.
  ///
  /// - Throws: the `Failure` of an earlier write, where the work is for a file.
  public func update(_ change: (inout Work) -> Void) throws { try writer.update(change) }

  /// Replaces all work and writes it now.
  ///
  /// - Throws: `Failure` (output) where it cannot be written.
  public func keep(_ work: Work) throws {
    try writer.update { $0 = work }
    _ = try writer.write()
  }

  /// Writes a last time a file that is the answer itself.
  ///
  /// - Returns: the work as it was written.
  /// - Throws: `Failure` (output), also that of an earlier write.
  public func close() throws -> Work { try writer.close() }

  /// Keeps the work of a run that was stopped.
  ///
  /// - Parameters:
  ///   - what: how far it came, such as `stopped after 12 of 20 points`.
  ///   - work: all work, where it has not been added yet.
  /// - Returns: the failure that ends the run, and says how to resume it.
  /// - Throws: `Failure` (output) where the work is for a file and cannot be kept.
  public func stopped(_ what: String, keeping work: Work? = nil) throws -> Failure {
    let work = work ?? self.work
    guard !form.isEmpty(work) else {
      return Failure(
        .interrupted, "\(what); there was no work to keep yet",
        remedy: "Run the same command again.")
    }
    do {
      try writer.update { $0 = work }
      _ = try writer.close()
    } catch  where !purpose.isVital {
      let reason = (error as? Failure)?.what ?? "\(error)"
      return Failure(
        .interrupted, "\(what), and its work could not be kept: \(path) \(reason)",
        remedy: "Run the same command again.")
    }
    return Failure(
      .interrupted, "\(what); kept in \(path)", remedy: "Run the same command again to resume.")
  }

  /// Delivers an answer, and removes the file once it has arrived, unless it holds more than was
  /// asked for.
  ///
  /// - Parameter deliver: returns once the answer is safe.
  /// - Throws: what `deliver` throws, which says where the work is kept; `Failure` (output) where the file
  ///   cannot be removed.
  public func finish(after deliver: () throws -> Void = {}) throws {
    try Self.finish([self], after: deliver)
  }

  /// The same for an answer made from several ledgers.
  public static func finish(_ ledgers: [Ledger], after deliver: () throws -> Void) throws {
    do {
      try deliver()
    } catch let failure as Failure {
      let kept = ledgers.map(\.path).filter(InputFile.exists)
      guard let first = kept.first else { throw failure }
      let others = kept.count > 1 ? " and \(kept.count - 1) more" : ""
      let note = "What was computed is kept in \(first)\(others)."
      throw Failure(
        failure.code, failure.what, at: failure.place,
        remedy: failure.remedy.map { "\($0) \(note)" } ?? "\(note)")
    }
    for ledger in ledgers {
      try ledger.writer.finish { try ledger.conclude(ledger.holdsMore) }
    }
  }
}
