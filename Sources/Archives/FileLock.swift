public import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The right to work on an output file, held by at most one run at a time; given back when it
/// goes out of scope, or by the system when the process ends in whatever way.
///
/// The lock is `flock` on `<path>.lock`, not on the file itself, since ``AtomicFile`` puts another
/// inode in that file's place. The lock file is removed by its holder while it still holds it; a
/// run that had opened it before sees that its inode is gone from the path and starts over, so
/// two runs never hold locks on two inodes of one name. A symbolic link is locked as the file that it
/// leads to.
public struct FileLock: ~Copyable, Sendable {
  private let file: FileDescriptor
  private let lockPath: String

  /// What comes of trying to take a lock.
  public enum Attempt: ~Copyable {
    /// It is held now.
    case taken(FileLock)
    /// Another run holds it.
    case busy
    /// No lock can be had there.
    case impossible(Failure)
  }

  /// Takes the lock of an output file.
  ///
  /// - Throws: `Failure` (output) if another run holds it, or no lock file can be made.
  public init(for path: String) throws {
    switch Self.attempt(for: path) {
    case .taken(let lock): self = lock
    case .busy: throw Self.busy(path)
    case .impossible(let failure): throw failure
    }
  }

  /// Takes the lock of a file; nil where no lock can be had there.
  ///
  /// - Throws: `Failure` (output) if another run holds it.
  public static func ifPossible(for path: String) throws -> FileLock? {
    switch attempt(for: path) {
    case .taken(let lock): return lock
    case .busy: throw busy(path)
    case .impossible: return nil
    }
  }

  private static func busy(_ path: String) -> Failure {
    Failure(
      .output, "is locked by another run", at: path,
      remedy: "Wait until that run ends, or choose another output.")
  }

  /// Takes the lock of an output file if that is possible.
  public static func attempt(for path: String) -> Attempt {
    let lockPath = resolvingLink(path) + ".lock"
    while true {
      let isNew = PathKind(of: lockPath) == .nothing
      guard let file = FileDescriptor(opening: lockPath, flags: O_RDWR | O_CREAT) else {
        return .impossible(
          Failure(
            .output, "the lock file cannot be created: \(latestSystemError())", at: lockPath,
            remedy: "Choose a folder that can be written to."))
      }
      guard flock(file.raw, LOCK_EX | LOCK_NB) == 0 else {
        if errno == EINTR { continue }
        if errno == EWOULDBLOCK { return .busy }
        let failure = Failure(
          .output, "cannot be locked: \(latestSystemError())", at: lockPath,
          remedy: "Choose a folder on a file system that supports file locks.")
        // Nobody else would remove it.
        if isNew { _ = unsafe lockPath.withSystemPath { unsafe unlink($0) } }
        return .impossible(failure)
      }
      if isCurrent(file, at: lockPath) { return .taken(FileLock(file: file, lockPath: lockPath)) }
    }
  }

  /// Removes the lock file that a run which was killed has left; that of a run at work stays.
  public static func removeAbandoned(for path: String) {
    guard PathKind(of: resolvingLink(path) + ".lock") == .file else { return }
    if case .taken(let lock) = attempt(for: path) { extendLifetime(lock) }
  }

  private init(file: consuming FileDescriptor, lockPath: String) {
    self.file = file
    self.lockPath = lockPath
  }

  deinit { _ = unsafe lockPath.withSystemPath { unsafe unlink($0) } }

  private static func isCurrent(_ file: borrowing FileDescriptor, at path: String) -> Bool {
    var onDisk = stat()
    guard let held = file.status(), unsafe path.withSystemPath({ unsafe stat($0, &onDisk) }) == 0
    else { return false }
    return held.st_ino == onDisk.st_ino && held.st_dev == onDisk.st_dev
  }
}
