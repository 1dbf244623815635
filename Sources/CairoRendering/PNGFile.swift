internal import CPNG
internal import Failures

/// What a PNG file says of itself beside its pixels.
public struct PNGMetadata: Hashable, Sendable {
  /// The title of the picture; left out when empty.
  public var title: String
  /// What the picture shows, for those who cannot see it; left out when empty.
  public var description: String
  /// The program that made it; left out when empty.
  public var software: String
  /// Everything that determined the numbers, as JSON (keyword `basin.manifest`); left out when nil.
  public var manifest: String?
  /// The pixel density per inch; at 0 none is recorded.
  public var pixelsPerInch: Double

  /// Creates metadata. 144 pixels to the inch make a 1920-pixel picture a slide's width.
  public init(
    title: String = "", description: String = "", software: String = "Basin",
    manifest: String? = nil, pixelsPerInch: Double = 144
  ) {
    self.title = title
    self.description = description
    self.software = software
    self.manifest = manifest
    self.pixelsPerInch = pixelsPerInch
  }

  /// The text chunks in file order: PNG's own keywords, then ours.
  var texts: [(keyword: String, text: String)] {
    [
      ("Title", title), ("Description", description), ("Software", software),
      ("basin.manifest", manifest ?? ""),
    ].filter { !$0.1.isEmpty }
  }
}

/// PNG files, through libpng.
public enum PNGFile {
  /// The finished picture of a canvas as the bytes of a PNG file: 8-bit RGB, sRGB.
  ///
  /// Equal pictures and metadata give equal bytes; no time is recorded. ASCII texts become `tEXt`
  /// chunks, others `iTXt` (UTF-8).
  ///
  /// - Throws: `Failure` (fault) if drawing or encoding failed.
  public static func bytes(of canvas: CairoCanvas, metadata: PNGMetadata) throws -> [UInt8] {
    try unsafe canvas.withPixels { pixels, stride in
      var buffer = unsafe basin_png_buffer()
      defer { unsafe free(buffer.bytes) }
      // libpng wants mutable C strings that live as long as the call.
      let texts = unsafe metadata.texts.map { keyword, text in
        unsafe basin_png_text(
          keyword: strdup(keyword), text: strdup(text.replacing("\0", with: " ")),
          is_international: text.utf8.allSatisfy { $0 < 0x80 } ? 0 : 1)
      }
      defer {
        unsafe texts.forEach {
          unsafe free($0.keyword)
          unsafe free($0.text)
        }
      }
      let density = metadata.pixelsPerInch / 0.0254
      let message = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) {
        message -> String? in
        guard let start = message.baseAddress else { return "no memory" }
        let isWritten = unsafe basin_png_write(
          pixels, stride, UInt32(canvas.width), UInt32(canvas.height),
          density.isFinite ? UInt32(min(max(density.rounded(), 0), 1e9)) : 0, texts,
          Int32(texts.count), &buffer, start)
        return isWritten == 1 ? nil : unsafe String(cString: start)
      }
      if let message {
        throw Failure(.fault, "the picture could not be encoded: libpng says \"\(message)\"")
      }
      return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    }
  }

  /// A decoded picture.
  package struct Image: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// Straight RGBA, 4 bytes a pixel, row by row from the top.
    package let rgba: [UInt8]
  }

  /// Decodes the bytes of a PNG file.
  ///
  /// - Throws: `Failure` (data) if they are none.
  package static func decode(_ bytes: [UInt8]) throws -> Image {
    var (width, height): (UInt32, UInt32) = (0, 0)
    var pixels: UnsafeMutablePointer<UInt8>?
    defer { unsafe free(pixels) }
    let message = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) {
      message -> String? in
      guard let start = message.baseAddress else { return "no memory" }
      let isRead = unsafe basin_png_read(bytes, bytes.count, &width, &height, &pixels, start)
      return isRead == 1 ? nil : unsafe String(cString: start)
    }
    if let message {
      throw Failure(.data, "not a readable PNG file: libpng says \"\(message)\"")
    }
    let count = Int(width) * Int(height) * 4
    return Image(
      width: Int(width), height: Int(height),
      rgba: unsafe Array(UnsafeBufferPointer(start: pixels, count: count)))
  }
}
