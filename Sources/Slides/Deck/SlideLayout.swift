internal import Figures

/// Where things stand on each slide.
enum SlideLayout {
  static let margin = 36.0
  static let width = Deck.size.width - 2 * margin
  /// The stroke above the title.
  static let accent = Rectangle(x: margin, y: 26, width: 64, height: 5)
  static let title = Rectangle(x: margin, y: 38, width: width, height: 88)
  static let titleSizes = 28.0...36.0
  /// Below the title.
  static let body = Rectangle(x: margin, y: 134, width: width, height: 370)
  static let bodySizes = 20.0...26.0
  static let tableSizes = 12.0...22.0
  static let number = Rectangle(x: Deck.size.width - margin - 60, y: 510, width: 60, height: 18)
  static let numberSize = 12.0
}
