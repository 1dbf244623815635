extension HDF5Image {
  /// Makes the checksum of the superblock of an HDF5 file again; versions 0 and 1 have none.
  ///
  /// `H5Fget_file_image` clears the mark "open for writing" in the superblock of a file in memory,
  /// but leaves the checksum that was made with the mark (HDF5 1.10.8), so that no library opens the
  /// file. Where the checksum was right it stays the same.
  package static func repairChecksum(of file: inout [UInt8]) {
    // HDF5 File Format Specification 3.0, II.A: the version in byte 8; in versions 2 and 3, with
    // addresses of 8 bytes, the checksum follows 44 bytes.
    guard file.count >= 48, file[8] == 2 || file[8] == 3, file[9] == 8 else { return }
    let checksum = unsafe Lookup3.hash(file.span.bytes.extracting(0..<44))
    for byte in 0..<4 { file[44 + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * byte)) }
  }
}
