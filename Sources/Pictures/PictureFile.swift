internal import Archives
internal import CairoRendering
internal import Failures
public import Figures
public import Provenance

/// Picture files, whose format follows from their names.
public enum PictureFile {
  /// Draws a picture and writes it in one step: either all of it or, on failure, nothing. The file
  /// says what it shows and how its numbers were made.
  ///
  /// - Throws: `Failure` (usage) for a name or a size that no picture can have, (output) if the file
  ///   cannot be written.
  public static func write(
    _ picture: some Illustration, manifest: Manifest? = nil, to path: String
  ) throws {
    guard let format = PictureFormat.named(by: path) else {
      let endings = PictureFormat.all.map { "." + $0.ending }
      throw Failure(
        .usage, "the name of a picture must end in \(endings.joined(separator: " or "))", at: path)
    }
    try AtomicFile.write(try format.encode(picture, manifest?.text), to: path)
  }

  /// The characters of a text that pictures show as empty boxes, because the font lacks them.
  ///
  /// - Throws: `Failure` (fault) when memory runs out.
  public static func charactersWithoutGlyph(in text: String) throws -> [Character] {
    try CairoCanvas(width: 1, height: 1).charactersWithoutGlyph(in: text)
  }

  /// The texts stored in a picture file; nil where the bytes are not a picture.
  public static func facts(in bytes: [UInt8]) -> PictureFacts? {
    PictureFormat.beginning(bytes)?.facts(bytes)
  }
}
