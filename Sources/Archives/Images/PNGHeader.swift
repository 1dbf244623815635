internal import Failures

/// What the first chunk of a PNG file says (PNG specification, section 11.2.1).
package struct PNGHeader: Equatable, Sendable {
  /// The width in pixels, at least 1.
  package let width: Int
  /// The height in pixels, at least 1.
  package let height: Int
  /// 1 for grey, 3 for colours.
  package let channels: Int

  /// The most pixels of an image.
  static let mostPixels = 1 << 24
  /// The bytes of the signature and of the first chunk without its checksum.
  static let length = 29
  private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  /// Reads the header of a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is not a PNG file, is larger than
  ///   2²⁴ pixels, has 16 bits per channel or transparency.
  package init(path: String) throws {
    try self.init(parsing: try InputFile.bytes(at: path, upTo: Self.length), from: path)
  }

  init(parsing bytes: [UInt8], from path: String) throws(Failure) {
    guard bytes.count >= Self.length, bytes.starts(with: Self.signature),
      bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8))
    else { throw Failure(.data, "is not a PNG file, or is damaged", at: path) }
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    let (width, height, depth) = (number(16), number(20), bytes[24])
    guard width >= 1, height >= 1 else {
      throw Failure(.data, "is not a PNG file, or is damaged", at: path)
    }
    guard width <= Self.mostPixels, width * height <= Self.mostPixels else {
      throw Failure(
        .data, "has \(width)×\(height) pixels; the limit is \(Self.mostPixels) pixels", at: path)
    }
    guard depth <= 8 else {
      throw Failure(
        .data, "has \(depth) bits per channel; images of 8 bits are read", at: path,
        remedy: "Convert the image to 8 bits, or give the numbers as arrays.")
    }
    switch bytes[25] {
    case 0: channels = 1
    case 2, 3: channels = 3
    case 4, 6:
      throw Failure(
        .data, "has an alpha channel", at: path,
        remedy: "Convert it in Python: from PIL import Image; "
          + "Image.open(\(PythonAdvice.text(path))).convert(\"RGB\").save(\"image.png\")")
    default: throw Failure(.data, "is not a PNG file, or is damaged", at: path)
    }
    self.width = width
    self.height = height
  }
}
