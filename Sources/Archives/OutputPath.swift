internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Checks that are made before work begins whose result would have no place to go.
public enum OutputPath {
  /// Makes sure that a file can be written at a path: nothing is in its way, its folder exists
  /// (it is made if need be) and can be written to.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - overwrite: Whether an existing file may be replaced.
  /// - Throws: `Failure` (output) naming the path and the way out.
  public static func prepare(_ path: String, overwrite: Bool) throws {
    guard !path.isEmpty, !path.hasSuffix("/") else {
      throw Failure(
        .output, "the file name is missing", at: path.isEmpty ? nil : .file(path))
    }
    try checkReplaceable(path)
    if !overwrite, PathKind(of: path) == .file {
      throw Failure(
        .output, "exists already", at: path,
        remedy: "Choose another name, or replace it with \(setting: "overwrite").")
    }
    try prepareFolder(splitPath(path).folder)
  }

  /// Makes sure that a folder exists (it and its parents are made if need be) and can be written
  /// to.
  ///
  /// - Throws: `Failure` (output) naming the folder.
  public static func prepareFolder(_ path: String) throws {
    switch PathKind(of: path) {
    case .folder: break
    case .file, .other: throw Failure(.output, "is not a folder", at: path)
    case .nothing:
      let parent = splitPath(path).folder
      if parent != path { try prepareFolder(parent) }
      // Another run may make it at the same moment.
      guard unsafe path.withSystemPath({ unsafe mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
        throw Failure(
          .output, "the folder cannot be created: \(latestSystemError())", at: path,
          remedy: "Choose a folder that can be written to.")
      }
    }
    guard unsafe path.withSystemPath({ unsafe access($0, W_OK | X_OK) }) == 0 else {
      throw Failure(
        .output, "the folder cannot be written to: \(latestSystemError())", at: path,
        remedy: "Choose a folder that can be written to.")
    }
  }

  /// Refuses what a rename must never replace: folders, and devices such as /dev/null.
  static func checkReplaceable(_ path: String) throws {
    switch PathKind(of: path) {
    case .nothing, .file: return
    case .folder: throw Failure(.output, "is a folder, not a file", at: path)
    case .other: throw Failure(.output, "is not a regular file", at: path)
    }
  }
}
