internal import Failures
internal import Tensors

/// The arrays of a group whose names are `0`, `1`, …, as directions are stored.
struct HDF5Series {
  /// An array for each name of the group.
  var arrays: [HDF5Array<Float>] = []
  /// A text attribute of each; nil where not all have it.
  var labels: [String]? = []
}

extension HDF5File {
  /// Bytes that the arrays of a series may take, and how often those of the file.
  private static let freeBytes = 1 << 24
  private static let mostRatio = 8

  /// Reads the arrays of a group, one for each of its names, in the order of their numbers.
  ///
  /// - Parameter label: the attribute that each may have.
  /// - Throws: `Failure` (data) if there is no such group, a number is missing, or the arrays together
  ///   claim more than 16 MiB and eight times the file's length.
  func series(_ group: String, label: String) throws -> HDF5Series {
    // All are checked before the first is read.
    _ = try seriesShapes(group)
    var series = HDF5Series()
    try forEachMember(of: group) { header, content, reader in
      series.arrays.append(
        HDF5Array(
          shape: Shape(content.space.sizes), elements: try content.numbers(as: Float.self)))
      // The labels of other programs need not be texts.
      let text = try? HDF5Attribute.named(label, of: header, in: reader)?.text(in: reader)
      if let text { series.labels?.append(text) } else { series.labels = nil }
    }
    return series
  }

  /// The shapes of the arrays of a group; see ``series(_:label:)``. Nothing else of them is read.
  func seriesShapes(_ group: String) throws -> [Shape] {
    var shapes: [Shape] = []
    var total = 0
    try forEachMember(of: group) { _, content, _ in
      shapes.append(Shape(content.space.sizes))
      total += content.byteCount
      guard total <= Self.freeBytes + Self.mostRatio * size else {
        throw HDF5Problem("claims more numbers than the file can hold")
      }
    }
    return shapes
  }

  private func forEachMember(
    of group: String, _ body: (HDF5ObjectHeader, HDF5Content, HDF5Reader) throws -> Void
  ) throws {
    var place = group
    try reading(place) { reader in
      let links = try links(in: group, reader)
      var targets: [String: HDF5Link] = [:]
      for link in links { targets[link.name] = link }
      for index in links.indices {
        place = "\(group)/\(index)"
        guard let link = targets["\(index)"],
          case let header = try HDF5ObjectHeader(at: try link.object(), in: reader),
          header.isDataset
        else { throw Failure(.data, "has no dataset \(place)", at: path) }
        try body(header, try HDF5Content(header, in: reader), reader)
      }
    }
  }
}
