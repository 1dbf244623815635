internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writing of whole files such that a reader, or a run that continues after a crash, finds either
/// the old file or the new one, complete.
public enum AtomicFile {
  /// Writes a file: beside its place under another name, then both file and folder are forced to
  /// disk around a rename. An existing file is replaced (a symbolic link's target, not the link);
  /// whether it may be is the caller's to ask, see ``OutputPath``. What killed runs have left of the same
  /// file is removed first.
  ///
  /// - Throws: `Failure` (output) naming the path; nothing half-written is left behind.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    let target = resolvingLink(path)
    try OutputPath.checkReplaceable(target)
    Leftovers.remove(of: target)
    // Another run may take a file for abandoned that is not locked yet, and remove it.
    while try !place(bytes, at: target, for: path) {}
    try synchronizeFolder(splitPath(target).folder, for: path)
  }

  /// Writes a text file in UTF-8, in the same way and with the same failures.
  public static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  /// Removes what killed runs have left beside a file while they were writing it; what a run is writing now
  /// stays.
  public static func removeLeftovers(of path: String) { Leftovers.remove(of: resolvingLink(path)) }

  /// Removes a file if there is one.
  ///
  /// - Throws: `Failure` (output) naming the path.
  public static func remove(_ path: String) throws {
    guard unsafe path.withSystemPath({ unsafe unlink($0) }) == 0 || errno == ENOENT else {
      throw failure(path)
    }
  }

  /// Writes a file beside its place and moves it there; false where it vanished in between.
  private static func place(_ bytes: [UInt8], at target: String, for path: String) throws -> Bool {
    let temporary = Leftovers.newName(for: target)
    var isWritten = false
    do {
      guard let file = FileDescriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
      else { throw failure(path) }
      // Held until it is in its place. File systems without locks need none: see `Leftovers`.
      _ = flock(file.raw, LOCK_EX | LOCK_NB)
      guard file.write(bytes), fsync(file.raw) == 0 else { throw failure(path) }
      isWritten = true
      guard renamed(temporary, to: target) else { throw failure(path) }
      return true
    } catch {
      let hasVanished = isWritten && PathKind(of: temporary) == .nothing
      _ = unsafe temporary.withSystemPath { unsafe unlink($0) }
      if hasVanished, PathKind(of: splitPath(target).folder) == .folder { return false }
      throw error
    }
  }

  /// Forces what is in a folder to disk.
  static func synchronizeFolder(_ folder: String, for path: String) throws {
    guard let descriptor = FileDescriptor(opening: folder, flags: O_RDONLY) else {
      throw failure(path)
    }
    // Some file systems know no fsync for folders and say so; there is nothing more to do there.
    guard fsync(descriptor.raw) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure(path)
    }
  }

  private static func failure(_ path: String) -> Failure {
    let remedy: Phrase? =
      switch errno {
      case ENOSPC, EDQUOT: "Free some space or choose another folder."
      case EFBIG: "Raise the limit on the size of files (ulimit -f) or choose another folder."
      case EACCES, EPERM, EROFS: "Choose a folder that can be written to."
      case ENOENT: "Create its folder first."
      default: nil
      }
    return Failure(.output, "cannot be written: \(latestSystemError())", at: path, remedy: remedy)
  }
}

/// Gives a file or a folder another name; false with `errno` set if that fails.
func renamed(_ path: String, to target: String) -> Bool {
  unsafe path.withSystemPath { path in
    unsafe target.withSystemPath { unsafe rename(path, $0) }
  } == 0
}
