import ComparisonTestSupport
import Exports
import Figures
import FolderTestSupport
import ProgramTestSupport
import Reports
import Slides
import Testing

@Suite("Slides, opened by other programs")
struct OpenedDeckTests {
  private static let python = OtherProgram(pythonWith: ["pptx"])
  private static let office = OtherProgram("soffice")
  private static let words = OtherProgram("pdftotext")

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Decks of a run of one net of each kind, of one with several planes, and of a lesson, on both grounds.
  ///
  /// - Returns: their names without endings, and what the second is of.
  private func makeDecks() throws -> (names: [String], planes: RunContents) {
    try SmallRun.make(in: folder.path("one"), seeds: 1, planes: 1)
    try SmallRun.make(in: folder.path("planes"), seeds: 2, planes: 2)
    try SmallLesson.make(in: folder.path("lesson"))
    var names: [String] = []
    for run in ["one", "planes", "lesson"] {
      let contents = try RunContents(reading: [folder.path(run)])
      for theme in [Theme.light, .dark] {
        names.append("\(run)-\(theme == .dark ? "dark" : "light")")
        try Deck(of: [contents], theme: theme)
          .write(.pptx, to: folder.path("\(names[names.count - 1]).pptx"))
      }
    }
    return (names, try RunContents(reading: [folder.path("planes")]))
  }

  @Test(
    "python-pptx finds titles, notes, sharp pictures with alternative texts, and the report's numbers",
    .enabled(if: python.isWanted, "\(python.absence)"))
  func pythonPPTX() throws {
    let (names, contents) = try makeDecks()
    let report = try #require(contents.report)
    let script = """
      import pptx
      from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

      for name in \(names):
          deck = pptx.Presentation(name + ".pptx")
          assert deck.slide_width * 9 == deck.slide_height * 16
          assert 5 <= len(deck.slides) <= 8
          messages = set()
          for slide in deck.slides:
              title, = (shape for shape in slide.placeholders
                        if shape.placeholder_format.type == PP_PLACEHOLDER.TITLE)
              messages.add(title.text)
              assert title.text and slide.notes_slide.notes_text_frame.text, name
              places = []
              for shape in slide.shapes:
                  if shape.name.startswith("Bar"):
                      continue
                  left, top = shape.left, shape.top
                  right, bottom = left + shape.width, top + shape.height
                  assert 0 <= left < right <= deck.slide_width, (name, title.text, shape.name)
                  assert 0 <= top < bottom <= deck.slide_height, (name, title.text, shape.name)
                  for other, (x0, y0, x1, y1) in places:
                      assert right <= x0 or x1 <= left or bottom <= y0 or y1 <= top, (
                          name, title.text, shape.name, other)
                  places.append((shape.name, (left, top, right, bottom)))
                  if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                      assert len(shape._element.nvPicPr.cNvPr.get("descr")) > 20, shape.name
                      # Dots per inch.
                      assert shape.image.size[0] / shape.width.inches > 200, shape.name
                  if name == "planes-light" and shape.has_table and shape.name == "Counts by seed":
                      for row in shape.table.rows:
                          print("|".join(cell.text for cell in row.cells))
          assert len(messages) == len(deck.slides), name
      """
    let lines = try Self.python.output(["-c", script], in: folder)
      .split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
    try #require(lines.count == 4)
    for (index, arm) in [report.plain, report.residual].enumerated() {
      for (row, net) in arm.nets.enumerated() {
        #expect(lines[row + 1][0] == "\(net.seed)")
        let counts = net.counts.map(String.init).joined(separator: ", ")
        #expect(lines[row + 1][index + 1] == counts)
      }
    }
  }

  @Test(
    "in LibreOffice all text stands in its frame, and nothing else does",
    .enabled(if: office.isWanted, "\(office.absence)"),
    .enabled(if: words.isWanted, "\(words.absence)"),
    .enabled(if: python.isWanted, "\(python.absence)"))
  func libreOffice() throws {
    let (names, _) = try makeDecks()
    try Self.office.output(
      ["--headless", "--convert-to", "pdf"] + names.map { "\($0).pptx" }, in: folder)
    for name in names {
      try Self.words.output(["-bbox", "\(name).pdf", "\(name).html"], in: folder)
    }
    let script = """
      import html, re, unicodedata
      from collections import Counter
      import pptx

      def characters(text):
          return Counter(c for c in unicodedata.normalize("NFKC", text)
                         if not c.isspace() and c != "•")

      def text(shape, number):
          if shape.has_table:
              return "".join(cell.text for row in shape.table.rows for cell in row.cells)
          if not shape.has_text_frame:
              return ""
          return str(number) if "Slide number" in shape.name else shape.text_frame.text

      word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
      for name in \(names):
          deck = pptx.Presentation(name + ".pptx")
          pages = open(name + ".html", encoding="utf-8").read().split("<page ")[1:]
          assert len(pages) == len(deck.slides), name
          for number, (slide, page) in enumerate(zip(deck.slides, pages), 1):
              words = [(*map(float, found[:4]), html.unescape(found[4]))
                       for found in word.findall(page)]
              assert words, (name, number)
              shown = 0
              for shape in slide.shapes:
                  left, top = shape.left.pt, shape.top.pt
                  right, bottom = left + shape.width.pt, top + shape.height.pt
                  inside = [w for w in words if left <= (w[0] + w[2]) / 2 <= right
                            and top <= (w[1] + w[3]) / 2 <= bottom]
                  if shape.name.startswith("Bar") or not text(shape, number):
                      continue
                  place = (name, number, shape.name)
                  assert characters("".join(w[4] for w in inside)) == characters(
                      text(shape, number)), (place, inside)
                  for x0, y0, x1, y1, _ in inside:
                      # The box of a word reaches a tenth further down than its letters.
                      assert left - 1 <= x0 and x1 <= right + 1, (place, inside)
                      assert top - 1 <= y0 and y1 - (y1 - y0) / 10 <= bottom + 1, (place, inside)
                  shown += len(inside)
              assert shown == len(words), (name, number, words)
      """
    try Self.python.output(["-c", script], in: folder)
  }
}
