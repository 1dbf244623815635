internal import Analysis
internal import Documents
internal import Exports
internal import Grids
internal import Landscapes
internal import Numerals
internal import Reports

/// What a page says below its surfaces: the numbers, the limits, the methods.
extension Page {
  var text: String {
    var parts: [String] = []
    if let report = contents.report {
      parts += [
        html([.heading("What came out", level: surfaceLevel), .paragraph(report.finding)]),
        html([.heading("The nets", level: surfaceLevel)]), netTable(report),
      ]
    } else {
      parts += [html([.heading("The surfaces", level: surfaceLevel)]), surfaceTable]
    }
    let method = contents.method.map { "**\($0.name)**: \($0.value)" as RichText }
    parts.append(
      html([
        .heading("What this shows, and what it does not", level: surfaceLevel),
        .list(contents.caveats), .heading("How it was made", level: surfaceLevel), .list(method),
      ]))
    // A lesson ends with its own command.
    if let report = contents.report, contents.lesson == nil {
      parts.append(html([.paragraph("Repeat it with"), .code(report.command)]))
    }
    return parts.joined(separator: "\n")
  }

  private func html(_ blocks: [Document.Block]) -> String {
    // These blocks hold no pictures.
    Document(blocks: blocks).html { _ in [] }
  }

  /// The nets beside the counts on their planes, which follow the threshold.
  private func netTable(_ report: ComparisonReport) -> String {
    let columns = [
      "net", "training loss", "training accuracy", "test accuracy", "loss at the centre",
    ]
    let rows = contents.surfaces.map { surface -> [String] in
      guard let place = surface.place else { return [surface.title] }
      func percent(_ measure: Measure) -> String {
        place.net.measures[measure].map { "\($0.written(.decimals(1))) %" } ?? NumberStyle.none
      }
      let error = place.result.centreError.map { " ± \($0.written(.significant(2)))" } ?? ""
      return [
        surface.title, place.net.trainLoss.written(.significant(3)), percent(.trainAccuracy),
        percent(.testAccuracy), place.result.centreLoss.written(.significant(3)) + error,
      ]
    }
    return table(
      columns, rows: rows,
      caption: """
        Loss and accuracy of a net are over all its training and test examples; the loss at the centre \
        of a plane is over the \(report.samples) examples of its surface, with the standard error. \
        \(Self.countCaption)
        """)
  }

  private var surfaceTable: String {
    let rows = contents.surfaces.map { surface -> [String] in
      let range = surface.surface.loss.finiteRange
      let grid = surface.surface.grid
      return [
        surface.title, "\(grid.columns) × \(grid.rows)",
        (range?.lowerBound).written(.significant(3)), (range?.upperBound).written(.significant(3)),
      ]
    }
    return table(
      ["surface", "points", "smallest loss", "largest loss"], rows: rows,
      caption: Self.countCaption)
  }

  private static let countCaption =
    "Minima inside and on the border are counted at the threshold that is set above."

  /// A row for each surface, with the counts that the script keeps up to date.
  private func table(_ columns: [String], rows: [[String]], caption: String) -> String {
    func cells(_ texts: [String], _ tag: String) -> String {
      texts.enumerated().map { index, text in
        "<\(tag)\(index == 0 ? "" : " class=\"n\"")>\(text.inHTML)</\(tag)>"
      }.joined()
    }
    let head = cells(columns + ["minima", "on the border"], "th")
    let body = zip(contents.surfaces, rows).map { surface, row in
      let counts = [
        ("data-count-of", surface.analysis.count),
        ("data-border-count-of", surface.analysis.borderCount),
      ].map { "<td class=\"n\" \($0)=\"\(surface.name)\">\($1)</td>" }.joined()
      return "<tr>\(cells(row, "td"))\(counts)</tr>"
    }.joined(separator: "\n")
    return """
      <figure>
      <div class="table" tabindex="0" role="region" aria-label="Table"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)
      </tbody></table></div>
      <figcaption>\(caption.inHTML)</figcaption>
      </figure>
      """
  }
}
