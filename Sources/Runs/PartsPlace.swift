internal import Archives
internal import Failures
internal import Foundation
internal import Synchronization

/// The file in which a run keeps named parts of its work, one of several beside each other:
/// `NAME.partial`, then `NAME-2.partial` and so on; of one of several processes
/// `NAME.partial.part-0-of-2`, then `NAME-2.partial.part-0-of-2` and so on.
///
/// It is the one that holds parts of the same manifest, or the first that is not there. It is locked from
/// the first write on, where the file system has locks. Where another run holds the lock, or has changed the
/// file, the next is taken: no run replaces or removes what it has not read.
final class PartsPlace: Sendable {
  struct State: ~Copyable {
    var path: String
    /// What this run has read or written last.
    var known: PartsFile?
    /// How far the share of this process is.
    var shares: [ShareMark]
    var isClaimed = false
    var lock: FileLock?
    /// Files of other runs that go with this one's.
    var spent: [PartsFile] = []
    /// The right to give the answer, where several processes work for it.
    var answerLock: FileLock?
  }

  /// The parts that an earlier run has kept.
  let parts: [String: JSONValue]
  /// What of the work this process takes.
  let share: Share
  /// The files of runs in one process.
  let bases: [String]
  /// Those that may be this run's.
  private let paths: [String]
  let manifest: JSONValue
  let state: Mutex<State>

  /// The most files of one name.
  private static let most = 9
  /// How long processes may take to end that have done their share.
  private static let longestEnding = Duration.seconds(2)

  /// Looks for the parts of an earlier run.
  ///
  /// - Throws: `Failure` (data) where the first file is there, but holds no parts of this kind.
  init(_ path: String, manifest: JSONValue, share: Share) throws {
    let ending = ".partial"
    let stem = path.hasSuffix(ending) ? path.dropLast(ending.count) : path[...]
    bases = [path] + (2...Self.most).map { "\(stem)-\($0)\(ending)" }
    paths = share.isWhole ? bases : bases.map { PartFile(share, of: $0).path }
    self.manifest = manifest
    self.share = share
    var found: PartsFile?
    var free: String?
    for path in paths where found == nil {
      FileLock.removeAbandoned(for: path)
      switch PartsFile.contents(of: path, manifest: manifest) {
      case .parts(let file): found = file
      case .nothing: free = free ?? path
      case .otherManifest: continue
      case .foreign:
        guard path != paths[0] else {
          throw Failure(
            .data, "does not hold unfinished work of this kind", at: path,
            remedy: "Remove it to start over.")
        }
      }
    }
    parts = found?.parts ?? [:]
    state = Mutex(
      State(path: found?.path ?? free ?? paths[0], known: found, shares: found?.shares ?? []))
  }

  /// Where the parts are, or will be.
  var path: String { state.withLock { $0.path } }

  /// Writes the parts, whole or not at all.
  func write(_ parts: [String: JSONValue]) throws {
    try state.withLock { state in
      try claim(&state)
      let file = PartsFile(path: state.path, parts: parts, shares: state.shares)
      try file.write(manifest: manifest)
      state.known = file
    }
  }

  /// Gives the lock back until the next write.
  func letGo() { state.withLock { Self.letGo(&$0) } }

  private static func letGo(_ state: inout State) {
    state.isClaimed = false
    state.lock = nil
  }

  /// Gives the lock back, and removes what this run has written or read, unless it is to stay or another
  /// run is at work on it; and what others have kept that the answer makes needless.
  func conclude(keeping: Bool) throws {
    try state.withLock { state in
      Self.letGo(&state)
      if !keeping, let known = state.known { try remove(known) }
      let end = share.isWhole ? nil : ContinuousClock.now + Self.longestEnding
      for file in state.spent { try remove(file, waitingUntil: end) }
      if !state.spent.isEmpty || !share.isWhole { bases.forEach(PartFile.removeLeftovers) }
      state.spent = []
      state.answerLock = nil
    }
  }

  private func remove(
    _ file: PartsFile, waitingUntil end: ContinuousClock.Instant? = nil
  ) throws {
    while true {
      switch FileLock.attempt(for: file.path) {
      case .busy:
        guard let end, ContinuousClock.now < end else { return }
        Thread.sleep(forTimeInterval: 0.01)
      case .impossible:
        if file.isUnchanged(manifest: manifest) { try AtomicFile.remove(file.path) }
        return
      case .taken(let lock):
        if file.isUnchanged(manifest: manifest) { try AtomicFile.remove(file.path) }
        extendLifetime(lock)
        return
      }
    }
  }

  private func claim(_ state: inout State) throws {
    guard !state.isClaimed else { return }
    for path in [state.path] + paths where isOurs(path, state) {
      switch FileLock.attempt(for: path) {
      case .busy: continue
      case .impossible: break
      case .taken(let lock):
        // Another run may have come first.
        guard isOurs(path, state) else { continue }
        state.lock = consume lock
      }
      state.path = path
      state.isClaimed = true
      return
    }
    throw Failure(
      .output, "stands beside the unfinished work of \(Self.most - 1) other runs", at: paths[0],
      remedy: "Remove what is no longer needed.")
  }

  /// Whether there is nothing at a path but what this run has read.
  private func isOurs(_ path: String, _ state: borrowing State) -> Bool {
    let contents = PartsFile.contents(of: path, manifest: manifest)
    guard contents != .nothing else { return true }
    guard let known = state.known, path == known.path else { return false }
    return contents == .parts(known)
  }
}
