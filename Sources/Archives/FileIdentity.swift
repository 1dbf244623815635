#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which file a path leads to, by whatever name: two paths lead to one file where their identities are
/// equal, be it by a symbolic or a hard link, or from another folder.
public enum FileIdentity: Hashable, Sendable {
  /// A file that is there, as the system numbers it.
  case existing(device: UInt64, inode: UInt64)
  /// One that is not there: its place, without links as far as its folders are there.
  case absent(String)

  /// Looks at a path.
  public init(of path: String) {
    var status = stat()
    guard unsafe path.withSystemPath({ unsafe stat($0, &status) }) == 0 else {
      self = .absent(Self.place(path))
      return
    }
    self = .existing(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      inode: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// The place of a file without links, as far as its folders are there.
  static func place(_ path: String) -> String {
    if let real = path.realPath { return real }
    let (folder, name) = splitPath(path)
    guard folder != path else { return path }
    let parent = place(folder)
    switch name {
    case "", ".": return parent
    case "..": return splitPath(parent).folder
    default: return parent == "/" ? "/\(name)" : "\(parent)/\(name)"
    }
  }
}
