/// The size of a picture: its pixels and, where it is made for paper, its millimetres.
///
/// A picture for paper is laid out in pixels of 300 to the inch. PDF and SVG files have its size in
/// millimetres, and a PNG file has those pixels and that density.
public struct PictureSize: Hashable, Sendable {
  /// A size on paper.
  public struct Paper: Hashable, Sendable {
    /// The width in millimetres.
    public let width: Double
    /// The height in millimetres.
    public let height: Double
  }

  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The size on paper; nil for a picture on a screen.
  public let paper: Paper?
  /// Whether it is a part of a slide, read from the back of a room.
  private let isOnSlide: Bool

  /// Creates the size of a picture on a screen, in pixels.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
    paper = nil
    isOnSlide = false
  }

  /// Creates the size of a picture that is a part of a slide, in points of a slide that is 960 × 540
  /// large: laid out in pixels of a slide of 3840 × 2160, with text of at least 13 points.
  package init(slidePointsWide width: Double, high height: Double) {
    self.width = Int((width * PictureSize.pixelsPerSlidePoint).rounded())
    self.height = Int((height * PictureSize.pixelsPerSlidePoint).rounded())
    paper = nil
    isOnSlide = true
  }

  private static let pixelsPerSlidePoint = 4.0

  /// Creates the size of a picture on paper, in millimetres: finite and above zero.
  init(millimetresWide width: Double, high height: Double) {
    self.width = Int((width * PictureSize.pixelsPerMillimetre).rounded())
    self.height = Int((height * PictureSize.pixelsPerMillimetre).rounded())
    paper = Paper(width: width, height: height)
    isOnSlide = false
  }

  private static let pixelsPerMillimetre = 300 / 25.4

  // MARK: Named sizes

  /// A slide of 1920 × 1080 pixels.
  public static let slide = PictureSize(width: 1920, height: 1080)
  /// 3840 × 2160 pixels.
  public static let ultraHD = PictureSize(width: 3840, height: 2160)
  /// 1200 × 1200 pixels.
  public static let square = PictureSize(width: 1200, height: 1200)
  /// A slide of LaTeX's beamer at 16:9: 160 × 90 mm.
  public static let beamer = PictureSize(millimetresWide: 160, high: 90)
  /// A column of a paper set in two: 85 × 63.75 mm.
  public static let column = PictureSize(millimetresWide: 85, high: 63.75)
  /// The width of a page's text: 170 × 106.25 mm.
  public static let page = PictureSize(millimetresWide: 170, high: 106.25)

  /// The sizes that have names, the usual one first.
  public static let named: [(name: String, size: PictureSize)] = [
    ("slide", .slide), ("4k", .ultraHD), ("square", .square), ("beamer", .beamer),
    ("column", .column), ("page", .page),
  ]

  // MARK: Measures

  /// How many pixels an inch has: 300 on paper; 288 in a part of a slide; 144 on a screen, where 1920
  /// pixels then have the width of a slide of 13⅓ inches.
  public var pixelsPerInch: Double {
    if isOnSlide { return 72 * PictureSize.pixelsPerSlidePoint }
    return paper == nil ? 144 : 300
  }

  /// The width and the height in points of 1/72 inch.
  public var points: (width: Double, height: Double) {
    if let paper { return (paper.width * 72 / 25.4, paper.height * 72 / 25.4) }
    return (Double(width) * 72 / pixelsPerInch, Double(height) * 72 / pixelsPerInch)
  }

  /// The size in pixels below which text is not set: 6 points on paper; on a screen 18 pixels where
  /// the shorter side has 1080; 13 points in a part of a slide.
  public var leastText: Double {
    if isOnSlide { return 13 * PictureSize.pixelsPerSlidePoint }
    return paper == nil ? 18 * Double(min(width, height)) / 1080 : 6 * pixelsPerInch / 72
  }
}
