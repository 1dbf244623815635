internal import Archives

extension Deck {
  /// The written forms of a deck.
  public enum Format: String, CaseIterable, Sendable {
    /// A presentation for PowerPoint and LibreOffice.
    case pptx
    /// The slides as pages.
    case pdf

    /// The format that the name of a file asks for by its ending; nil for no format.
    public init?(path: String) {
      let found = Self.allCases.first { path.lowercased().hasSuffix(".\($0.rawValue)") }
      guard let found else { return nil }
      self = found
    }
  }

  /// The deck as a file.
  ///
  /// - Parameters:
  ///   - format: what it is written as.
  ///   - path: its name in messages.
  /// - Throws: `Failure`: (fault) if drawing failed, (data) for more than 4 GiB.
  public func bytes(_ format: Format, for path: String) throws -> [UInt8] {
    switch format {
    case .pptx: try PresentationFile.bytes(of: self, for: path)
    case .pdf: try DeckPDF.bytes(of: self)
    }
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: `Failure`, see ``bytes(_:for:)``, and (output) if it cannot be written.
  public func write(_ format: Format, to path: String) throws {
    try AtomicFile.write(try bytes(format, for: path), to: path)
  }
}
