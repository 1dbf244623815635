internal import CHDF5
internal import CZlib
internal import Failures

// HDF5's library (seen with 1.10.8) copies a whole chunk out of what a chunk's filters gave, however
// little that is. So it is asked for a dataset in chunks only after each of them was seen to be as
// long as it must be. Everything is called inside `HDF5Library.exclusively`.
extension HDF5File {
  /// Chunks of at most this many elements may be larger than their dataset.
  private static let freeChunkElements = 1 << 20

  /// Checks that the chunks of a dataset take no more room than it does, and that each that is in
  /// the file gives as many bytes as the library will take from it.
  ///
  /// - Parameters:
  ///   - sizes: The dataset's shape, which it has room for.
  ///   - properties: How the dataset was created.
  func checkChunks(of dataset: hid_t, named name: String, sizes: [Int], properties: hid_t) throws {
    var claimed = [hsize_t](repeating: 0, count: sizes.count)
    // The library makes room for a whole chunk, however little of it the dataset fills.
    guard unsafe H5Pget_chunk(properties, Int32(claimed.count), &claimed) == sizes.count,
      let elements = byteCount(of: claimed.map { Int(clamping: $0) }, elementSize: 1),
      elements > 0, elements <= max(sizes.reduce(1, *), Self.freeChunkElements)
    else { throw failure("has chunks of \(claimed): empty or larger than the dataset", at: name) }
    // No chunk is in the file, or none is asked for, whatever shape it claims.
    guard H5Dget_storage_size(dataset) > 0, !sizes.contains(0) else { return }
    guard let type = HDF5Handle(H5Dget_type(dataset), closing: H5Tclose) else {
      throw failure("is damaged: its type cannot be read", at: name)
    }
    let length = elements * H5Tget_size(type.id)
    let filters = try filters(of: properties, named: name)
    let chunk = claimed.map { Int($0) }
    var offset = [Int](repeating: 0, count: sizes.count)
    repeat {
      guard holds(length, at: offset, of: dataset, filters) else {
        throw failure(
          "is damaged: the chunk at \(offset) does not hold the \(length) bytes of a chunk",
          at: name)
      }
    } while advance(&offset, by: chunk, within: sizes)
  }

  /// How the chunks of a dataset are packed, in the order in which it was done.
  private func filters(of properties: hid_t, named name: String) throws -> [H5Z_filter_t] {
    let count = H5Pget_nfilters(properties)
    guard count >= 0 else { throw failure("is damaged: its filters cannot be read", at: name) }
    return try (0..<UInt32(count)).map { index in
      var parameters = 0
      let filter = unsafe H5Pget_filter2(
        properties, index, nil, &parameters, nil, 0, nil, nil)
      guard [H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32].contains(filter)
      else {
        throw failure(
          "uses HDF5 filter \(filter), which is not supported: store it with gzip or no filter",
          at: name)
      }
      return filter
    }
  }

  /// Whether a chunk holds just so many bytes once its filters are undone, or is not in the file.
  private func holds(_ length: Int, at offset: [Int], of dataset: hid_t, _ filters: [H5Z_filter_t])
    -> Bool
  {
    let place = offset.map { hsize_t($0) }
    var (mask, address, stored) = (UInt32(0), haddr_t(0), hsize_t(0))
    guard
      unsafe H5Dget_chunk_info_by_coord(dataset, place, &mask, &address, &stored) >= 0,
      stored <= fileSize
    else { return false }
    if stored == 0, address == haddr_t.max { return true }
    // A bit of the mask says that a filter was left out for this chunk.
    let undone = filters.indices.filter { mask & (1 << $0) == 0 }.map { filters[$0] }
    guard undone.contains(H5Z_FILTER_DEFLATE) else {
      return Int(stored) == length + 4 * undone.count { $0 == H5Z_FILTER_FLETCHER32 }
    }
    var bytes = [UInt8](repeating: 0, count: Int(stored))
    guard unsafe H5Dread_chunk(dataset, basin_h5_default(), place, &mask, &bytes) >= 0 else {
      return false
    }
    var isShuffled = false
    for filter in undone.reversed() {
      switch filter {
      case H5Z_FILTER_DEFLATE:
        guard !isShuffled, let inflated = inflated(bytes, atMost: length + 4) else { return false }
        bytes = inflated
      case H5Z_FILTER_FLETCHER32:
        guard bytes.count >= 4 else { return false }
        bytes.removeLast(4)
      default:
        // Moves bytes, which matters to nothing but an inflation after it.
        isShuffled = true
      }
    }
    return bytes.count == length
  }

  /// What zlib data (RFC 1950) holds; nil if it is damaged or holds more than a number of bytes.
  private func inflated(_ bytes: [UInt8], atMost maximum: Int) -> [UInt8]? {
    var inflated = [UInt8](repeating: 0, count: maximum)
    var count = uLongf(maximum)
    guard unsafe uncompress(&inflated, &count, bytes, uLong(bytes.count)) == Z_OK else {
      return nil
    }
    return Array(inflated.prefix(Int(count)))
  }

  /// Goes on to the next chunk in row-major order; false behind the last.
  private func advance(_ offset: inout [Int], by chunk: [Int], within sizes: [Int]) -> Bool {
    for axis in offset.indices.reversed() {
      offset[axis] += chunk[axis]
      if offset[axis] < sizes[axis] { return true }
      offset[axis] = 0
    }
    return false
  }
}
