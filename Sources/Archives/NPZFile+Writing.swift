public import Failures

extension NPZFile {
  /// The bytes of a file that holds arrays under names, stored as they are, as `numpy.savez` does.
  ///
  /// - Parameters:
  ///   - arrays: the bytes of `.npy` files (``NPYFile/bytes()``), with different names, in the order in which
  ///     they are written.
  ///   - path: the file's name in messages.
  /// - Throws: `Failure` (data) for arrays of 4 GiB and more in all.
  public static func bytes(
    of arrays: [(name: String, array: [UInt8])], for path: String
  ) throws(Failure) -> [UInt8] {
    try ZipFile.bytes(
      of: arrays.map { ZipFile.Entry($0.name + suffix, $0.array) }, for: path)
  }
}
