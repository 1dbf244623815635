internal import Analysis
internal import Archives
internal import ArgumentParser
internal import Failures
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Pictures
internal import Provenance
internal import Reports

/// `basin render`
struct RenderCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw surfaces or recorded gradients as a picture.",
    discussion: """
      Several surfaces are drawn side by side on one colour scale. Minima that count are marked by \
      rank. Points that are missing, not finite or outside the colour range are shown as such. If \
      the points of an incomplete surface do not yet form a complete grid, the finest complete \
      coarser grid is drawn, and the picture says so.

      Recorded gradients (basin train --record-gradients) are recognised by their content and \
      drawn as one picture: layer by time for each net, and the ratio of the first layer to the \
      last.

      Examples:
        basin render surface.h5 --output figure.png
        basin render plain.h5 residual.h5 --title 'Plain and residual' \\
            --output pair.png
        basin render surface.h5 --style heatmap --scale linear --theme dark \\
            --output dark.png
        basin render plain-flow.csv residual-flow.csv --output flow.png
      """)

  @Argument(
    help: ArgumentHelp(
      "Surfaces, or gradients recorded by basin train.",
      valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp("How surfaces are drawn. (default: filled)", valueName: "name"))
  var style: ContourStyle?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Losses that the colours span, such as 0.1:100, or all. Losses outside are drawn as \
      clipped. (default: from the smallest loss to the largest, but at most to 10)
      """, valueName: "from:to"))
  var range: SignedText?

  @Option(help: ArgumentHelp("Width in pixels.", valueName: "pixels"))
  var width = 1920

  @Option(help: ArgumentHelp("Height in pixels.", valueName: "pixels"))
  var height = 1080

  @Option(help: ArgumentHelp("Colours of the picture: dark suits dark slides.", valueName: "name"))
  var theme = Theme.light

  @Option(help: ArgumentHelp("Title above the picture.", valueName: "text"))
  var title: String?

  @Option(
    help: ArgumentHelp(
      """
      What to draw of recorded gradients: the 2-norm, the mean |gradient|, or the norm relative \
      to that of the weights. (default: norm)
      """, valueName: "norm|mean|relative"))
  var gradient: String?

  @OptionGroup(title: "Heights and colour scale")
  var heights: HeightOptions
  @OptionGroup var arrays: QuantityOptions
  @OptionGroup var output: OutputOptions

  var inputs: [String] { surfaces }
  var outputs: [OutputFile] { [output.file(.picture)] }

  func run() throws {
    try check(width, in: 200...16_384, option: "width")
    try check(height, in: 200...16_384, option: "height")
    let (scale, threshold) = try heights.values()
    let quantity = try gradient.map {
      try namedChoice($0, of: GradientQuantity.self, option: "gradient")
    }
    try output.prepare(.picture)
    try noteMissingGlyphs(in: title)
    if try areGradients() {
      try drawGradients(quantity ?? .norm)
    } else {
      try drawSurfaces(scale, threshold)
    }
    try StandardStreams.writeLine("\(output.output): \(width) x \(height) pixels")
  }

  private func drawSurfaces(_ scale: HeightScale, _ threshold: Double?) throws {
    guard gradient == nil else {
      throw Failure(
        .usage, "goes with recorded gradients, not with surfaces", at: .setting("gradient"),
        remedy: "Leave it out.")
    }
    let loaded = try surfaces.map { (path: $0, surface: try arrays.surface($0)) }
    guard let quantity = LossSurface.quantityTitle(of: loaded.map(\.surface)) else {
      let titles = Set(loaded.map(\.surface.quantityTitle)).sorted()
      throw Failure(
        .data, "the surfaces show different quantities: \(titles.joined(separator: ", "))",
        remedy: "Draw surfaces of one quantity together.")
    }
    try scale.checkFit(of: loaded)
    let panels = loaded.map { path, surface in
      let analysis = MinimaAnalysis(
        of: surface.loss, analysing: surface.loss.readablePart,
        quantity: surface.quantity, scale: scale, threshold: threshold)
      noteIncomplete(path, analysis.points)
      let name = surface.model ?? URL(filePath: path).lastPathComponent
      let facts = [loaded.count > 1 ? name : nil, surface.incompleteness].compactMap { $0 }
      return Panel(
        surface: surface, analysis: analysis,
        subtitle: facts.isEmpty ? nil : facts.joined(separator: ": "))
    }
    // One line speaks for all panels or for none.
    let provenances = Set(loaded.map(\.surface.provenance))
    let figure = Figure(
      panels: panels, title: title,
      provenance: provenances.count == 1 ? loaded[0].surface.provenance : nil,
      quantity: quantity, style: style ?? .filled, scale: colors(of: loaded.map(\.surface), scale),
      colorRange: try colorRange(of: loaded.map(\.surface)), theme: theme, width: width,
      height: height)
    let manifests = loaded.map { $0.surface.manifest?.json ?? .null }
    let manifest = manifests.count == 1 ? manifests[0] : JSONValue.array(manifests)
    try PictureFile.write(figure, manifest: Manifest(json: manifest), to: output.output)
  }

  /// How losses are spread over the colours: as the heights are, but for negative ones, which have no
  /// logarithm of their own.
  private func colors(of surfaces: [LossSurface], _ heights: HeightScale) -> ValueScale {
    let isNegative = surfaces.contains { ($0.loss.finiteRange?.lowerBound ?? 0) < 0 }
    return heights == .linear || isNegative ? .linear : .log
  }

  /// The losses from the first to the last colour; nil for all there are.
  private func colorRange(of surfaces: [LossSurface]) throws -> ClosedRange<Double>? {
    guard let range = range?.description else { return LossSurface.colorRange(of: surfaces) }
    if range == "all" { return nil }
    let span = try Span(parsing: range, option: "range")
    return span.lower...span.upper
  }
}
