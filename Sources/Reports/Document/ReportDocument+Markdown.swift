extension ReportDocument {
  /// The report as Markdown (GitHub's tables); pictures by their paths.
  public var markdown: String {
    (["# \(MarkdownText.escaped(title))"] + blocks.map(markdown)).joined(separator: "\n\n") + "\n"
  }

  private func markdown(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      return String(repeating: "#", count: level + 1) + " " + MarkdownText.escaped(text)
    case .paragraph(let text):
      return text.markdown
    case .list(let items):
      return items.map { "- \($0.markdown)" }.joined(separator: "\n")
    case .table(let table):
      let rule = table.columns.map { $0.isNumeric ? "---:" : "---" }
      let rows =
        [table.columns.map(\.title.markdown), rule] + table.rows.map { $0.map(\.markdown) }
      let lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
      return "\(lines)\n\n\(table.caption.markdown)"
    case .figure(let figure):
      return
        "![\(MarkdownText.escaped(figure.description))](\(MarkdownText.target(figure.path)))\n\n"
        + figure.caption.markdown
    case .code(let text):
      return "```\n\(text)\n```"
    }
  }
}

extension RichText {
  /// The text as Markdown.
  var markdown: String {
    spans.map { span in
      switch span {
      case .plain(let text): MarkdownText.escaped(text)
      case .strong(let text): "**\(MarkdownText.escaped(text))**"
      case .emphasised(let text): "*\(MarkdownText.escaped(text))*"
      case .code(let text): "`\(MarkdownText.oneLine(text))`"
      case .link(let text, let target):
        "[\(MarkdownText.escaped(text))](\(MarkdownText.target(target)))"
      }
    }.joined()
  }
}

/// Plain text in Markdown.
enum MarkdownText {
  /// Text that Markdown prints as it stands. A line break would end a table's row or a heading and
  /// becomes a space.
  static func escaped(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = [
      "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "&",
    ]
    return oneLine(text).unicodeScalars.map { scalar in
      special.contains(scalar) ? "\\\(scalar)" : String(scalar)
    }.joined()
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
