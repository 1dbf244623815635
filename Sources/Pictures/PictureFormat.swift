internal import CairoRendering
internal import Figures

/// A format of picture files. This list is the only place that names them.
public struct PictureFormat: Sendable {
  /// The format's name, such as `PNG`.
  public let name: String
  /// How the names of its files end, in lower case and without the dot.
  public let ending: String
  /// How its files begin.
  let signature: [UInt8]
  /// Draws a picture as the bytes of a file that carries a manifest.
  let encode: @Sendable (any Illustration, _ manifest: String?) throws -> [UInt8]
  /// The texts stored in a file.
  let facts: @Sendable ([UInt8]) -> PictureFacts

  /// The formats, the recommended one first.
  public static let all = [
    PictureFormat(
      name: "PNG", ending: "png", signature: PNGFile.signature,
      encode: { try FigureRenderer.png($0, metadata: PNGMetadata(manifest: $1)) },
      facts: { bytes in
        let texts = PNGFile.texts(in: bytes)
        return PictureFacts(
          title: texts["Title"], description: texts["Description"],
          manifest: texts["basin.manifest"])
      })
  ]

  /// The format that the name of a file asks for by its ending; nil for no format.
  public static func named(by path: String) -> PictureFormat? {
    all.first { path.lowercased().hasSuffix("." + $0.ending) }
  }

  /// The format of a file by its first bytes; nil where it is not a picture.
  public static func beginning(_ bytes: [UInt8]) -> PictureFormat? {
    all.first { bytes.starts(with: $0.signature) }
  }
}

/// The texts stored in a picture file.
public struct PictureFacts: Hashable, Sendable {
  /// Its title.
  public let title: String?
  /// What it shows, in sentences.
  public let description: String?
  /// Everything that determined its numbers, as JSON.
  public let manifest: String?
}
