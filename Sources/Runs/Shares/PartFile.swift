internal import Archives
internal import Foundation

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

  /// Removes locks of such files, and files beside them, that killed processes have left.
  public static func removeLeftovers(of output: String) {
    let (folder, name) = splitPath(output)
    let start = name + marker
    for entry in FolderListing.names(in: folder) ?? [] {
      let rest = entry.drop { $0 == "." }
      guard rest.hasPrefix(start) else { continue }
      let numbers = rest.dropFirst(start.count).prefix { $0 != "." }
      guard let share = Share(numbers: String(numbers)) else { continue }
      let path = PartFile(share, of: output).path
      if entry == rest, entry.hasSuffix(".lock") {
        // Given back at once, which removes it.
        _ = FileLock.attempt(for: path)
      } else if entry != rest {
        AtomicFile.removeLeftovers(of: path)
      }
    }
  }

  /// The name of the result that a file may be a part of: the name itself where it names no part.
  public static func result(of name: String) -> String {
    guard let start = name.range(of: marker, options: .backwards)?.lowerBound,
      Share(numbers: String(name[start...].dropFirst(marker.count))) != nil
    else { return name }
    return String(name[..<start])
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
