internal import CairoRendering
internal import Figures
internal import SurfaceRendering

/// A deck as the pages of a PDF file.
enum DeckPDF {
  /// The bytes of the file.
  ///
  /// - Throws: `Failure` (fault) if drawing failed.
  static func bytes(of deck: Deck) throws -> [UInt8] {
    let size = PictureSize(slidePointsWide: Deck.size.width, high: Deck.size.height)
    let canvas = try CairoCanvas(page: size, facts: PictureFacts(title: deck.title))
    let page = try DeckPage(
      canvas: canvas, scale: Double(size.width) / Deck.size.width, colors: DeckColors(deck.theme))
    for (index, slide) in deck.slides.enumerated() {
      try page.draw(slide, number: index + 1)
      canvas.endPage()
    }
    return try PDFFile.bytes(of: canvas)
  }
}

/// Draws slides on a canvas.
private struct DeckPage {
  let canvas: CairoCanvas
  /// Pixels to a point of a slide.
  let scale: Double
  let colors: DeckColors
  let ruler: TextRuler

  init(canvas: CairoCanvas, scale: Double, colors: DeckColors) throws {
    (self.canvas, self.scale, self.colors) = (canvas, scale, colors)
    ruler = try TextRuler(codeHasFixedWidth: false)
  }

  func draw(_ slide: Slide, number: Int) throws {
    fill(Rectangle(x: 0, y: 0, width: Deck.size.width, height: Deck.size.height), colors.background)
    fill(SlideLayout.accent, colors.accent)
    draw(slide.title)
    for part in slide.parts {
      switch part {
      case .text(let block): draw(block)
      case .bar(let rectangle, let ink): fill(rectangle, colors.color(ink))
      case .table(let table): draw(table)
      case .picture(let picture):
        try picture.draw(on: canvas, in: scaled(picture.frame))
      }
    }
    let frame = SlideLayout.number
    draw(
      TextRun(text: "\(number)", ink: .quiet), SlideLayout.numberSize, endingAt: frame.maxX,
      middle: frame.y + frame.height / 2)
  }

  private func scaled(_ r: Rectangle) -> Rectangle {
    Rectangle(x: scale * r.x, y: scale * r.y, width: scale * r.width, height: scale * r.height)
  }

  private func fill(_ rectangle: Rectangle, _ color: Color) {
    canvas.fill(Path(scaled(rectangle)), with: color)
  }

  private func draw(_ block: TextBlock) {
    var top = block.frame.y
    let line = TextBlock.lineHeight * block.size
    for (index, paragraph) in block.paragraphs.enumerated() {
      if index > 0 { top += TextBlock.gap * block.size }
      let indent = paragraph.isItem ? TextBlock.indent * block.size : 0
      if paragraph.isItem {
        draw(
          TextRun(text: "•", ink: .accent), block.size, at: block.frame.x, middle: top + line / 2)
      }
      for pieces in ruler.lines(of: paragraph, size: block.size, width: block.frame.width) {
        var x = block.frame.x + indent
        for piece in pieces {
          draw(piece.run, block.size, at: x, middle: top + line / 2)
          x += piece.width
        }
        top += line
      }
    }
  }

  private func draw(_ table: SlideTable) {
    let height = table.rowHeight
    for (index, row) in table.rows.enumerated() {
      let middle = table.frame.y + (Double(index) + 0.5) * height
      var left = table.frame.x
      for (column, text) in row.enumerated() {
        let width = table.widths[column] * table.frame.width
        let run = TextRun(text: text, isBold: index == 0)
        if table.isNumeric[column] {
          draw(run, table.size, endingAt: left + width - SlideTable.inset, middle: middle)
        } else {
          draw(run, table.size, at: left + SlideTable.inset, middle: middle)
        }
        left += width
      }
      let weight = index == 0 ? 1.5 : 0.75
      fill(
        Rectangle(
          x: table.frame.x, y: table.frame.y + Double(index + 1) * height - weight / 2,
          width: table.frame.width, height: weight), index == 0 ? colors.accent : colors.quiet)
    }
  }

  private func draw(_ run: TextRun, _ size: Double, endingAt x: Double, middle: Double) {
    draw(run, size, at: x - ruler.width(run, size), middle: middle)
  }

  private func draw(_ run: TextRun, _ size: Double, at x: Double, middle: Double) {
    let font = Font(size: scale * size, isBold: run.isBold)
    let extents = canvas.extents(of: "0", in: font)
    canvas.draw(
      run.text,
      at: Point(x: scale * x, y: scale * middle + (extents.ascent - extents.descent) / 2),
      in: font, color: colors.color(run.ink), isUpright: true)
  }
}
