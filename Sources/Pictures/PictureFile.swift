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

  /// The texts stored in a picture file; nil where the bytes are not a picture.
  public static func facts(in bytes: [UInt8]) -> PictureFacts? {
    PictureFormat.beginning(bytes)?.facts(bytes)
  }
}
