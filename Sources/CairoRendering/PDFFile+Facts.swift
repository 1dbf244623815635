package import Figures

extension PDFFile {
  /// What a PDF file says of itself in its information dictionary, found by way of its end as the
  /// specification has it (ISO 32000-1, 7.5.4, 7.5.5 and 14.3.3).
  ///
  /// A file in which any of that is packed, as other programs write it, or damaged has no texts. Every
  /// byte is looked at a few times at most, and no text is longer than the file.
  package static func facts(in bytes: [UInt8]) -> PictureFacts {
    guard let dictionary = information(in: bytes) else { return PictureFacts() }
    func text(_ name: String) -> String? {
      if case .text(let text)? = dictionary[name] { text } else { nil }
    }
    return PictureFacts(
      title: text("Title"), description: text("Subject"), manifest: text("Keywords"))
  }

  private static func information(in bytes: [UInt8]) -> [String: PDFScanner.Value]? {
    // The last lines: where the table of objects begins.
    var end = PDFScanner(bytes, at: max(0, bytes.count - 64))
    guard end.find("startxref"), let table = end.number() else { return nil }
    var scanner = PDFScanner(bytes, at: table)
    guard scanner.take("xref"), scanner.number() == 0, let count = scanner.number() else {
      return nil
    }
    // Lines of 20 bytes, the first ten of which say where an object begins.
    let lines = scanner.afterSpace
    guard count > 0, count <= (bytes.count - lines) / 20 else { return nil }
    var trailer = PDFScanner(bytes, at: lines + 20 * count)
    guard trailer.take("trailer"), case .reference(let object)? = trailer.dictionary()["Info"],
      (0..<count).contains(object)
    else { return nil }
    var line = PDFScanner(bytes, at: lines + 20 * object)
    guard let place = line.number() else { return nil }
    var information = PDFScanner(bytes, at: place)
    guard information.number() == object, information.number() != nil, information.take("obj")
    else { return nil }
    return information.dictionary()
  }
}
