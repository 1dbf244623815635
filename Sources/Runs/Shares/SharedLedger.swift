public import Archives
public import Failures

/// Named parts of an answer that is printed, which one process computes, or several together.
///
/// One process keeps them in `NAME.partial` (``Ledger/init(parts:manifest:_:)``). Of several, each keeps its
/// own in `NAME.partial.part-I-of-N` (``PartFile``), reads those of all others, and notes there that it has
/// done its share. Who finds that every share is done gives the answer, from all parts, and removes them once
/// it has arrived. No lock is shared: each has that of its own file, where the file system has locks. The
/// right to give the answer is such a lock too, so that two that are done at once do not both give it; without
/// locks they may, and it is the same.
///
/// Parts under another manifest are neither used nor removed.
public final class SharedLedger: Sendable {
  /// What this process keeps.
  public let ledger: Ledger<[String: JSONValue]>
  private let place: PartsPlace

  /// Opens the ledger of a process.
  ///
  /// - Parameters:
  ///   - path: the file of a run in one process, beside which those of several lie.
  ///   - manifest: everything that determines the numbers; its `kind` says what they are.
  ///   - share: what of the work this process takes.
  ///   - cadence: when the parts are written.
  /// - Throws: `Failure` (data) where the file is there, but holds none of these.
  public init(
    parts path: String, manifest: JSONValue, share: Share, _ cadence: LedgerCadence
  ) throws {
    place = try PartsPlace(path, manifest: manifest, share: share)
    ledger = try Ledger(in: place, cadence)
  }

  /// What of the work this process takes.
  public var share: Share { place.share }

  /// The parts that other processes have kept up to now.
  public var others: [[String: JSONValue]] { place.others().map(\.parts) }

  /// Notes that this process has begun its share of an answer.
  ///
  /// - Parameter settings: what the answer depends on besides the manifest.
  public func begin(_ settings: JSONValue) { place.mark(settings) { _ in } }

  /// Notes what this process has found that the others want to know, to be written with its parts.
  public func note(_ note: JSONValue, for settings: JSONValue) {
    place.mark(settings) { $0.note = note }
  }

  /// What the others have noted up to now.
  public func othersNotes(for settings: JSONValue) -> [JSONValue] {
    place.others().flatMap(\.shares).filter { $0.settings == settings }.compactMap(\.note)
  }

  /// Notes that this process has done its share of an answer, and writes everything.
  ///
  /// - Throws: `Failure` (output) where it cannot be written.
  public func finishShare(of settings: JSONValue) throws {
    place.mark(settings) { $0.isDone = true }
    // No later write in the background brings back what the last process removes.
    _ = try ledger.close()
    place.letGo()
  }

  /// Keeps the work of a run that was stopped (``Ledger/stopped(_:keeping:)``).
  public func stopped(_ what: String, keeping parts: [String: JSONValue]) throws -> Failure {
    defer { place.letGo() }
    return try ledger.stopped(what, keeping: parts)
  }

  /// Whether this process is to give an answer: alone, or as the one that finds every share done.
  ///
  /// - Parameter wanted: the ledgers of what the answer is made from, with the settings of each.
  public static func claimAnswer(
    _ wanted: [(ledger: SharedLedger, settings: JSONValue)]
  ) throws -> Bool {
    let places = wanted.filter { !$0.ledger.share.isWhole }.map { ($0.ledger.place, $0.settings) }
    func isDone() -> Bool { places.allSatisfy { $0.isShareDone(ofEach: $1) } }
    // Another process may have given it, and removed the parts, just before.
    if isDone(), try places.allSatisfy({ try $0.claimAnswer(of: $1) }), isDone() { return true }
    for (place, _) in places { place.leaveAnswer() }
    return false
  }

  /// Notes which parts the answer makes needless: they go once it is delivered (``finish(after:)``).
  ///
  /// Those of processes that had the same settings do. What a process alone has kept serves other settings
  /// too.
  ///
  /// - Parameters:
  ///   - settings: what the answer depends on besides the manifest.
  ///   - isSpent: whether nothing is left among some parts that this answer did not ask for.
  public func settle(_ settings: JSONValue, where isSpent: ([String: JSONValue]) -> Bool) {
    func isOfOthers(_ shares: [ShareMark]) -> Bool { shares.contains { $0.settings != settings } }
    ledger.holdsMore = share.isWhole ? !isSpent(place.parts) : isOfOthers(place.shares)
    place.spend(
      place.others().filter { $0.shares.isEmpty ? isSpent($0.parts) : !isOfOthers($0.shares) })
  }

  /// Delivers an answer, and removes what was kept for it once it has arrived.
  ///
  /// - Throws: what `deliver` throws, which says where the work is kept; `Failure` (output) where a file cannot
  ///   be removed.
  public func finish(after deliver: () throws -> Void = {}) throws {
    try ledger.finish(after: deliver)
  }

  /// The same for an answer made from several ledgers.
  public static func finish(_ ledgers: [SharedLedger], after deliver: () throws -> Void) throws {
    try Ledger.finish(ledgers.map(\.ledger), after: deliver)
  }
}
