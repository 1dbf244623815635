/// How a text of a picture is set, and which of its parts it belongs to. Texts of one style have one
/// size.
struct TextStyle: Hashable {
  let part: FigurePart
  /// The size at 1080 lines, in pixels.
  let size: Double
  var isBold = false
  /// The lines that it may take.
  var lines = 1
  /// How far it may shrink to fit, as a share of its size.
  var smallest = 0.8
  /// Whether it is set in the quieter of the two inks.
  var isQuiet = false
  /// Whether it begins at the left edge of what it stands above; it is centred otherwise.
  var leads = false

  static let title = TextStyle(part: .title, size: 44, lines: 2, smallest: 0.7)
  /// A title that takes the place of a headline.
  static let statement = TextStyle(part: .title, size: 44, isBold: true, lines: 2, smallest: 0.7)
  static let headline = TextStyle(
    part: .headlines, size: 44, isBold: true, lines: 2, smallest: 0.7)
  /// A headline of one of several plots in a row above others.
  static let smallHeadline = TextStyle(
    part: .headlines, size: 38, isBold: true, lines: 2, smallest: 0.6)
  /// A headline of one of many plots in rows and columns.
  static let gridHeadline = TextStyle(
    part: .headlines, size: 30, isBold: true, lines: 2, smallest: 0.7)
  /// What the plots of a lower row show.
  static let rowTitle = TextStyle(
    part: .headlines, size: 28, isBold: true, lines: 2, leads: true)
  static let subtitle = TextStyle(part: .subtitles, size: 28, lines: 2, isQuiet: true)
  /// The quieter line below such a headline.
  static let gridSubtitle = TextStyle(
    part: .subtitles, size: 23, lines: 2, smallest: 0.85, isQuiet: true)
  static let axisName = TextStyle(part: .axisNames, size: 26, lines: 2)
  static let provenance = TextStyle(
    part: .provenance, size: 20, lines: 2, smallest: 0.9, isQuiet: true)
}

/// A text with its style.
struct Caption: Hashable {
  let text: String
  let style: TextStyle

  init(_ text: String, _ style: TextStyle) {
    self.text = text
    self.style = style
  }

  /// Nil for no text.
  init?(_ text: String?, _ style: TextStyle) {
    guard let text, !text.isEmpty else { return nil }
    self.init(text, style)
  }
}

/// A caption that has been broken into lines.
struct FittedCaption: Hashable {
  let lines: [String]
  let font: Font
  let style: TextStyle
}
