import Reports
import Testing

/// One document in its three forms; what is put into it holds the signs that each of them minds.
struct ReportDocumentTests {
  static let hostile = "a<b>&\"c\" | d_e #1 50% $x {y} ~ ^ \\z *s*"

  static let document = ReportDocument(
    title: "Title & <more>",
    blocks: [
      .heading("Part", level: 1), .paragraph("Text **strong** \(hostile)"),
      .list(["one", "*two*"]),
      .table(
        ReportTable(
          [.words("net"), .numbers("count")], rows: [["\(hostile)", "3"], ["`b`", "1.5e-07"]],
          caption: "What it *shows*.")),
      .figure(
        ReportFigure(path: "a/b.png", description: "A \"picture\"", caption: "Below it.")),
      .code("basin compare --output 'a b'"),
    ])

  @Test func markdown() {
    #expect(
      Self.document.markdown == """
        # Title \\& \\<more\\>

        ## Part

        Text **strong** a\\<b\\>\\&"c" \\| d\\_e \\#1 50% $x {y} \\~ ^ \\\\z \\*s\\*

        - one
        - *two*

        | net | count |
        | --- | ---: |
        | a\\<b\\>\\&"c" \\| d\\_e \\#1 50% $x {y} \\~ ^ \\\\z \\*s\\* | 3 |
        | `b` | 1.5e-07 |

        What it *shows*.

        ![A "picture"](a/b.png)

        Below it.

        ```
        basin compare --output 'a b'
        ```

        """)
  }

  @Test func htmlHoldsItsPictures() {
    let html = Self.document.html { path in Array("PNG of \(path)".utf8) }
    #expect(html.contains("src=\"data:image/png;base64,UE5HIG9mIGEvYi5wbmc=\""))
    #expect(html.contains("alt=\"A &quot;picture&quot;\""))
    #expect(html.contains("<td>a&lt;b&gt;&amp;&quot;c&quot; | d_e"))
    #expect(html.contains("<td class=\"n\">3</td>"))
    #expect(html.contains("<strong>strong</strong>"))
    #expect(!html.contains("http"))
    #expect(balanced(html))
  }

  @Test func latexIsEscaped() {
    let latex = Self.document.latex
    #expect(
      latex.contains(
        "a$<$b$>$\\&\"c\" \\textbar{} d\\_e \\#1 50\\% \\$x \\{y\\} \\textasciitilde{} "
          + "\\textasciicircum{} \\textbackslash{}z *s*"))
    #expect(latex.contains("\\begin{tabular}{lr}"))
    #expect(latex.contains("\\texttt{b} & $1.5 \\times 10^{-7}$ \\\\"))
    #expect(latex.contains("{\\detokenize{a/b.png}}"))
    for name in ["document", "table", "tabular", "figure", "itemize", "flushleft"] {
      #expect(
        latex.split(separator: "\\begin{\(name)}").count
          == latex.split(separator: "\\end{\(name)}").count)
    }
  }

  @Test func namesOfFoldersBreakNoPictures() {
    let document = ReportDocument(
      title: "T",
      blocks: [
        .figure(ReportFigure(path: "my runs (50%)/#1_x.png", description: "D", caption: "C")),
        .table(
          ReportTable(
            [.words("a"), .words("b")], rows: [["[x]", "[y](\(path: "a|b c.png"))"]], caption: "C")),
      ])
    #expect(document.markdown.contains("![D](my%20runs%20%2850%%29/#1_x.png)"))
    #expect(document.markdown.contains("| \\[x\\] | [y](a%7Cb%20c.png) |"))
    #expect(
      document.latex.contains(
        "{\\detokenize{my runs (50}\\csname @percentchar\\endcsname \\detokenize{)/}\\csname hashsign\\endcsname \\detokenize{1_x.png}}"
      ))
    #expect(document.latex.contains("{}[x] & y"), "a bracket after the end of a row")
  }

  /// Whether every tag that is opened is closed in its turn.
  private func balanced(_ html: String) -> Bool {
    var open: [Substring] = []
    for piece in html.split(separator: "<").dropFirst() {
      let name = piece.prefix { !" >\n".contains($0) }
      if ["!DOCTYPE", "meta", "img"].contains(name) { continue }
      if name.hasPrefix("/") {
        guard open.popLast() == name.dropFirst() else { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
