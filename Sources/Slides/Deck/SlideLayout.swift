internal import Figures

/// Where things stand on each slide.
enum SlideLayout {
  static let margin = 36.0
  static let width = Deck.size.width - 2 * margin
  /// The stroke above the title.
  static let accent = Rectangle(x: margin, y: 26, width: 64, height: 5)
  static let title = Rectangle(x: margin, y: 38, width: width, height: 88)
  /// A title of one line.
  static let lineTitle = Rectangle(x: margin, y: 38, width: width, height: 44)
  static let titleSizes = 28.0...36.0
  static let lineTitleSizes = 30.0...36.0
  /// Below a title of two lines.
  static let body = body(below: title)
  static let bodySizes = 20.0...26.0
  static let tableSizes = 12.0...26.0
  static let number = Rectangle(x: Deck.size.width - margin - 60, y: 518, width: 60, height: 16)
  static let numberSize = 12.0

  /// The room below a title.
  static func body(below title: Rectangle) -> Rectangle {
    Rectangle(x: margin, y: title.maxY + 8, width: width, height: 516 - title.maxY - 8)
  }
}
