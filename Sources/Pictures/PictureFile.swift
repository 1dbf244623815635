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
  /// - Parameters:
  ///   - picture: The picture.
  ///   - manifest: Everything that determined the numbers; nil where there is none.
  ///   - appearance: The size, the ground and the font.
  ///   - path: The file, whose ending decides the format.
  /// - Returns: How the letters differ from the font that was asked for.
  /// - Throws: `Failure` (usage) for a name or a size that no picture can have, (output) if the file
  ///   cannot be written.
  @discardableResult
  public static func write(
    _ picture: some Illustration, manifest: Manifest? = nil,
    as appearance: PictureAppearance = PictureAppearance(), to path: String
  ) throws -> FontReport {
    guard let format = PictureFormat.named(by: path) else {
      let endings = PictureFormat.all.map { "." + $0.ending }
      throw Failure(
        .usage,
        "the name of a picture must end in \(endings.dropLast().joined(separator: ", ")) or "
          + "\(endings.last ?? "")", at: path)
    }
    var fonts = FontReport()
    let bytes = try format.encode(picture, appearance, manifest?.text) { fonts = $0 }
    try AtomicFile.write(bytes, to: path)
    return fonts
  }

  /// The most bytes of a picture that is put into a report.
  public static let mostBytes = 1 << 28

  /// The most bytes of a picture in which its texts are looked for. They stand at the beginning of PNG
  /// and SVG files, at the end of PDF files.
  private static let mostBytesWithTexts = 1 << 25

  /// The texts stored in a picture file, of which no more than 32 MiB are read; nil where it is not a
  /// picture.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read.
  public static func facts(at path: String) throws -> PictureFacts? {
    facts(in: try InputFile.bytes(at: path, upTo: mostBytesWithTexts))
  }

  /// The texts stored in a picture file; nil where the bytes are not a picture.
  public static func facts(in bytes: [UInt8]) -> PictureFacts? {
    PictureFormat.beginning(bytes)?.facts(bytes)
  }
}
