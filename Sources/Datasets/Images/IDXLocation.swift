internal import Archives

/// Where an IDX file is: by itself, or in a ZIP archive.
enum IDXLocation: CustomStringConvertible {
  case file(String)
  case member(String, of: String)

  /// The most bytes of a member: more than those of the largest file of EMNIST.
  private static let mostBytes = 1 << 30

  /// The place in messages.
  var description: String {
    switch self {
    case .file(let path): path
    case .member(let name, let archive): "\(archive) (\(name))"
    }
  }

  /// Its bytes.
  func stream() throws -> ByteStream {
    switch self {
    case .file(let path): try ByteStream(path: path)
    case .member(let name, let archive):
      try ByteStream(
        ZipFile(path: archive).bytes(of: name, atMost: Self.mostBytes), from: description)
    }
  }
}
