/// A line of text in its place.
package struct PlacedText: Hashable, Sendable {
  package let text: String
  package let font: Font
  /// The left end of the baseline.
  package let origin: Point
  /// False where the text runs upwards.
  package let isUpright: Bool
  /// Whether it is set in the quieter of the two inks.
  package let isQuiet: Bool
  /// The room it takes on the canvas.
  package let box: Rectangle

  private init(
    text: String, font: Font, origin: Point, isUpright: Bool, isQuiet: Bool, box: Rectangle
  ) {
    self.text = text
    self.font = font
    self.origin = origin
    self.isUpright = isUpright
    self.isQuiet = isQuiet
    self.box = box
  }

  /// Upright text from the top left corner of its box.
  init(
    _ text: String, _ font: Font, _ extents: TextExtents, left: Double, top: Double,
    isQuiet: Bool
  ) {
    self.init(
      text: text, font: font, origin: Point(x: left, y: top + extents.ascent), isUpright: true,
      isQuiet: isQuiet,
      box: Rectangle(x: left, y: top, width: extents.width, height: extents.height))
  }

  /// Text that runs upwards, centred about a height, from the left edge of its box.
  init(
    upwards text: String, _ font: Font, _ extents: TextExtents, left: Double, centerY: Double,
    isQuiet: Bool
  ) {
    self.init(
      text: text, font: font,
      origin: Point(x: left + extents.ascent, y: centerY + extents.width / 2), isUpright: false,
      isQuiet: isQuiet,
      box: Rectangle(
        x: left, y: centerY - extents.width / 2, width: extents.height, height: extents.width))
  }
}
