internal import Analysis
internal import Archives
internal import Comparisons
internal import Documents
internal import Foundation
internal import Grids
internal import Landscapes
internal import Numerals
internal import Reports

/// The notebook that reads `landscape.npz` and `minima.csv`, draws the surfaces, and counts their minima again
/// by itself; `landscape.py` in this folder holds its cells.
struct LandscapeNotebook {
  private let contents: RunContents

  init(_ contents: RunContents) { self.contents = contents }

  /// The notebook as JSON.
  var text: String {
    Notebook(
      script: String(decoding: PackageResources.landscape_py, as: UTF8.self),
      filling: [
        "title": markdown(opening), "heights": markdown([.paragraph(heights)]),
        "threshold": markdown([.paragraph(threshold)]), "limits": markdown(limits),
        "settings": settings,
      ]
    ).text
  }

  private func markdown(_ blocks: [Document.Block]) -> String {
    Document(blocks: blocks).markdown.trimmingCharacters(in: .newlines)
  }
}

extension LandscapeNotebook {
  /// What it shows, and what Basin counted.
  private var opening: [Document.Block] {
    let facts = contents.surfaces.map { surface -> [RichText] in
      let border = surface.analysis.borderCount
      return [
        "\(surface.title)", "\(surface.facts ?? "")", "\(surface.analysis.count)", "\(border)",
      ]
    }
    return [
      .heading(contents.title, level: 0),
      .paragraph(
        """
        Exported by Basin. This notebook loads the surfaces, draws them, counts their local minima again in plain \
        NumPy and compares the counts with Basin's. It needs NumPy and matplotlib.
        """),
      .table(
        Document.Table(
          [
            .words("surface"), .words("facts"), .numbers("local minima"), .numbers("on the border"),
          ], rows: facts)),
    ]
  }

  private var heights: RichText {
    switch contents.scale {
    case .logarithmic:
      """
      Heights are decades, log₁₀(\(contents.scale.argument)): a valley \
      near zero and one on a high plateau are measured alike.
      """
    case .linear: "Heights are the losses themselves."
    }
  }

  private var threshold: RichText {
    let share = contents.threshold
    return switch contents.scale {
    case .logarithmic:
      """
      A minimum counts if its persistence is at least \(share.written()) decades, that is if the loss must rise by \
      \((pow(10, share) - 1).written(.percentage(1))) to get out.
      """
    case .linear:
      """
      A minimum counts if its persistence is at least \(share.written(.percentage(1))) of the range of the losses of \
      its surface.
      """
    }
  }

  private var limits: [Document.Block] {
    [.heading("What this shows, and what it does not", level: 1), .list(contents.caveats)]
      + [
        .heading("How it was made", level: 1),
        .facts(contents.method.map { .init("\($0.name)", "\($0.value)") }),
      ]
  }
}

extension LandscapeNotebook {
  /// What the code needs to know of the surfaces, as Python.
  private var settings: String {
    let titles = contents.surfaces.map {
      "    \(Self.python($0.name)): \(Self.python($0.title)),\n"
    }
    let range = colorRange
    let drawn = drawn.map(Self.python).joined(separator: ", ")
    return """
      title = {
      \(titles.joined())}
      quantity = \(Self.python(contents.quantity.replacing("$", with: "\\$")))
      offset = \(contents.scale.offset.map { "\($0)" } ?? "None")  # heights are log10(loss + offset); None: the loss
      share = \(contents.threshold)  # a minimum counts from this persistence on
      first_color, last_color = \(range.lowerBound), \(range.upperBound)  # losses
      drawn = [\(drawn)]  # add names to draw more of them
      """
  }

  /// A text as Python writes it: in the form of JSON, whose escapes Python knows, too.
  private static func python(_ text: String) -> String { JSONValue.string(text).serialized() }

  /// The surfaces that are drawn: of a run the first of each kind, of files the first three; those that
  /// can be drawn.
  private var drawn: [String] {
    let drawable = contents.surfaces.filter(\.analysis.points.hasHeights)
    guard contents.report != nil else { return drawable.prefix(3).map(\.name) }
    return [ComparisonFiles.Arm.plain, .residual].compactMap { arm in
      drawable.first { $0.place?.arm == arm }?.name
    }
  }

  /// The losses of the first and the last colour, which differ.
  private var colorRange: ClosedRange<Double> {
    let losses = contents.surfaces.compactMap { surface in
      surface.analysedLoss.finiteRange
    }
    let lowest = losses.map(\.lowerBound).min() ?? 0
    let range = contents.colorRange ?? lowest...(losses.map(\.upperBound).max() ?? 1)
    guard range.lowerBound == range.upperBound else { return range }
    return range.lowerBound...(range.lowerBound + max(1, range.lowerBound.magnitude))
  }
}
