/// What a file is by its first bytes, for messages about files that are of another kind than the one
/// wanted.
enum FileKind {
  /// An HDF5 file: a surface or directions.
  case hdf5
  /// A zip archive: `.npz`, or what `torch.save` writes.
  case zip
  /// A pickle: what `torch.save` wrote before version 1.6.
  case pickle
  /// A NumPy array.
  case npy
  /// JSON text.
  case json
  case png
  /// Something else.
  case unknown

  /// Recognises the kind; nine bytes are enough.
  init(of bytes: [UInt8]) {
    switch bytes {
    case _ where bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]): self = .hdf5
    case _ where bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]): self = .zip
    case _ where bytes.starts(with: [0x80]): self = .pickle
    case _ where bytes.starts(with: NPYHeader.magic): self = .npy
    case _ where bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]): self = .png
    case _ where bytes.first { ![0x20, 0x0a, 0x0d, 0x09].contains($0) } == UInt8(ascii: "{"):
      self = .json
    default: self = .unknown
    }
  }
}
