public import Figures

/// A deck of slides as data: what every written form is made from. Places are in points of slides that
/// are 960 × 540 large (13.333 × 7.5 inches, 16:9), from the upper left corner.
public struct Deck: Sendable {
  /// A run of slides with a name.
  package struct Section: Sendable {
    package let name: String
    package let slides: [Slide]
  }

  /// The width and the height of a slide.
  package static let size = (width: 960.0, height: 540.0)

  /// Its title.
  public let title: String
  /// Dark text on a light ground, or the reverse.
  public let theme: Theme
  package let sections: [Section]

  package var slides: [Slide] { sections.flatMap(\.slides) }
}

/// A slide.
package struct Slide: Sendable {
  /// Something that stands on a slide.
  package enum Part: Sendable {
    case text(TextBlock)
    case table(SlideTable)
    case picture(SlidePicture)
    /// A filled rectangle.
    case bar(Rectangle, Ink)
  }

  /// Its message.
  package let title: TextBlock
  package let parts: [Part]
  /// What may be said aloud, by paragraph.
  package let notes: [String]
}

/// A table on a slide.
package struct SlideTable: Sendable {
  package let frame: Rectangle
  package let name: String
  /// The share of the width that each column has.
  package let widths: [Double]
  /// Whether each column holds numbers.
  package let isNumeric: [Bool]
  /// The titles of the columns, then the rows.
  package let rows: [[String]]
  /// The size of the type.
  package let size: Double

  package var rowHeight: Double { frame.height / Double(rows.count) }
  /// From the left edge of a cell to its text.
  package static let inset = 8.0
}
