extension Document {
  /// The document as Markdown (GitHub's tables and formulas); pictures by their paths.
  public var markdown: String {
    let heading = title.map { ["# \(MarkdownText.escaped($0))"] } ?? []
    let parts = heading + blocks.map(markdown)
    return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
  }

  private func markdown(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      return String(repeating: "#", count: level + 1) + " " + MarkdownText.escaped(text)
    case .paragraph(let text):
      return text.markdown
    case .lines(let texts):
      return texts.map(\.markdown).joined(separator: "\\\n")
    case .list(let items):
      return items.map { "- \($0.markdown)" }.joined(separator: "\n")
    case .facts(let facts):
      return facts.map { "- **\($0.name.markdown)**: \($0.value.markdown)" }.joined(separator: "\n")
    case .table(let table):
      return table.markdown
    case .figure(let figure):
      let picture =
        "![\(MarkdownText.escaped(figure.description))](\(MarkdownText.target(figure.path)))"
      return picture + (figure.caption.map { "\n\n\($0.markdown)" } ?? "")
    case .code(let text):
      return "```\n\(text)\n```"
    case .formula(let formula):
      return "$$\(formula.latex)$$"
    case .finding(let finding):
      return finding.markdown
    }
  }
}

extension Document.Table {
  fileprivate var markdown: String {
    let rule = columns.map { $0.isNumeric ? "---:" : "---" }
    // Between the cells of a table even code must not hold a bar.
    func cells(_ texts: [RichText]) -> [String] {
      texts.map { $0.markdown { $0.replacing("|", with: "\\|") } }
    }
    let lines = ([cells(columns.map(\.title)), rule] + rows.map(cells))
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    return ((title.map { [$0.markdown] } ?? []) + [lines] + notes.map(\.markdown))
      .joined(separator: "\n\n")
  }
}

extension Document.Finding {
  fileprivate var markdown: String {
    let details = details.isEmpty ? [] : [details.map(\.markdown).joined(separator: "; ") + "."]
    let tables = tables.map { table in
      let title = table.title.map { $0 + RichText(verbatim: ".") }
      return Document.Table(table.columns, rows: table.rows, title: title, notes: table.notes)
        .markdown
    }
    return
      (["**\(MarkdownText.escaped(name))**: \(headline.markdown)"] + details + tables
      + warnings.map { "> **Warning:** \($0.markdown)" }).joined(separator: "\n\n")
  }
}

extension RichText {
  /// The text as Markdown.
  fileprivate var markdown: String { markdown { $0 } }

  /// The text as Markdown.
  ///
  /// - Parameter verbatim: what is done to text that Markdown leaves as it stands.
  fileprivate func markdown(verbatim: (String) -> String) -> String {
    spans.map { span in
      switch span {
      case .plain(let text): MarkdownText.escaped(text)
      case .strong(let text): "**\(MarkdownText.escaped(text))**"
      case .emphasised(let text): "*\(MarkdownText.escaped(text))*"
      case .code(let text): verbatim(MarkdownText.code(text))
      case .link(let text, let target):
        "[\(MarkdownText.escaped(text))](\(MarkdownText.target(target)))"
      case .formula(let formula): verbatim("$\(formula.latex)$")
      }
    }.joined()
  }
}

/// Plain text in Markdown.
enum MarkdownText {
  /// Text that Markdown prints as it stands. A line break would end a table's row or a heading and
  /// becomes a space; two dollar signs would be a formula.
  static func escaped(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = [
      "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "&",
    ]
    let hasFormula = text.count { $0 == "$" } > 1
    return oneLine(text).unicodeScalars.map { scalar in
      special.contains(scalar) || hasFormula && scalar == "$" ? "\\\(scalar)" : String(scalar)
    }.joined()
  }

  /// Text of fixed width, between more backticks than it holds in a row.
  static func code(_ text: String) -> String {
    let text = oneLine(text)
    let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + space + text + space + fence
  }

  /// A path or an address as the target of a link: what would end it, or a cell of a table, is written
  /// in per cent.
  static func target(_ path: String) -> String {
    let signs: [Unicode.Scalar: String] = [
      ")": "%29", "(": "%28", " ": "%20", "\\": "%5C", "|": "%7C", "<": "%3C", ">": "%3E",
      "\n": "%0A", "\r": "%0D",
    ]
    return path.unicodeScalars.map { signs[$0] ?? String($0) }.joined()
  }

  /// Text with spaces for line breaks.
  static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }
}
