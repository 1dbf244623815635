#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Files and folders that are written beside their place, and what killed runs leave of them.
///
/// Who writes one holds a lock (`flock`) on it. One that nobody has locked was left by a run that was
/// killed. The process number in its name would not say that: it may be that of another machine.
enum Leftovers {
  private static let end = ".partial"
  private static func start(_ name: String) -> String { ".\(name.prefix(100))." }

  /// On a file system without locks only what is this old, in seconds, is taken for abandoned.
  private static let oldAge = 7 * 86_400

  /// The path under which something is written beside its place. The process and a random number keep
  /// two runs, and two threads of one, apart.
  static func newName(for target: String) -> String {
    let (folder, name) = splitPath(target)
    return "\(folder)/\(start(name))\(getpid())-\(UInt32.random(in: 0 ... .max))\(end)"
  }

  /// Locks a folder that is written beside its place, as long as the result lives.
  static func hold(_ path: String) -> FileDescriptor? {
    guard let folder = FileDescriptor(opening: path, flags: O_RDONLY) else { return nil }
    _ = flock(folder.raw, LOCK_EX | LOCK_NB)
    return folder
  }

  /// Removes what killed runs have left beside a target, as far as that can be done.
  static func remove(of target: String) {
    let (folder, name) = splitPath(target)
    let start = start(name)
    for entry in FolderListing.names(in: folder) ?? []
    where entry.hasPrefix(start) && entry.hasSuffix(end) {
      let numbers = entry.dropFirst(start.count).dropLast(end.count)
        .split(separator: "-", omittingEmptySubsequences: false)
      guard numbers.count == 2, numbers.allSatisfy({ UInt32($0) != nil }) else { continue }
      removeIfAbandoned("\(folder)/\(entry)")
    }
  }

  private static func removeIfAbandoned(_ path: String) {
    guard let file = FileDescriptor(opening: path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      let status = file.status(), [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    else { return }
    if flock(file.raw, LOCK_EX | LOCK_NB) != 0 {
      guard errno != EWOULDBLOCK else { return }
      let age = time(nil) - status.modificationTime
      guard age > oldAge else { return }
    }
    // While the lock is held.
    FolderListing.remove(path)
    extendLifetime(file)
  }
}

extension stat {
  /// When the file was last written, in seconds since 1970.
  fileprivate var modificationTime: Int {
    #if canImport(Darwin)
      st_mtimespec.tv_sec
    #else
      st_mtim.tv_sec
    #endif
  }
}
