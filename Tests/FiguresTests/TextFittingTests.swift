import FigureTestSupport
import Figures
import Testing

/// Every letter is 6.2 pixels wide at 10 pixels.
private var fitting: TextFitting {
  TextFitting(canvas: RecordingCanvas(for: Figure(panels: [], width: 320, height: 240)))
}
private let font = Font(size: 10)

@Suite struct TextFittingTests {
  @Test func whatFitsStaysAsItIs() {
    let fitted = fitting.fit(["one line"], font, width: 100, lines: 2)
    #expect(fitted == FittedText(lines: [["one line"]], font: font))
  }

  @Test func aLittleTooLongShrinksBeforeItBreaks() {
    let fitted = fitting.fit(["one line"], font, width: 45, lines: 2, smallest: 0.8)
    #expect(fitted.lines == [["one line"]])
    #expect(fitted.font.size < 10 && fitted.font.size >= 8)
  }

  @Test func muchTooLongBreaks() {
    let fitted = fitting.fit(["one line"], font, width: 30, lines: 2)
    #expect(fitted == FittedText(lines: [["one", "line"]], font: font))
  }

  @Test func whatNeverFitsEndsInAnEllipsis() {
    let fitted = fitting.fit(["incomprehensibilities of words"], font, width: 50, lines: 1)
    #expect(fitted.lines == [["incompr…"]])
    #expect(fitting.fit(["a b c d"], font, width: 13, lines: 2).lines == [["a", "b…"]])
    #expect(fitting.fit(["word"], font, width: 3, lines: 1).lines == [[]])
  }

  @Test func severalTextsShareOneSize() {
    let fitted = fitting.fit(["x", "one line"], font, width: 45, lines: 1, smallest: 0.8)
    #expect(fitted.lines == [["x"], ["one line"]])
    #expect(fitted.font.size < 10)
    let least = fitting.fit(["x", "one line"], font, width: 1, lines: 1, smallest: 0.1)
    #expect(least.font.size == 9, "nothing smaller can be read")
  }

  @Test func lineBreaksAndControlCharactersBecomeSpaces() {
    let fitted = fitting.fit(["a\nb\u{0}\u{7}c\r\n  d"], font, width: 100, lines: 1)
    #expect(fitted.lines == [["a b c d"]])
  }
}
