internal import Failures

/// A dataset of numbers, as a list of them names it.
public struct HDF5Dataset: Equatable, Sendable {
  /// Its name in its group.
  public let name: String
  /// The sizes of its dimensions; none for a single number.
  public let sizes: [Int]
}

extension HDF5File {
  /// The names of the datasets, groups and links in a group, in the order of their bytes.
  ///
  /// - Throws: `Failure` (data) if there is no such group, or it has more than 65,536 names.
  public func names(in group: String = "/") throws -> [String] {
    try reading(group) { try links(in: group, $0).map(\.name) }
  }

  /// The datasets of numbers in a group, in the order of their names' bytes. What cannot be read is left
  /// out.
  ///
  /// - Throws: `Failure` (data) if there is no such group.
  public func datasets(in group: String = "/") throws -> [HDF5Dataset] {
    try reading(group) { reader in
      try links(in: group, reader).compactMap { link in
        guard case .object(let address) = link.target,
          let header = try? HDF5ObjectHeader(at: address, in: reader), header.isDataset,
          let content = try? HDF5Content(header, in: reader)
        else { return nil }
        return HDF5Dataset(name: link.name, sizes: content.space.sizes)
      }
    }
  }

  /// The links of a group.
  func links(in group: String, _ reader: HDF5Reader) throws -> [HDF5Link] {
    guard let header = try header(of: group, in: reader), header.isGroup else {
      throw Failure(.data, "has no group \(group)", at: path)
    }
    return try HDF5Group(header, in: reader).links
  }
}
