import Documents
import Testing

/// Documents in all written forms; what is put into them holds the signs that each form minds.
struct DocumentTests {
  static let hostile = "a<b>&\"c\" | d_e #1 50% $x {y} ~ ^ \\z *s*"

  static let document = Document(
    title: "Title & <more>",
    blocks: [
      .heading("Part", level: 1), .paragraph("Text **strong** \(hostile)"),
      .list(["one", "*two*"]),
      .table(
        Document.Table(
          [.words("net"), .numbers("count")], rows: [["\(hostile)", "3"], ["`b`", "1.5e-07"]],
          caption: "What it *shows*.")),
      .figure(
        Document.Figure(path: "a/b.png", description: "A \"picture\"", caption: "Below it.")),
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
    let document = Document(
      title: "T",
      blocks: [
        .figure(Document.Figure(path: "my runs (50%)/#1_x.png", description: "D", caption: "C")),
        .table(
          Document.Table(
            [.words("a"), .words("b")], rows: [["[x]", "[y](\(path: "a|b c.png"))"]], caption: "C")),
      ])
    #expect(document.markdown.contains("![D](my%20runs%20%2850%%29/#1_x.png)"))
    #expect(document.markdown.contains("| \\[x\\] | [y](a%7Cb%20c.png) |"))
    #expect(
      document.latex.contains(
        "{\\detokenize{my runs (50}\\csname @percentchar\\endcsname \\detokenize{)/}\\csname hashsign\\endcsname \\detokenize{1_x.png}}"
      ))
    #expect(document.latex.contains("  {}[x] & y"), "a bracket after the end of a row")
  }

  // MARK: Pieces of documents

  static let finding = Document(blocks: [
    .finding(
      Document.Finding(
        name: "a_1|\(hostile).h5", headline: "2 minima", details: ["on \("3 × 3")", "more"],
        tables: [
          Document.Table(
            [.numbers("#"), .words("place")], rows: [["1", "inside"], ["12", "[edge]"]]),
          Document.Table([.numbers("x")], rows: [["-0.5"]], title: "looked closer"),
        ], warnings: ["50% is missing"]))
  ])

  @Test func textIsAligned() {
    #expect(
      Self.finding.text == """
        a_1|\(Self.hostile).h5: 2 minima
          on 3 × 3
          more

           #  place
           1  inside
          12  [edge]

          looked closer

             x
          -0.5

          warning: 50% is missing

        """)
    #expect(
      Document(
        title: "T",
        blocks: [
          .lines(["one", "`two`"]), .facts([.init("a", "1"), .init("long", "**2**")]),
          .table(
            Document.Table(
              [.words("net"), .numbers("count")], rows: [["plain", "3"]], title: "above",
              notes: ["below", "*last*"])),
          .list(["item"]), .code("basin info"), .formula(Formula("\\alpha", text: "α")),
          .figure(Document.Figure(path: "p.png", description: "D")),
        ]
      ).text == """
        T

        one
        two

        a     1
        long  2

        above
        net    count
        plain      3
        below
        last

        - item

          basin info

          α

        [p.png] D

        """)
  }

  @Test func aFindingIsMarkdown() {
    let name = "a\\_1\\|a\\<b\\>\\&\"c\" \\| d\\_e \\#1 50% $x {y} \\~ ^ \\\\z \\*s\\*.h5"
    #expect(
      Self.finding.markdown == """
        **\(name)**: 2 minima

        on 3 × 3; more.

        | \\# | place |
        | ---: | --- |
        | 1 | inside |
        | 12 | \\[edge\\] |

        looked closer.

        | x |
        | ---: |
        | -0.5 |

        > **Warning:** 50% is missing

        """)
  }

  @Test func aFindingIsOneFloatOfLaTeX() {
    #expect(
      Self.finding.latex == """
        % Needs \\usepackage{booktabs}.
        \\begin{table}
          \\centering
          \\caption{\\texttt{a\\_1\\textbar{}a$<$b$>$\\&"c" \\textbar{} d\\_e \\#1 50\\% \\$x \\{y\\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}z *s*.h5}: 2 minima. on 3 $\\times$ 3; more. looked closer.}
          \\begin{tabular}{rl}
            \\toprule
            \\# & place \\\\
            \\midrule
            $1$ & inside \\\\
            $12$ & [edge] \\\\
            \\bottomrule
          \\end{tabular}
          \\par\\medskip
          \\begin{tabular}{r}
            \\toprule
            x \\\\
            \\midrule
            $-0.5$ \\\\
            \\bottomrule
          \\end{tabular}
          \\par\\smallskip Warning: 50\\% is missing
        \\end{table}

        """)
  }

  @Test func aFindingIsHTML() {
    let html = Self.finding.html { _ in [] }
    #expect(html.hasPrefix("<section>\n<p><strong>a_1|a&lt;b&gt;&amp;"))
    #expect(html.contains("<td class=\"n\">12</td><td>[edge]</td>"))
    #expect(html.contains("<p>looked closer</p>\n<div"))
    #expect(balanced(html))
  }

  @Test func codeKeepsItsBackticksAndTablesTheirCells() {
    let document = Document(blocks: [
      .paragraph("`\("a`b|c")` and \("$x$")"),
      .table(Document.Table([.words("a"), .words("b")], rows: [["`\("x|y`")`", "c"]])),
    ])
    #expect(document.markdown.contains("``a`b|c`` and \\$x\\$"))
    #expect(document.markdown.contains("| `` x\\|y` `` | c |"))
    #expect(document.latex.contains("\\texttt{x\\textbar{}y\\textasciigrave{}} & c"))
  }

  @Test func indicesOfFormulasAreLowered() {
    let formula = Formula("x_{l+1} < x_l", text: "x_{l+1} < x_l")
    #expect(
      Document(blocks: [.formula(formula)]).html { _ in [] }.contains(
        "x<sub>l+1</sub> &lt; x<sub>l</sub>"))
  }

  @Test func formulasAreWrittenForEachReader() {
    let document = Document(blocks: [
      .paragraph("With \(Formula("y = x + F(x)"))"),
      .formula(Formula("\\frac{a}{b} < 1", text: "a/b < 1")),
    ])
    #expect(document.markdown == "With $y = x + F(x)$\n\n$$\\frac{a}{b} < 1$$\n")
    #expect(document.latex.contains("With $y = x + F(x)$\n\n\\[\\frac{a}{b} < 1\\]\n"))
    let html = document.html { _ in [] }
    #expect(html.contains("<em>y = x + F(x)</em>") && html.contains(">a/b &lt; 1</p>"))
    #expect(document.text == "With y = x + F(x)\n\n  a/b < 1\n")
  }

  @Test func recordsAreCommaSeparatedValues() {
    let table = Document.Table(
      records: ["surface", "x"], [[Self.hostile, "1.5"], ["*a*\n`b`", ""]])
    #expect(
      table.csv
        == "surface,x\r\n\"a<b>&\"\"c\"\" | d_e #1 50% $x {y} ~ ^ \\z *s*\",1.5\r\n\"*a*\n`b`\",\r\n"
    )
  }

  @Test func nothingIsNothing() {
    let empty = Document(blocks: [])
    #expect(empty.text == "" && empty.markdown == "" && empty.html { _ in [] } == "")
    #expect(empty.latex == "% Needs \\usepackage{booktabs}.\n")
  }

  /// Whether every tag that is opened is closed in its turn.
  private func balanced(_ html: String) -> Bool {
    var open: [Substring] = []
    for piece in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
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
