internal import Analysis
internal import Archives
internal import ArgumentParser
internal import CairoRendering
internal import Experiments
internal import Failures
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes

/// `basin render`
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw surfaces as a picture.",
    discussion: """
      Several surfaces stand side by side on one colour scale. Minima that count are marked by \
      rank. Points that are missing, not finite or beyond the colours are shown as such. Of an \
      incomplete surface whose points do not hang together yet, the finest complete coarser grid \
      is drawn, and the picture says so.

      Examples:
        basin render surface.h5 --output figure.png
        basin render plain.h5 residual.h5 --title 'Plain and residual' \\
            --output pair.png
        basin render surface.h5 --style heatmap --scale linear --theme dark \\
            --output dark.png
      """)

  @Argument(help: ArgumentHelp("Surfaces made by basin sample.", valueName: "surface.h5"))
  var surfaces: [String]

  @Option(help: ArgumentHelp("contour, filled or heatmap.", valueName: "name"))
  var style = ContourStyle.filled

  @Option(help: ArgumentHelp("How losses are spread over the colours.", valueName: "name"))
  var scale = ValueScale.log

  @Option(
    help: ArgumentHelp(
      """
      The losses that the colours span, such as 0.1:100, or all. What lies outside is drawn as \
      clipped. (default: from the smallest loss to 10, as far as there are any)
      """, valueName: "from:to"))
  var range: String?

  @Option(help: ArgumentHelp("Pixels across.", valueName: "pixels"))
  var width = 1920

  @Option(help: ArgumentHelp("Pixels down.", valueName: "pixels"))
  var height = 1080

  @Option(help: ArgumentHelp("light, or dark for dark slides.", valueName: "name"))
  var theme = Theme.light

  @Option(help: ArgumentHelp("The title above the picture.", valueName: "text"))
  var title: String?

  @Option(
    help: ArgumentHelp(
      "The persistence from which a minimum counts, in decades.", valueName: "decades"))
  var threshold = MinimaAnalysis.defaultThreshold

  @OptionGroup var output: OutputOptions

  func run() throws {
    try check(width, in: 200...16_384, option: "--width")
    try check(height, in: 200...16_384, option: "--height")
    try checkThreshold(threshold)
    guard output.output.lowercased().hasSuffix(".png") else {
      throw Failure(
        .usage, "\(output.output) does not say that it is a PNG picture", at: "--output",
        remedy: "End the name with .png.")
    }
    try output.prepare()
    let loaded = try surfaces.map { (path: $0, surface: try LossSurface(path: $0)) }
    let quantities = Set(loaded.map(\.surface.figureQuantity))
    guard let quantity = quantities.first, quantities.count == 1 else {
      throw Failure(
        .data,
        "the surfaces show different quantities: \(quantities.sorted().joined(separator: ", "))",
        remedy: "Draw surfaces of one split together.")
    }
    let panels = loaded.map { path, surface in
      let analysis = MinimaAnalysis(
        of: surface.lossField, analysing: surface.lossField.readablePart,
        quantity: surface.quantity, threshold: threshold)
      if !surface.isComplete { noteIncomplete(path, analysis) }
      let name = surface.model ?? URL(filePath: path).lastPathComponent
      let facts = [loaded.count > 1 ? name : nil, surface.incompleteness].compactMap { $0 }
      return Panel(
        surface: surface, analysis: analysis,
        subtitle: facts.isEmpty ? nil : facts.joined(separator: ": "))
    }
    // One line speaks for all panels or for none.
    let provenances = Set(loaded.compactMap(\.surface.provenance))
    let figure = Figure(
      panels: panels, title: title, provenance: provenances.count == 1 ? provenances.first : nil,
      quantity: quantity, style: style, scale: scale,
      colorRange: try colorRange(of: loaded.map(\.surface)), theme: theme, width: width,
      height: height)
    let manifests = loaded.map { $0.surface.manifest ?? .null }
    let manifest = manifests.count == 1 ? manifests[0] : JSONValue.array(manifests)
    let metadata = PNGMetadata(manifest: manifest.serialized())
    try AtomicFile.write(try FigureRenderer.png(figure, metadata: metadata), to: output.output)
    print("\(output.output): \(width) x \(height) pixels")
  }

  /// The losses from the first to the last colour; nil for all there are.
  private func colorRange(of surfaces: [LossSurface]) throws -> ClosedRange<Double>? {
    guard let range else { return LossSurface.colorRange(of: surfaces) }
    if range == "all" { return nil }
    let span = try Span(parsing: range, option: "--range")
    return span.lower...span.upper
  }
}
