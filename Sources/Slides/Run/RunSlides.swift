internal import Documents
internal import Exports
internal import Figures
internal import Numerals
internal import Reports

/// The slides of one run. Every number on them is one of its report, or of the pictures of the run.
struct RunSlides {
  let contents: RunContents
  let report: ComparisonReport
  let theme: Theme
  let ruler: TextRuler

  var all: [Slide] {
    get throws {
      var slides = [question]
      slides += try pairSlides
      slides += [counts, thresholds]
      if let gradients = try gradients { slides.append(gradients) }
      return slides + [limits, repetition]
    }
  }

  // MARK: Parts

  /// A slide, whose parts are laid out in the room below its title.
  func slide(
    _ title: String, notes: [String], _ parts: (_ room: Rectangle) throws -> [Slide.Part]
  ) rethrows -> Slide {
    let text = TextParagraph(runs: [TextRun(text: title, isBold: true)])
    let line = ruler.fits([text], in: SlideLayout.lineTitle, sizes: SlideLayout.lineTitleSizes)
    let block =
      line
      ?? ruler.fitted([text], in: SlideLayout.title, sizes: SlideLayout.titleSizes).block
    return Slide(
      title: block, parts: try parts(SlideLayout.body(below: block.frame)), notes: notes)
  }

  /// Texts below each other, as many as there is room for; what is left out is in the notes.
  func text(_ paragraphs: [TextParagraph], in frame: Rectangle) -> Slide.Part {
    let (block, omitted) = ruler.fitted(paragraphs, in: frame, sizes: SlideLayout.bodySizes)
    guard omitted > 0 else { return .text(block) }
    let more = TextParagraph(runs: [TextRun(text: "More in the notes.", ink: .quiet)])
    for count in stride(from: paragraphs.count - omitted, to: 0, by: -1) {
      let some = Array(paragraphs.prefix(count)) + [more]
      let (block, omitted) = ruler.fitted(some, in: frame, sizes: SlideLayout.bodySizes)
      if omitted == 0 { return .text(block) }
    }
    return .text(block)
  }

  func item(_ text: String) -> TextParagraph {
    // A number stays on one line with its unit and its sign, as do the sides of an equation.
    let text = text.replacing(" %", with: "\u{a0}%").replacing(" = ", with: "\u{a0}=\u{a0}")
      .replacing("± ", with: "±\u{a0}")
    return TextParagraph(runs: [TextRun(text: text)], isItem: true)
  }

  /// The sentences of a text.
  func sentences(_ text: String) -> [String] {
    let parts = text.split(separator: ". ").map(String.init)
    return parts.enumerated().map { $0 < parts.count - 1 ? $1 + "." : $1 }
  }

  // MARK: Words

  /// How many nets and planes there are.
  var subjects: String {
    let (first, second) = (report.plain.nets.count, report.residual.nets.count)
    let nets =
      first == second
      ? "\(counted(first, "net")) of each kind"
      : "\(counted(first, "net")) without and \(counted(second, "net")) with shortcuts"
    let planes = report.plain.nets[0].surfaces.count
    return "\(nets), \(counted(planes, "plane")) around each"
  }

  var threshold: String { report.scale.text(share: report.threshold) }

  // MARK: The first slide and the limits

  private var question: Slide {
    let body = SlideLayout.body
    let width = (body.width - 24) / 2
    let kinds: [(name: String, formula: String, ink: Ink)] = [
      ("Without shortcuts", "a block computes F(x)", .plain),
      ("With shortcuts", "a block computes F(x) + x", .accent),
    ]
    let panels = kinds.enumerated().flatMap { index, kind -> [Slide.Part] in
      let x = body.x + Double(index) * (width + 24)
      let frame = Rectangle(x: x + 24, y: body.y + 20, width: width - 36, height: 80)
      let block = ruler.fitted(
        [
          TextParagraph(runs: [TextRun(text: kind.name, isBold: true)]),
          TextParagraph(runs: [TextRun(text: kind.formula)]),
        ], in: frame, sizes: SlideLayout.bodySizes
      ).block
      return [
        .bar(Rectangle(x: x, y: body.y, width: width, height: 116), .panel),
        .bar(Rectangle(x: x, y: body.y, width: 8, height: 116), kind.ink), .text(block),
      ]
    }
    let texts = [
      "\(report.model), trained on \(report.data)", subjects,
      "Counted: local minima with a barrier (persistence) of at least \(threshold)",
    ]
    let room = Rectangle(x: body.x, y: body.y + 144, width: body.width, height: 226)
    return slide(
      "What do shortcut connections change in the loss landscape?",
      notes: [
        "A shortcut adds the input of a block to its output. We take one net, \(report.model), and train it twice on the same data: once without shortcuts, once with them.",
        "Then we look at the loss around the trained weights. Each point of a picture is the trained weights plus two steps in random directions: a picture is a two-dimensional cut through a space of very many dimensions.",
        "We count local minima. A dip counts if the loss must rise by at least \(threshold) before it can reach a deeper one.",
      ]
    ) { _ in panels + [text(texts.map(item), in: room)] }
  }

  private var limits: Slide {
    let isOne = report.plain.nets.count == 1 || report.residual.nets.count == 1
    let title =
      isOne
      ? "One net of a kind is an illustration, not a test"
      : "What these nets show, and what they do not"
    let caveats = report.caveats.map(\.plainText)
    return slide(
      title, notes: [report.finding.plainText] + caveats
    ) { [text(caveats.compactMap { sentences($0).first }.map(item), in: $0)] }
  }
}
