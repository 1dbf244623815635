internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writing of files that belong together such that a reader finds all of them or none.
public enum AtomicFolder {
  /// Makes sure that files can be written into a folder: nothing is in their way, and a folder that is not
  /// there yet can be made (those above it are made if need be).
  ///
  /// - Parameters:
  ///   - names: the names of the files.
  ///   - folder: the folder.
  ///   - overwrite: whether existing files may be replaced.
  /// - Throws: `Failure` (output) naming the path and the way out.
  public static func prepare(_ names: [String], in folder: String, overwrite: Bool) throws {
    guard PathKind(of: folder) != .nothing else {
      return try OutputPath.prepareFolder(splitPath(folder).folder)
    }
    for name in names { try OutputPath.prepare("\(folder)/\(name)", overwrite: overwrite) }
  }

  /// Writes files into a folder. One that is not there yet appears with all of them; into one that is there
  /// they are moved once all are on disk, and what else it holds stays.
  ///
  /// Whether files may be replaced is the caller's to ask, see ``prepare(_:in:overwrite:)``.
  ///
  /// - Parameters:
  ///   - files: the files, their names without folders.
  ///   - folder: the folder; the one above it must exist.
  /// - Throws: `Failure` (output) naming the path; nothing half-written is left behind.
  public static func write(_ files: [(name: String, bytes: [UInt8])], to folder: String) throws {
    let isThere = PathKind(of: folder) == .folder
    let target = isThere ? "\(folder)/" : folder
    let parent = splitPath(target).folder
    Leftovers.remove(of: target)
    let temporary = Leftovers.newName(for: target)
    try OutputPath.prepareFolder(temporary)
    let held = Leftovers.hold(temporary)
    defer {
      FolderListing.remove(temporary)
      extendLifetime(held)
    }
    do {
      for file in files { try AtomicFile.write(file.bytes, to: "\(temporary)/\(file.name)") }
    } catch let failure as Failure {
      // Under the name that the file was to have.
      let name = failure.place?.path.map { splitPath($0).name } ?? ""
      throw Failure(
        failure.code, failure.what, at: "\(folder)/\(name)", remedy: failure.remedy)
    }
    if isThere {
      for file in files { try OutputPath.checkReplaceable("\(folder)/\(file.name)") }
      for file in files { try move("\(temporary)/\(file.name)", to: "\(folder)/\(file.name)") }
    } else {
      try move(temporary, to: folder)
    }
    try AtomicFile.synchronizeFolder(parent, for: folder)
  }

  private static func move(_ path: String, to target: String) throws(Failure) {
    guard renamed(path, to: target) else {
      throw Failure(.output, "cannot be written: \(latestSystemError())", at: target)
    }
  }
}
