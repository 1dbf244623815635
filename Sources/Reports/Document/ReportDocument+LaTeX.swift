extension ReportDocument {
  /// The report as a LaTeX document of the class `article`, tables in the style of the package
  /// `booktabs`; pictures by their paths.
  public var latex: String {
    """
    \\documentclass[11pt,a4paper]{article}
    \\usepackage[T1]{fontenc}
    \\usepackage[utf8]{inputenc}
    \\usepackage{lmodern,textcomp,amsmath,booktabs,graphicx,float,caption}
    \\usepackage[margin=25mm]{geometry}
    \\usepackage[hidelinks]{hyperref}
    {\\catcode`\\#=12\\gdef\\hashsign{#}}
    \\emergencystretch=3em
    \\title{\(LaTeXText.escaped(title))}
    \\date{}
    \\begin{document}
    \\maketitle

    \(blocks.map(latex).joined(separator: "\n\n"))

    \\end{document}

    """
  }

  private func latex(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      return "\\\(level == 1 ? "section" : "subsection")*{\(LaTeXText.escaped(text))}"
    case .paragraph(let text):
      return text.latex
    case .list(let items):
      return "\\begin{itemize}\n" + items.map { "  \\item \($0.latex)\n" }.joined()
        + "\\end{itemize}"
    case .table(let table):
      return latex(table)
    case .figure(let figure):
      return """
        \\begin{figure}[H]
          \\centering
          \\includegraphics[width=\\linewidth]{\(LaTeXText.path(figure.path))}
          \\caption{\(figure.caption.latex)}
        \\end{figure}
        """
    case .code(let text):
      // Broken where there is a space: a command is wider than a line.
      return "\\begin{flushleft}\\ttfamily\\small "
        + text.split(separator: "\n").map { LaTeXText.typewriter(String($0)) }
        .joined(separator: "\\\\\n") + "\\end{flushleft}"
    }
  }

  private func latex(_ table: ReportTable) -> String {
    func row(_ cells: [RichText]) -> String {
      // Empty braces: after the end of a row a bracket or an asterisk would be an argument of it.
      "      {}"
        + zip(table.columns, cells).map { column, cell in
          (column.isNumeric ? LaTeXText.number(cell.plainText) : nil) ?? cell.latex
        }.joined(separator: " & ") + " \\\\\n"
    }
    let columns = table.columns.map { $0.isNumeric ? "r" : "l" }.joined()
    return """
      \\begin{table}[H]
        \\centering
        \\caption{\(table.caption.latex)}
        \\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%
          \\begin{tabular}{\(columns)}
            \\toprule
      \(row(table.columns.map(\.title)))      \\midrule
      \(table.rows.map(row).joined())      \\bottomrule
          \\end{tabular}}
      \\end{table}
      """
  }
}

extension RichText {
  /// The text as LaTeX. Only addresses on the web are links; a file's name stands alone.
  var latex: String {
    spans.map { span in
      switch span {
      case .plain(let text): LaTeXText.escaped(text)
      case .strong(let text): "\\textbf{\(LaTeXText.escaped(text))}"
      case .emphasised(let text): "\\emph{\(LaTeXText.escaped(text))}"
      case .code(let text): "\\texttt{\(LaTeXText.typewriter(text))}"
      case .link(let text, let target):
        target.contains("://")
          ? "\\href{\(LaTeXText.escaped(target))}{\(LaTeXText.escaped(text))}"
          : LaTeXText.escaped(text)
      }
    }.joined()
  }
}

/// Plain text in LaTeX.
enum LaTeXText {
  /// Text that LaTeX prints as it stands. Signs of mathematics become its own; what else is beyond
  /// the Latin scripts is left to engines that know Unicode.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { signs[$0] ?? String($0) }.joined()
  }

  /// The same in a font of fixed width, where two hyphens, as options begin with, must not become a
  /// dash.
  static func typewriter(_ text: String) -> String {
    escaped(text).replacing("--", with: "-{}-")
  }

  /// A path as the argument of `\includegraphics`: letters as they stand, but those that would not even
  /// get there come from macros, of LaTeX's kernel but for the one of the hash sign.
  static func path(_ path: String) -> String {
    let macros: [Unicode.Scalar: String] = [
      "%": "@percentchar", "#": "hashsign", "{": "@charlb", "}": "@charrb", "\\": "@backslashchar",
    ]
    var text = ""
    for piece in path.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: { macros[$0] != nil })
    {
      if !piece.isEmpty { text += "\\detokenize{\(String(String.UnicodeScalarView(piece)))}" }
      if piece.endIndex < path.unicodeScalars.endIndex {
        let sign = path.unicodeScalars[piece.endIndex]
        text += "\\csname \(macros[sign] ?? "")\\endcsname "
      }
    }
    return text
  }

  /// A number in mathematics, where a hyphen is a minus sign and a power of ten is one; nil for what is
  /// no number.
  static func number(_ text: String) -> String? {
    guard Double(text) != nil else { return nil }
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "$\(text)$" }
    return "$\(parts[0]) \\times 10^{\(exponent)}$"
  }

  private static let signs: [Unicode.Scalar: String] = [
    "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}",
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "\n": " ", "\r": " ", ">": "$>$", "<": "$<$", "|": "\\textbar{}",
    "≥": "$\\geq$", "≤": "$\\leq$", "×": "$\\times$", "±": "$\\pm$", "−": "$-$", "·": "$\\cdot$",
    "‖": "$\\|$", "√": "$\\surd$", "∞": "$\\infty$", "∑": "$\\sum$", "≈": "$\\approx$",
    "²": "$^2$", "³": "$^3$", "⁻": "$^-$", "₀": "$_0$", "₁": "$_1$", "₂": "$_2$",
    "δ": "$\\delta$", "λ": "$\\lambda$", "σ": "$\\sigma$", "α": "$\\alpha$", "β": "$\\beta$",
    "→": "$\\to$", "–": "--", "—": "---", "…": "\\dots{}", "“": "``", "”": "''", "’": "'",
    "\u{A0}": "~", "°": "$^\\circ$", "½": "\\textonehalf{}",
  ]
}
