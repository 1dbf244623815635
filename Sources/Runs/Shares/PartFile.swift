internal import Archives

/// The file in which one of several processes keeps its share of a result: `surface.h5.part-3-of-16`
/// beside `surface.h5`.
public struct PartFile: Hashable, Sendable {
  /// Whose file it is.
  public let share: Share
  /// The file of the result, as it was named.
  public let output: String

  /// Names the file of a share.
  public init(_ share: Share, of output: String) {
    self.share = share
    self.output = output
  }

  /// Its path.
  public var path: String {
    "\(output)\(Self.marker)\(share.index)\(Self.separator)\(share.count)"
  }

  /// The files beside a result, whatever the number of processes, in the order of that number and then
  /// of the shares.
  public static func all(of output: String) -> [PartFile] {
    let (folder, name) = splitPath(output)
    let start = name + marker
    let found = (FolderListing.names(in: folder) ?? []).compactMap { entry -> PartFile? in
      guard entry.hasPrefix(start), let share = Share(numbers: String(entry.dropFirst(start.count)))
      else {
        return nil
      }
      return PartFile(share, of: output)
    }
    return found.sorted { ($0.share.count, $0.share.index) < ($1.share.count, $1.share.index) }
  }

  /// Removes what killed processes have left of such files: locks, and what they were writing.
  public static func removeRemains(of output: String) {
    let (folder, name) = splitPath(output)
    let start = name + marker
    for entry in FolderListing.names(in: folder) ?? [] {
      if entry.hasPrefix(start), entry.hasSuffix(".lock"),
        let share = Share(numbers: String(entry.dropFirst(start.count).dropLast(".lock".count)))
      {
        // Given back at once, which removes it.
        _ = FileLock.attempt(for: PartFile(share, of: output).path)
      } else if entry.hasPrefix(".\(start)"),
        let share = Share(numbers: String(entry.dropFirst(start.count + 1).prefix { $0 != "." }))
      {
        AtomicFile.removeLeftovers(of: PartFile(share, of: output).path)
      }
    }
  }

  private static let marker = ".part-"
  fileprivate static let separator = "-of-"
}

extension Share {
  /// Reads `3-of-16`, as it is written in names of files and in no other way.
  fileprivate init?(numbers text: String) {
    let numbers = text.split(separator: PartFile.separator, omittingEmptySubsequences: false)
      .map(String.init)
    guard numbers.count == 2, let index = Int(numbers[0]), let count = Int(numbers[1]),
      String(index) == numbers[0], String(count) == numbers[1],
      (2...Self.most).contains(count), (0..<count).contains(index)
    else { return nil }
    self.init(index, of: count)
  }
}
