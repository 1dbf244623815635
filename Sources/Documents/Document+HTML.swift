internal import Foundation

extension Document {
  /// The document as one HTML page that needs nothing else: style and pictures are part of it. Without
  /// a title it is what stands in the body of a page.
  ///
  /// - Parameter picture: the bytes of the PNG file at a path of the document.
  /// - Throws: what `picture` throws.
  public func html(picture: (String) throws -> [UInt8]) rethrows -> String {
    try html(drawing: { figure in
      let data = Data(try picture(figure.path)).base64EncodedString()
      let description = HTMLText.escaped(figure.description)
      return "<img src=\"data:image/png;base64,\(data)\" alt=\"\(description)\">"
    })
  }

  /// The document as HTML with pictures of the caller's; see ``html(picture:)``.
  ///
  /// - Parameter drawing: what stands for a picture above its caption, in HTML.
  /// - Throws: what `drawing` throws.
  package func html(drawing: (Figure) throws -> String) rethrows -> String {
    let body = try blocks.map { try html($0, drawing: drawing) }.joined(separator: "\n")
    guard let title else { return body.isEmpty ? "" : body + "\n" }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(HTMLText.escaped(title))</title>
      <style>
      \(Document.style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(HTMLText.escaped(title))</h1>
      \(body)
      </main>
      </body>
      </html>

      """
  }

  private func html(_ block: Block, drawing: (Figure) throws -> String) rethrows -> String {
    switch block {
    case .heading(let text, let level):
      return "<h\(level + 1)>\(HTMLText.escaped(text))</h\(level + 1)>"
    case .paragraph(let text):
      return "<p>\(text.html)</p>"
    case .lines(let texts):
      return "<p>" + texts.map(\.html).joined(separator: "<br>\n") + "</p>"
    case .list(let items):
      return Self.list(items.map(\.html))
    case .facts(let facts):
      return Self.list(facts.map { "<strong>\($0.name.html)</strong>: \($0.value.html)" })
    case .table(let table):
      return table.html
    case .figure(let figure):
      return """
        <figure>
        \(try drawing(figure))
        \(figure.caption.map { "<figcaption>\($0.html)</figcaption>\n" } ?? "")</figure>
        """
    case .code(let text):
      return "<pre><code>\(HTMLText.escaped(text))</code></pre>"
    case .formula(let formula):
      return "<p class=\"formula\">\(formula.html)</p>"
    case .finding(let finding):
      return finding.html
    }
  }

  private static func list(_ items: [String]) -> String {
    "<ul>\n" + items.map { "<li>\($0)</li>\n" }.joined() + "</ul>"
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1b1b1f; --quiet: #5a5a66; --ground: #ffffff;
      --line: #c9c9d2; --shade: #f3f3f7; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8ee; --quiet: #a5a5b3;
      --ground: #16161a; --line: #44444f; --shade: #222229; } }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 1.05rem/1.55 system-ui, "DejaVu Sans", sans-serif; }
    main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1.2rem 4rem; }
    h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 2.4rem; } h3 { margin-top: 1.8rem; }
    figure { margin: 1.5rem 0; } img { max-width: 100%; height: auto; display: block; }
    figcaption { color: var(--quiet); font-size: .92rem; margin-top: .5rem; }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
    th, td { padding: .28rem .55rem; text-align: left; vertical-align: top; }
    td:first-child { white-space: nowrap; }
    thead th { border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); }
    tbody tr:last-child td { border-bottom: 2px solid var(--ink); }
    .n { text-align: right; white-space: nowrap; }
    code, pre { font-family: "DejaVu Sans Mono", ui-monospace, monospace; font-size: .9em; }
    pre { background: var(--shade); padding: .8rem 1rem; overflow-x: auto; }
    a { color: inherit; }
    .formula { text-align: center; font-style: italic; }
    @media print { main { max-width: none; padding: 0; } .table { overflow: visible; } }
    """
}

extension Document.Table {
  fileprivate var html: String {
    func row(_ cells: [RichText], _ tag: String) -> String {
      "<tr>"
        + zip(columns, cells).map { column, cell in
          "<\(tag)\(column.isNumeric ? " class=\"n\"" : "")>\(cell.html)</\(tag)>"
        }.joined() + "</tr>\n"
    }
    // A wide table scrolls by itself and leaves the page and its caption where they are.
    let title = title.map { "<p>\($0.html)</p>\n" } ?? ""
    let caption =
      notes.isEmpty
      ? "" : "<figcaption>" + notes.map(\.html).joined(separator: "<br>\n") + "</figcaption>\n"
    return """
      <figure>
      \(title)<div class="table"><table>
      <thead>
      \(row(columns.map(\.title), "th"))</thead>
      <tbody>
      \(rows.map { row($0, "td") }.joined())</tbody>
      </table></div>
      \(caption)</figure>
      """
  }
}

extension Document.Finding {
  fileprivate var html: String {
    let details = details.isEmpty ? [] : ["<p>\(details.map(\.html).joined(separator: "; ")).</p>"]
    let lines =
      ["<p><strong>\(HTMLText.escaped(name))</strong>: \(headline.html)</p>"] + details
      + tables.map(\.html) + warnings.map { "<p><strong>Warning:</strong> \($0.html)</p>" }
    return "<section>\n\(lines.joined(separator: "\n"))\n</section>"
  }
}

extension RichText {
  /// The text as HTML.
  fileprivate var html: String {
    spans.map { span in
      switch span {
      case .plain(let text): HTMLText.escaped(text)
      case .strong(let text): "<strong>\(HTMLText.escaped(text))</strong>"
      case .emphasised(let text): "<em>\(HTMLText.escaped(text))</em>"
      case .code(let text): "<code>\(HTMLText.escaped(text))</code>"
      case .link(let text, let target):
        "<a href=\"\(HTMLText.escaped(target))\">\(HTMLText.escaped(text))</a>"
      case .formula(let formula): "<em>\(formula.html)</em>"
      }
    }.joined()
  }
}

extension Formula {
  /// The plain signs as HTML, with the letter or the group after `_` as an index.
  fileprivate var html: String {
    // Neither `_` nor braces are escaped.
    HTMLText.escaped(text).replacing(/_(?:\{([^{}]+)\}|(\w))/) { match in
      "<sub>\(match.output.1 ?? match.output.2 ?? "")</sub>"
    }
  }
}

/// Plain text in HTML.
package enum HTMLText {
  /// Text that HTML shows as it stands, between tags and in quoted attributes.
  package static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: String(scalar)
      }
    }.joined()
  }
}
