internal import CCairo
internal import Failures
internal import Figures

/// What Cairo draws on: pixels in memory, or a PDF file in memory.
@safe
final class CairoTarget {
  let surface: OpaquePointer
  /// Where the bytes of a PDF file arrive; nil for pixels.
  private let file: ByteSink?

  /// Whether it is a page rather than pixels.
  var isPage: Bool { file != nil }

  /// The bytes of a file as Cairo writes them.
  private final class ByteSink {
    var bytes: [UInt8] = []
  }

  /// Creates pixels: black and opaque, or empty where they are transparent.
  convenience init(pixels size: PictureSize, isTransparent: Bool) throws {
    unsafe try self.init(
      cairo_image_surface_create(
        isTransparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, Int32(size.width),
        Int32(size.height)), nil, size)
  }

  /// Creates a PDF file of pages of one size.
  ///
  /// It is of version 1.4, in which all that describes a file can be read without unpacking
  /// anything. Its date is a constant, the beginning of 2000, so that equal pictures are equal files.
  convenience init(page size: PictureSize, facts: PictureFacts) throws {
    let file = ByteSink()
    let points = size.points
    unsafe try self.init(
      cairo_pdf_surface_create_for_stream(
        { sink, bytes, count in
          guard let sink = unsafe sink, let bytes = unsafe bytes else {
            return CAIRO_STATUS_WRITE_ERROR
          }
          unsafe Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(
            contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, Unmanaged.passUnretained(file).toOpaque(), points.width, points.height), file, size)
    unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
    let texts: [(cairo_pdf_metadata_t, String?)] = [
      (CAIRO_PDF_METADATA_TITLE, facts.title), (CAIRO_PDF_METADATA_SUBJECT, facts.description),
      (CAIRO_PDF_METADATA_KEYWORDS, facts.manifest),
      (CAIRO_PDF_METADATA_CREATOR, PictureFacts.software),
      (CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z"),
    ]
    for (kind, text) in texts {
      guard let text, !text.isEmpty else { continue }
      unsafe cairo_pdf_surface_set_metadata(surface, kind, text.replacing("\0", with: " "))
    }
  }

  private init(_ surface: OpaquePointer?, _ file: ByteSink?, _ size: PictureSize) throws {
    guard let surface = unsafe surface,
      unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
    else {
      unsafe cairo_surface_destroy(surface)
      throw CairoTarget.noMemory(size)
    }
    unsafe self.surface = surface
    self.file = file
  }

  deinit { unsafe cairo_surface_destroy(surface) }

  /// Calls `body` with the finished pixels: 32-bit words 0xAARRGGBB, the colours multiplied by the
  /// opacity AA, `stride` bytes to a row. Opaque pixels have no opacity: AA is undefined.
  ///
  /// - Throws: `Failure` (fault) if there are none, and what `body` throws.
  func withPixels<Result>(
    _ body: (_ pixels: UnsafePointer<UInt8>, _ stride: Int) throws -> Result
  ) throws -> Result {
    unsafe cairo_surface_flush(surface)
    try CairoTarget.check(unsafe cairo_surface_status(surface))
    guard let data = unsafe cairo_image_surface_get_data(surface) else {
      throw Failure(.fault, "a page has no pixels")
    }
    return unsafe try body(data, Int(cairo_image_surface_get_stride(surface)))
  }

  /// Ends a PDF file, on which nothing can be drawn from then on, and returns its bytes.
  ///
  /// - Throws: `Failure` (fault) if there is none, or Cairo could not write it.
  func finishedFile() throws -> [UInt8] {
    guard let file else { throw Failure(.fault, "pixels are no PDF file") }
    unsafe cairo_surface_finish(surface)
    try CairoTarget.check(unsafe cairo_surface_status(surface))
    return file.bytes
  }

  static func check(_ status: cairo_status_t) throws {
    guard status == CAIRO_STATUS_SUCCESS else {
      let reason = unsafe String(cString: cairo_status_to_string(status))
      throw Failure(.fault, "the picture could not be drawn: Cairo says \"\(reason)\"")
    }
  }

  static func noMemory(_ size: PictureSize) -> Failure {
    Failure(
      .fault, "no memory for a picture of \(size.width) × \(size.height) pixels",
      remedy: "Ask for a smaller picture.")
  }
}
