/// PDF files as Cairo writes them.
public enum PDFFile {
  /// The bytes that begin every PDF file.
  package static let signature = Array("%PDF-".utf8)

  /// Ends the file whose page a canvas is and returns its bytes. Nothing can be drawn afterwards.
  ///
  /// - Throws: `Failure` (fault) if drawing failed, or the canvas is no page.
  public static func bytes(of canvas: CairoCanvas) throws -> [UInt8] {
    try canvas.checkStatus()
    return try canvas.target.finishedFile()
  }
}
