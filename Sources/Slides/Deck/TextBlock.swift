package import Figures

/// A colour by what it is for; each theme has its own.
package enum Ink: Sendable {
  case text
  case quiet
  case accent
  /// Nets without shortcuts, as in the pictures.
  case plain
  /// A ground that stands out a little.
  case panel
}

/// A stretch of text of one kind.
package struct TextRun: Hashable, Sendable {
  package var text: String
  package var isBold = false
  package var isCode = false
  package var ink = Ink.text
}

/// A paragraph on a slide.
package struct TextParagraph: Hashable, Sendable {
  package var runs: [TextRun]
  package var isItem = false
}

/// A text in a frame, of a size with which it fits.
package struct TextBlock: Sendable {
  package let frame: Rectangle
  package let paragraphs: [TextParagraph]
  /// The size of the type in points.
  package let size: Double

  /// From one baseline to the next, over the size.
  package static let lineHeight = 1.2
  /// Between paragraphs, over the size.
  package static let gap = 0.4
  /// From the left edge to the text of an item, over the size.
  package static let indent = 1.0
}
