internal import Archives
internal import Documents
internal import Exports
internal import Failures
internal import Figures
internal import Foundation
internal import Numerals
internal import Pictures
internal import Reports

/// The lesson around the surfaces.
extension Page {
  /// How deep the headings of the surfaces are: in a lesson they stand in a section of it.
  var surfaceLevel: Int { contents.lesson == nil ? 1 : 2 }

  /// What stands above the surfaces: of a lesson its sections on gradients.
  var before: String {
    get throws {
      guard let lesson = contents.lesson else { return "" }
      let document = Document(blocks: lesson.gradients + lesson.landscapeOpening)
      return Self.section(try document.html(drawing: { try drawing($0.path, of: lesson) }))
    }
  }

  /// What stands below everything else: of a lesson its conclusions.
  var after: String {
    guard let lesson = contents.lesson else { return "" }
    // These sections hold no pictures.
    return Self.section(Document(blocks: lesson.closing).html { _ in [] })
  }

  private static func section(_ html: String) -> String {
    "<section class=\"text\">\n\(html)</section>"
  }

  /// A picture of the lesson, drawn from its numbers.
  private func drawing(_ path: String, of lesson: Lesson) throws -> String {
    let charts = [
      lesson.links.gradients: lesson.lecture, lesson.links.depth: lesson.depth,
      lesson.links.strength: lesson.strength,
    ]
    // The text around a drawing is its title.
    if let report = charts[path] {
      return try PageDrawing.html(description: report.figure().summary) { layout, theme in
        var chart = report.figure(theme: theme)
        if layout == .narrow { chart.shorten() }
        (chart.title, chart.subtitle, chart.provenance) = (nil, nil, nil)
        return chart
      }
    }
    if let flows = try contents.gradientFlows {
      let whole = FlowFigure(flows: flows)
      return try PageDrawing.html(description: whole.summary) { layout, theme in
        // A rectangle of a matrix is a few pixels wide.
        var figure = FlowFigure(flows: flows, columns: layout == .wide ? 120 : 40, theme: theme)
        // What is said of the numbers does not depend on the room for them.
        for index in figure.matrices.indices {
          figure.matrices[index].subtitle = whole.matrices[index].subtitle
        }
        if layout == .narrow { figure.shorten() }
        (figure.title, figure.provenance) = (nil, nil)
        return figure
      }
    }
    let picture = try contents.requiredPicture(.gradients)
    let data = Data(picture.bytes).base64EncodedString()
    return
      "<img src=\"data:image/png;base64,\(data)\" alt=\"\(picture.description.inHTML)\">"
  }
}

/// Names for narrow drawings: the numbers in them stand in the text, too.
extension Chart {
  fileprivate mutating func shorten() {
    for index in series.indices {
      series[index].name = String(series[index].name.prefix { $0 != ":" })
    }
    if yLabel.contains("/") { yLabel = "gain through all blocks" }
  }
}

extension FlowFigure {
  fileprivate mutating func shorten() {
    func short(_ name: String) -> String { name.replacing(" shortcuts", with: "") }
    for index in matrices.indices {
      matrices[index].headline = matrices[index].headline.map(short)
      matrices[index].subtitle = nil
    }
    for index in lines.indices { lines[index].name = short(lines[index].name) }
    chartTitle = "First layer over last layer"
  }
}
