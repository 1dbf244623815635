internal import CPNG
internal import Failures
public import Figures
public import SurfaceRendering

/// PNG files, through libpng.
public enum PNGFile {
  /// The finished picture of a canvas as the bytes of a PNG file: sRGB, 8 bits to a component, with
  /// straight opacity where the canvas is transparent.
  ///
  /// Equal pictures and texts give equal bytes; no time is recorded. ASCII texts become `tEXt`
  /// chunks, others `iTXt` (UTF-8); empty ones are left out.
  ///
  /// - Throws: `Failure` (fault) if drawing or encoding failed.
  public static func bytes(of canvas: CairoCanvas, facts: PictureFacts) throws -> [UInt8] {
    try canvas.checkStatus()
    return try unsafe canvas.target.withPixels { pixels, stride in
      var buffer = unsafe basin_png_buffer()
      defer { unsafe free(buffer.bytes) }
      // libpng wants mutable C strings that live as long as the call.
      let texts = unsafe texts(of: facts).map { keyword, text in
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
      let density = canvas.size.pixelsPerInch / 0.0254
      let message = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) {
        message -> String? in
        guard let start = message.baseAddress else { return "no memory" }
        let isWritten = unsafe basin_png_write(
          pixels, stride, UInt32(canvas.size.width), UInt32(canvas.size.height),
          canvas.isTransparent ? 1 : 0, UInt32(density.rounded()), texts, Int32(texts.count),
          &buffer, start)
        return isWritten == 1 ? nil : unsafe String(cString: start)
      }
      if let message {
        throw Failure(.fault, "the picture could not be encoded: libpng says \"\(message)\"")
      }
      return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    }
  }

  /// A picture of pixels as the bytes of a PNG file with opacity.
  ///
  /// - Throws: `Failure` (usage) for a picture without pixels, (fault) if encoding failed.
  public static func bytes(of image: PixelImage) throws -> [UInt8] {
    let size = PictureSize(width: image.width, height: image.height)
    let canvas = try CairoCanvas(pixels: size, isTransparent: true)
    canvas.draw(image, in: Rectangle(x: 0, y: 0, width: canvas.width, height: canvas.height))
    return try bytes(of: canvas, facts: PictureFacts())
  }

  /// The texts of a file in their order.
  private static func texts(of facts: PictureFacts) -> [(keyword: String, text: String)] {
    [
      (Keyword.title, facts.title), (Keyword.description, facts.description),
      (Keyword.software, PictureFacts.software), (Keyword.manifest, facts.manifest),
    ].compactMap { keyword, text in text.map { (keyword, $0) } }.filter { !$0.1.isEmpty }
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
