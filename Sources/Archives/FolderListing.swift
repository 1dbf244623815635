#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a folder holds.
public enum FolderListing {
  /// The names in a folder in no particular order, `.` and `..` left out; nil with `errno` set where it
  /// cannot be read.
  public static func names(in folder: String) -> [String]? {
    guard let stream = unsafe folder.withSystemPath({ unsafe opendir($0) }) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe PathText.text(of: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a file, or a folder with the files in it, as far as that can be done; links are removed, not
  /// followed.
  static func remove(_ path: String) {
    guard unsafe path.withSystemPath({ unsafe unlink($0) }) != 0 else { return }
    for name in names(in: path) ?? [] {
      _ = unsafe "\(path)/\(name)".withSystemPath { unsafe unlink($0) }
    }
    _ = unsafe path.withSystemPath { unsafe rmdir($0) }
  }
}
