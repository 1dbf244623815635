internal import Archives
internal import Failures
internal import Synchronization

/// The file in which a run keeps named parts of its work, one of several beside each other:
/// `NAME.partial`, then `NAME-2.partial` and so on.
///
/// It is the one that holds parts of the same manifest, or the first that is not there. It is locked from
/// the first write on. Where another run holds the lock, or has changed the file, the next is taken: no run
/// replaces or removes what it has not read.
final class PartsPlace: Sendable {
  /// What is at a path.
  private enum Contents: Equatable {
    case nothing
    case parts([String: JSONValue])
    case otherManifest
    case foreign
  }

  private struct State: ~Copyable {
    var path: String
    /// What this run has read or written last, and where.
    var known: (path: String, parts: [String: JSONValue])?
    var isClaimed = false
    var lock: FileLock?
  }

  /// The parts that an earlier run has kept.
  let parts: [String: JSONValue]
  private let paths: [String]
  private let manifest: JSONValue
  private let state: Mutex<State>

  /// The most files of one name.
  private static let most = 9

  /// Looks for the parts of an earlier run.
  ///
  /// - Throws: `Failure` (data) where the first file is there, but holds no parts of this kind.
  init(_ path: String, manifest: JSONValue) throws {
    let ending = ".partial"
    let stem = path.hasSuffix(ending) ? path.dropLast(ending.count) : path[...]
    paths = [path] + (2...Self.most).map { "\(stem)-\($0)\(ending)" }
    self.manifest = manifest
    var found: (path: String, parts: [String: JSONValue])?
    var free: String?
    for path in paths where found == nil {
      FileLock.removeAbandoned(for: path)
      switch Self.contents(of: path, manifest: manifest) {
      case .parts(let parts): found = (path, parts)
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
    state = Mutex(State(path: found?.path ?? free ?? path, known: found))
  }

  /// Where the parts are, or will be.
  var path: String { state.withLock { $0.path } }

  /// Writes the parts, whole or not at all.
  func write(_ parts: [String: JSONValue]) throws {
    let file: JSONValue = ["manifest": manifest, "parts": .object(parts)]
    try state.withLock { state in
      try claim(&state)
      try file.write(to: state.path, pretty: false)
      state.known = (state.path, parts)
    }
  }

  /// Gives the lock back, and removes what this run has written or read, unless it is to stay or another
  /// run is at work on it.
  func conclude(keeping: Bool) throws {
    try state.withLock { state in
      state.isClaimed = false
      state.lock = nil
      guard !keeping, let known = state.known else { return }
      switch FileLock.attempt(for: known.path) {
      case .busy: return
      case .impossible: if isOurs(known.path, state) { try AtomicFile.remove(known.path) }
      case .taken(let lock):
        if isOurs(known.path, state) { try AtomicFile.remove(known.path) }
        extendLifetime(lock)
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
    let contents = Self.contents(of: path, manifest: manifest)
    guard contents != .nothing else { return true }
    guard let known = state.known, path == known.path else { return false }
    return contents == .parts(known.parts)
  }

  private static func contents(of path: String, manifest: JSONValue) -> Contents {
    guard InputFile.exists(at: path) else { return .nothing }
    guard let file = try? JSONValue(path: path),
      file["manifest"]?["kind"] == manifest["kind"], let parts = file["parts"]?.object
    else { return .foreign }
    return file["manifest"] == manifest ? .parts(parts) : .otherManifest
  }
}
