extension JSONValue {
  /// The most bytes of a file that is read.
  public static let longestFile = 1 << 28

  /// Reads a file that holds one JSON text.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) naming the byte if it is no JSON, or if
  ///   it is longer than ``longestFile``.
  public init(path: String) throws {
    try self.init(parsing: try InputFile.text(at: path, atMost: Self.longestFile), from: path)
  }

  /// Writes the value as a file, at once or not at all.
  ///
  /// - Parameters:
  ///   - path: the file; one that exists is replaced.
  ///   - pretty: see ``serialized(pretty:)``.
  /// - Throws: `Failure` (output), see ``AtomicFile``.
  public func write(to path: String, pretty: Bool = true) throws {
    try AtomicFile.write(serialized(pretty: pretty) + "\n", to: path)
  }
}
