internal import Failures

/// Grey images and their classes in two IDX files.
struct IDXPair {
  /// The images and the labels of some examples.
  struct Content {
    /// The number of examples that were read.
    let count: Int
    let height: Int
    let width: Int
    /// One image after another.
    let pixels: [UInt8]
    /// The labels of these examples, as they are in the file.
    let labels: ArraySlice<UInt8>
    /// The largest label of all examples.
    let largestLabel: UInt8
  }

  let images: IDXLocation
  let labels: IDXLocation

  /// The first examples.
  ///
  /// - Parameters:
  ///   - name: what the data are called.
  ///   - edge: the height and width that images must have; nil for any.
  ///   - allowed: the labels that there may be.
  /// - Throws: `Failure`: usage if there are fewer than asked for, data if the files are damaged or do
  ///   not fit each other.
  func read(
    _ samples: SampleCount, of name: String, edge: Int? = nil, labels allowed: ClosedRange<UInt8>
  ) throws -> Content {
    let (imagePath, labelPath) = (images.description, labels.description)
    let labelFile = try IDXFile(labels, rank: 1)
    let images = try IDXFile(images, rank: 3, rows: max(0, samples.limit ?? .max))
    let (count, height, width) = (images.sizes[0], images.sizes[1], images.sizes[2])
    if let edge, height != edge || width != edge {
      throw Failure(
        .data, "has images of \(height)×\(width) instead of \(edge)×\(edge) pixels", at: imagePath)
    }
    guard count > 0, height > 0, width > 0 else {
      throw Failure(.data, "has no images", at: imagePath)
    }
    let labels = labelFile.numbers
    guard count == labels.count else {
      throw Failure(.data, "has \(labels.count) labels for \(count) images", at: labelPath)
    }
    if let wrong = labels.firstIndex(where: { !allowed.contains($0) }) {
      throw Failure(
        .data, "label \(labels[wrong]) is not in \(allowed.lowerBound)…\(allowed.upperBound)",
        at: "\(labelPath), label \(wrong)")
    }
    let used = try samples.count(of: count, in: name)
    return Content(
      count: used, height: height, width: width, pixels: images.numbers,
      labels: labels.prefix(used), largestLabel: labels.max() ?? 0)
  }
}
