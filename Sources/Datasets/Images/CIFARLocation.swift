internal import Archives
internal import Failures

/// Where the files of a CIFAR set are: in a folder or in an archive.
struct CIFARLocation {
  let version: CIFARSet.Version
  private let place: Place

  private enum Place {
    /// With a final slash.
    case folder(String)
    case archive(String)
  }

  /// The most bytes of a file, more than those of either set.
  private static let mostBytes = 1 << 28

  /// Looks for unpacked files, then for archives.
  ///
  /// - Parameter first: a file that must be there, without its suffix.
  /// - Throws: `Failure` (missing) if there are neither.
  init(of set: CIFARSet, in folder: DataFolder, first: String) throws(Failure) {
    for version in set.versions {
      for below in version.folders where folder.first(["\(below)\(first)\(version.suffix)"]) != nil
      {
        self.version = version
        place = .folder("\(folder.path)/\(below)")
        return
      }
    }
    for version in set.versions {
      if let archive = folder.first(version.archives) {
        self.version = version
        place = .archive(archive)
        return
      }
    }
    throw Failure(
      .missing, "the files of \(set.name) are missing", at: folder.path,
      remedy: """
        Give the folder of \(set.stem)-binary.tar.gz, \(set.stem)-python.tar.gz or what is in them with \
        \(setting: DataFolder.setting).
        """)
  }

  /// The contents of files in the order of their names, each with its name in messages.
  ///
  /// - Parameter names: the names without their suffix.
  /// - Throws: `Failure`: missing if one is, data if it is too large or the archive is damaged.
  func contents(of names: ArraySlice<String>) throws -> [(bytes: [UInt8], path: String)] {
    let files = names.map { "\($0)\(version.suffix)" }
    switch place {
    case .folder(let folder):
      return try files.map { name in
        let path = "\(folder)\(name)"
        let bytes = try InputFile.bytes(at: path, upTo: Self.mostBytes + 1)
        guard bytes.count <= Self.mostBytes else {
          throw Failure(.data, "is longer than \(Self.mostBytes) bytes", at: path)
        }
        return (bytes, path)
      }
    case .archive(let path):
      return try Self.members(files, of: path).map { ($0.bytes, "\(path) (\($0.name))") }
    }
  }

  /// The contents of files of an archive, in the order of their names.
  private static func members(_ names: [String], of path: String) throws
    -> [(name: String, bytes: [UInt8])]
  {
    var found: [String: [UInt8]] = [:]
    var archive = try TarReader(path: path)
    while found.count < names.count, let entry = try archive.next() {
      guard names.contains(entry.name), found[entry.name] == nil else { continue }
      found[entry.name] = try archive.contents(of: entry, atMost: mostBytes)
    }
    return try names.map { name in
      guard let bytes = found[name] else {
        throw Failure(.missing, "the file is missing in the archive", at: .file(path, .item(name)))
      }
      return (name, bytes)
    }
  }
}
