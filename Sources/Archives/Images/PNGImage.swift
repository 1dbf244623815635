internal import CPNG
internal import Failures

/// A PNG image in 8-bit grey or RGB, as the file stores it: colours are not converted by what it says
/// of their meaning, palettes are looked up, and fewer than 8 bits of grey are scaled to 8.
package struct PNGImage: Equatable, Sendable {
  /// Its size.
  package let header: PNGHeader
  /// Rows from the top, pixels from the left, of each pixel its channels.
  package let pixels: [UInt8]

  /// The most bytes of a file, more than 2²⁴ pixels take.
  private static let longest = 1 << 26

  /// Reads a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is damaged or of a kind that is
  ///   not read; see ``PNGHeader``.
  package init(path: String) throws {
    let bytes = try InputFile.bytes(at: path, upTo: Self.longest)
    header = try PNGHeader(parsing: bytes, from: path)
    var pixels = [UInt8](repeating: 0, count: header.width * header.height * header.channels)
    var message = [CChar](repeating: 0, count: 128)
    guard
      unsafe basin_png_decode(
        bytes, bytes.count, UInt32(header.width), UInt32(header.height), Int32(header.channels),
        &pixels, &message) == 1
    else {
      let text = String(
        decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw Failure(.data, "cannot be read as a PNG image: \(text)", at: path)
    }
    self.pixels = pixels
  }
}
