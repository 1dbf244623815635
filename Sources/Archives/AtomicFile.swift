internal import Failures

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

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
  /// whether it may be is the caller's to ask, see ``OutputPath``.
  ///
  /// - Throws: `Failure` (output) naming the path; nothing half-written is left behind.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    let target = resolved(path)
    try OutputPath.checkReplaceable(target)
    let (folder, name) = splitPath(target)
    let temporary = "\(folder)/\(temporaryName(name))"
    do {
      try writeDurably(bytes, to: temporary, for: path)
      guard unsafe rename(temporary, target) == 0 else { throw failure(path) }
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
    try synchronizeFolder(folder, for: path)
  }

  /// Writes a text file in UTF-8, in the same way and with the same failures.
  public static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  /// Removes what killed runs have left beside a file while they were writing it. To be called only
  /// where nobody else can be writing the file, see ``FileLock``.
  ///
  /// - Throws: `Failure` (output) naming what cannot be removed.
  public static func removeLeftovers(of path: String) throws {
    let (folder, name) = splitPath(resolved(path))
    let start = temporaryStart(name)
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where entry.hasPrefix(start) && entry.hasSuffix(temporaryEnd) {
      let middle = entry.dropFirst(start.count).dropLast(temporaryEnd.count)
      let numbers = middle.split(separator: "-", omittingEmptySubsequences: false)
      guard numbers.count == 2, numbers.allSatisfy({ UInt32($0) != nil }) else { continue }
      try remove("\(folder)/\(entry)")
    }
  }

  /// The name under which something is written beside its place. The process and a random number keep
  /// two runs, and two threads of one, apart.
  static func temporaryName(_ name: String) -> String {
    "\(temporaryStart(name))\(getpid())-\(UInt32.random(in: 0 ... .max))\(temporaryEnd)"
  }

  private static let temporaryEnd = ".partial"
  private static func temporaryStart(_ name: String) -> String { ".\(name.prefix(100))." }

  /// Removes a file if there is one.
  ///
  /// - Throws: `Failure` (output) naming the path.
  public static func remove(_ path: String) throws {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw failure(path) }
  }

  private static func writeDurably(_ bytes: [UInt8], to temporary: String, for path: String) throws
  {
    guard let file = FileDescriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL),
      file.write(bytes), fsync(file.raw) == 0
    else { throw failure(path) }
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

  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
