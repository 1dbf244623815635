internal import CairoRendering
internal import Figures

/// Measures texts and makes them fit their frames. DejaVu Sans is wider than the fonts that
/// presentations are set in, so that what fits here fits there; where another program has only DejaVu
/// Sans, its rounding of widths needs a little room.
final class TextRuler {
  /// A stretch of a line.
  struct Piece {
    var run: TextRun
    var width: Double
  }

  /// The share of a width that lines take up.
  private static let usedWidth = 0.97

  private let canvas: CairoCanvas
  private let codeHasFixedWidth: Bool

  /// Creates a ruler.
  ///
  /// - Parameter codeHasFixedWidth: whether commands are set in letters of one width, as presentations do.
  init(codeHasFixedWidth: Bool) throws {
    canvas = try CairoCanvas(pixels: PictureSize(width: 1, height: 1))
    self.codeHasFixedWidth = codeHasFixedWidth
  }

  func width(_ run: TextRun, _ size: Double) -> Double {
    let width = canvas.extents(of: run.text, in: Font(size: size, isBold: run.isBold)).width
    // Letters of fixed width are 0.6 of the size wide.
    return run.isCode && codeHasFixedWidth
      ? max(width, 0.61 * size * Double(run.text.count)) : width
  }

  /// The lines of a paragraph. A word that is too long for a line is broken.
  func lines(of paragraph: TextParagraph, size: Double, width: Double) -> [[Piece]] {
    let room = Self.usedWidth * (width - (paragraph.isItem ? TextBlock.indent * size : 0))
    var (lines, used): ([[Piece]], Double) = ([[]], 0)
    for word in paragraph.words {
      let pieces = word.map { Piece(run: $0, width: self.width($0, size)) }
      let needed = pieces.reduce(0) { $0 + $1.width }
      let visible = word.map { run in
        var run = run
        if run.text.last == " " { run.text.removeLast() }
        return self.width(run, size)
      }.reduce(0, +)
      if used + visible <= room {
        lines[lines.count - 1] += pieces
        used += needed
      } else if visible <= room {
        lines.append(pieces)
        used = needed
      } else {
        for piece in pieces.flatMap({ characters(of: $0.run, size) }) {
          if used + piece.width > room, used > 0 {
            lines.append([])
            used = 0
          }
          lines[lines.count - 1].append(piece)
          used += piece.width
        }
      }
    }
    return lines
  }

  private func characters(of run: TextRun, _ size: Double) -> [Piece] {
    run.text.map { character in
      var part = run
      part.text = String(character)
      return Piece(run: part, width: width(part, size))
    }
  }

  /// The height of paragraphs below each other.
  func height(of paragraphs: [TextParagraph], size: Double, width: Double) -> Double {
    let count = paragraphs.reduce(0) { $0 + lines(of: $1, size: size, width: width).count }
    return size
      * (TextBlock.lineHeight * Double(count) + TextBlock.gap * Double(max(0, paragraphs.count - 1)))
  }

  /// A text in a frame, as large as it fits; nil where it does not.
  func fits(
    _ paragraphs: [TextParagraph], in frame: Rectangle, sizes: ClosedRange<Double>
  ) -> TextBlock? {
    stride(from: sizes.upperBound, through: sizes.lowerBound, by: -1).first {
      height(of: paragraphs, size: $0, width: frame.width) <= frame.height
    }.map { TextBlock(frame: frame, paragraphs: paragraphs, size: $0) }
  }

  /// A text in a frame, as large as it fits. Paragraphs that do not fit at the smallest size are left out,
  /// the last first; a single one is shortened.
  ///
  /// - Returns: the text, and how many paragraphs it lacks.
  func fitted(
    _ paragraphs: [TextParagraph], in frame: Rectangle, sizes: ClosedRange<Double>
  ) -> (block: TextBlock, omitted: Int) {
    var kept = paragraphs
    while true {
      if let block = fits(kept, in: frame, sizes: sizes) {
        return (block, paragraphs.count - kept.count)
      }
      if kept.count > 1 {
        kept.removeLast()
        continue
      }
      let size = sizes.lowerBound
      kept = kept.map { paragraph in
        paragraph.shortened { fits([$0], in: frame, sizes: size...size) != nil }
      }
      return (
        TextBlock(frame: frame, paragraphs: kept, size: size), paragraphs.count - kept.count
      )
    }
  }
}

extension TextParagraph {
  /// The words with the spaces after them; a word may have several runs.
  fileprivate var words: [[TextRun]] {
    var words: [[TextRun]] = []
    var isOpen = false
    for run in runs {
      for part in run.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if part.offset > 0 {
          // The space that was cut away belongs to the word before it.
          if let last = words.indices.last, let end = words[last].indices.last {
            words[last][end].text += " "
          }
          isOpen = false
        }
        guard !part.element.isEmpty else { continue }
        var piece = run
        piece.text = String(part.element)
        if isOpen { words[words.count - 1].append(piece) } else { words.append([piece]) }
        isOpen = true
      }
    }
    return words
  }

  /// The longest beginning that fits, with an ellipsis.
  fileprivate func shortened(_ fits: (TextParagraph) -> Bool) -> TextParagraph {
    var short = self
    while !short.runs.isEmpty {
      var ended = short
      ended.runs[ended.runs.count - 1].text += "…"
      if fits(ended) { return ended }
      short.runs[short.runs.count - 1].text.removeLast()
      if short.runs[short.runs.count - 1].text.isEmpty { short.runs.removeLast() }
    }
    return TextParagraph(runs: [TextRun(text: "…")])
  }
}
