/// Texts broken into lines that fit a width, all in one font.
package struct FittedText: Hashable, Sendable {
  package var lines: [[String]]
  package var font: Font

  package init(lines: [[String]], font: Font) {
    self.lines = lines
    self.font = font
  }
}

/// Measures texts on a canvas and makes them fit.
package struct TextFitting {
  let canvas: any Canvas

  package init(canvas: any Canvas) { self.canvas = canvas }

  /// The size in pixels below which no text is set: that of the canvas, and never less than 9, below
  /// which nothing can be read.
  var leastSize: Double { max(9, canvas.size.leastText) }

  func width(_ text: String, _ font: Font) -> Double { canvas.extents(of: text, in: font).width }

  func height(_ font: Font) -> Double { canvas.extents(of: "0", in: font).height }

  /// Sets texts in one common size: as large as possible on one line each, then on more lines,
  /// shrinking down to `smallest` times the font's size, but not below the least size of the canvas.
  /// What still does not fit is shortened and ends in an ellipsis.
  package func fit(
    _ texts: [String], _ font: Font, width: Double, lines: Int, smallest: Double = 1
  ) -> FittedText {
    let texts = texts.map(TextFitting.cleaned)
    var last = font
    for count in 1...max(1, lines) {
      var share = 1.0
      while share >= smallest - 1e-9 {
        last.size = max(font.size * share, min(font.size, leastSize))
        let wrapped = texts.map { wrap($0, last, width: width) }
        if wrapped.allSatisfy({ $0.count <= count && fits($0, last, width) }) {
          return FittedText(lines: wrapped, font: last)
        }
        share -= 0.05
      }
    }
    return FittedText(
      lines: texts.map { shortened(wrap($0, last, width: width), last, width, lines) }, font: last)
  }

  /// One line of text without what no font can show.
  static func cleaned(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: " " as Unicode.Scalar
      default: scalar
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: kept)
    return String(result).split(separator: " ").joined(separator: " ")
  }

  private func fits(_ lines: [String], _ font: Font, _ width: Double) -> Bool {
    lines.allSatisfy { self.width($0, font) <= width }
  }

  /// Greedy lines; a word that is too long stands alone.
  private func wrap(_ text: String, _ font: Font, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, self.width(line + " " + word, font) <= width {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private func shortened(_ lines: [String], _ font: Font, _ width: Double, _ count: Int)
    -> [String]
  {
    var kept = Array(lines.prefix(count))
    if lines.count > count, let last = kept.last { kept[count - 1] = last + "…" }
    return kept.map { line in
      guard self.width(line, font) > width else { return line }
      var text = Substring(line.last == "…" ? line.dropLast() : line[...])
      while !text.isEmpty, self.width(text + "…", font) > width { text.removeLast() }
      return text.isEmpty ? "" : text + "…"
    }.filter { !$0.isEmpty }
  }
}
