extension Document {
  /// The document as LaTeX, tables in the style of the package `booktabs`, pictures by their paths: one
  /// of the class `article`; without a title a piece that begins with the name of the package it needs.
  public var latex: String {
    guard let title else {
      let parts = blocks.map { $0.latex(isPiece: true) }
      return "% Needs \\usepackage{booktabs}.\n" + parts.map { $0 + "\n" }.joined(separator: "\n")
    }
    return """
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

      \(blocks.map { $0.latex(isPiece: false) }.joined(separator: "\n\n"))

      \\end{document}

      """
  }
}

extension Document.Block {
  /// - Parameter isPiece: whether only the package `booktabs` may be relied on.
  fileprivate func latex(isPiece: Bool) -> String {
    switch self {
    case .heading(let text, let level):
      return "\\\(level == 1 ? "section" : "subsection")*{\(LaTeXText.escaped(text))}"
    case .paragraph(let text):
      return text.latex
    case .lines(let texts):
      // Empty braces: after the end of a line a bracket or an asterisk would be an argument of it.
      return texts.map { "\\noindent \($0.latex)" }.joined(separator: "\\\\\n{}")
    case .list(let items):
      return Self.list(items.map(\.latex))
    case .facts(let facts):
      return Self.list(facts.map { "\\textbf{\($0.name.latex)}: \($0.value.latex)" })
    case .table(let table):
      return table.float(isPiece: isPiece)
    case .figure(let figure):
      return """
        \\begin{figure}[H]
          \\centering
          \\includegraphics[width=\\linewidth]{\(LaTeXText.path(figure.path))}
        \(figure.caption.map { "  \\caption{\($0.latex)}\n" } ?? "")\\end{figure}
        """
    case .code(let text):
      // Broken where there is a space: a command is wider than a line.
      return "\\begin{flushleft}\\ttfamily\\small "
        + text.split(separator: "\n").map { LaTeXText.typewriter(String($0)) }
        .joined(separator: "\\\\\n") + "\\end{flushleft}"
    case .formula(let formula):
      return "\\[\(formula.latex)\\]"
    case .finding(let finding):
      return finding.float
    }
  }

  private static func list(_ items: [String]) -> String {
    // Empty braces: a bracket would be the item's own mark.
    "\\begin{itemize}\n" + items.map { "  \\item \($0.hasPrefix("[") ? "{}" : "")\($0)\n" }.joined()
      + "\\end{itemize}"
  }
}

extension Document.Table {
  fileprivate func float(isPiece: Bool) -> String {
    let caption = ((title.map { [$0.latex + "."] } ?? []) + notes.map(\.latex)).joined(
      separator: " ")
    let lines =
      ["\\centering"] + (caption.isEmpty ? [] : ["\\caption{\(caption)}"])
      + (isPiece
        ? tabular
        : ["\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%"]
          + tabular.dropLast().map { "  " + $0 } + ["  \(tabular[tabular.count - 1])}"])
    return "\\begin{table}\(isPiece ? "" : "[H]")\n" + lines.map { "  \($0)\n" }.joined()
      + "\\end{table}"
  }

  fileprivate var tabular: [String] {
    ["\\begin{tabular}{\(columns.map { $0.isNumeric ? "r" : "l" }.joined())}", "  \\toprule"]
      + [row(columns.map(\.title)), "  \\midrule"] + rows.map(row)
      + ["  \\bottomrule", "\\end{tabular}"]
  }

  private func row(_ cells: [RichText]) -> String {
    let line = zip(columns, cells).map { column, cell in
      (column.isNumeric ? LaTeXText.number(cell.plainText) : nil) ?? cell.latex
    }.joined(separator: " & ")
    // Empty braces: after the end of a row a bracket or an asterisk would be an argument of it.
    let opening = line.hasPrefix("[") || line.hasPrefix("*") ? "{}" : ""
    return "  \(opening)\(line) \\\\"
  }
}

extension Document.Finding {
  fileprivate var float: String {
    let details =
      details.isEmpty ? [] : [details.map(\.latex).joined(separator: "; ") + "."]
    let sentences =
      ["\\texttt{\(LaTeXText.typewriter(name))}: \(headline.latex)."] + details
      + tables.compactMap { $0.title.map { $0.latex + "." } }
    var lines = ["\\centering", "\\caption{\(sentences.joined(separator: " "))}"]
    for (number, table) in tables.enumerated() {
      lines += (number > 0 ? ["\\par\\medskip"] : []) + table.tabular
      lines += table.notes.map { "\\par\\smallskip \($0.latex)" }
    }
    lines += warnings.map { "\\par\\smallskip Warning: \($0.latex)" }
    return "\\begin{table}\n" + lines.map { "  \($0)\n" }.joined() + "\\end{table}"
  }
}

extension RichText {
  /// The text as LaTeX. Only addresses on the web are links; a file's name stands alone.
  fileprivate var latex: String {
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
      case .formula(let formula): "$\(formula.latex)$"
      }
    }.joined()
  }
}
