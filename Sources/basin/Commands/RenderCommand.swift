internal import Analysis
internal import Archives
internal import ArgumentParser
internal import Failures
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Numerals
internal import Pictures
internal import Provenance
internal import Reports

/// `basin render`
struct RenderCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw surfaces or recorded gradients as a picture.",
    discussion: """
      The name of the picture decides its format: .png, .pdf or .svg.

      Several surfaces stand on one scale of colours and heights. Minima that count are marked by \
      rank. Points that are missing, not finite or outside the colour range are shown as such. If \
      the points of an incomplete surface do not yet form a complete grid, the finest complete \
      coarser grid is drawn, and the picture says so.

      Styles:
        filled, contour, heatmap   maps of the loss
        relief                     a map in slanting light under contour lines
        surface                    the loss in three dimensions
        profile                    loss and accuracy along the axes of the plane
        barcode, diagram           births and deaths of minima as the loss rises
        tree, basins               where basins meet, and which minimum owns a point

      With --trajectory, an optimiser's path is drawn over the surface of the plane that it was put \
      on (basin plane --trajectory, then basin sample --directions): a line with its direction, and \
      a dot for each checkpoint, coloured by its true loss on the scale of the surface. A dot that \
      differs from the ground under it lies off the plane: the largest difference is reported.

      Recorded gradients (basin train --record-gradients) are recognised by their content and \
      drawn as one picture: layer by time for each net, and the ratio of the first layer to the \
      last. So is the file of basin connect: the loss on each path between two nets.

      Examples:
        basin render surface.h5 --output figure.png
        basin render plain.h5 residual.h5 --style surface --output pair.png
        basin render plain.h5 residual.h5 --size column --theme print \\
            --no-title --output figure.pdf
        basin render surface.h5 --style tree --theme dark --output tree.svg
        basin render surface.h5 --trajectory pca.h5 --output path.png
        basin render plain-flow.csv residual-flow.csv --output flow.png
      """)

  @Argument(
    help: ArgumentHelp(
      "Surfaces, or gradients recorded by basin train.",
      valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp(
      """
      How surfaces are drawn: \(SurfaceStyle.allCases.map(\.rawValue).joined(separator: ", ")). \
      (default: filled; profile for surfaces that are lines)
      """, valueName: "name"))
  var style: String?

  @Option(
    help: ArgumentHelp(
      """
      Draw the path of an optimiser over the surface of its plane, made by basin plane \
      --trajectory; repeat it for several paths.
      """, valueName: "pca.h5"))
  var trajectory: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Losses that the colours span, such as 0.1:100, or all. Losses outside are drawn as \
      clipped. (default: from the smallest loss to the largest, but at most to 10)
      """, valueName: "from:to"))
  var range: SignedText?

  @Option(
    help: ArgumentHelp(
      "Rows and columns of several surfaces, such as 2x3. (default: the largest plots)",
      valueName: "RxC"))
  var layout: String?

  @Option(help: ArgumentHelp("Title above the picture.", valueName: "text"))
  var title: String?

  @Flag(help: "Leave out everything above the plots, as for a figure with a caption.")
  var noTitle = false

  @Option(
    help: ArgumentHelp(
      """
      What to draw of recorded gradients: the 2-norm, the mean |gradient|, or the norm relative \
      to that of the weights. (default: norm)
      """, valueName: "norm|mean|relative"))
  var gradient: String?

  @OptionGroup(title: "Heights and colour scale") var heights: HeightOptions
  @OptionGroup(title: "View of --style surface") var view: ViewOptions
  @OptionGroup(title: "Look") var appearance: AppearanceOptions
  @OptionGroup var arrays: QuantityOptions
  @OptionGroup var output: OutputOptions

  var inputs: [String] { surfaces + trajectory + [appearance.styleFile].compactMap { $0 } }
  var outputs: [OutputFile] { [output.file(.picture)] }

  func run() throws {
    let look = try appearance.style()
    let wanted = try style.map {
      try namedChoice($0, of: SurfaceStyle.self, option: "style")
    }
    let (scale, threshold) = try heights.values()
    let quantity = try gradient.map {
      try namedChoice($0, of: GradientQuantity.self, option: "gradient")
    }
    if noTitle, title != nil {
      throw Failure(
        .usage, "cannot be combined with --title", at: .flag("--no-title"),
        remedy: "Leave one of them out.")
    }
    try output.prepare(.picture)
    if let connection = try connection() {
      try draw(connection, look)
    } else if try areGradients() {
      try drawGradients(quantity ?? .norm, look)
    } else {
      try drawSurfaces(wanted, scale, threshold, look)
    }
    let size = look.size ?? .slide
    try StandardStreams.writeLine("\(output.output): \(sizeText(size))")
  }

  /// The size of the picture in the unit of its file.
  private func sizeText(_ size: PictureSize) -> String {
    let pixels = "\(size.width) x \(size.height) pixels"
    guard let paper = size.paper else { return pixels }
    let millimetres = "\(paper.width.written()) x \(paper.height.written()) mm"
    return output.output.lowercased().hasSuffix(".png") ? "\(millimetres), \(pixels)" : millimetres
  }

  /// Writes a picture, and says which characters are not in the font that was asked for.
  func write(
    _ picture: some Illustration, manifest: Manifest? = nil, _ look: PictureStyle
  ) throws {
    let fonts = try PictureFile.write(
      picture, manifest: manifest, as: look.appearance, to: output.output)
    fonts.messages.forEach { StandardStreams.writeMessage("basin: \(output.output): \($0)\n") }
  }

  private func drawSurfaces(
    _ style: SurfaceStyle?, _ scale: HeightScale, _ threshold: Double?, _ look: PictureStyle
  ) throws {
    guard gradient == nil else {
      throw Failure(
        .usage, "goes with recorded gradients, not with surfaces", at: .setting("gradient"),
        remedy: "Leave it out.")
    }
    let loaded = try surfaces.map { (path: $0, surface: try arrays.surface($0)) }
    try scale.checkFit(of: loaded)
    let paths = try DrawnPaths.read(trajectory, on: loaded)
    let entries = loaded.enumerated().map { index, entry in
      let (path, surface) = entry
      let analysis = MinimaAnalysis(
        of: surface.loss, analysing: surface.loss.readablePart,
        quantity: surface.quantity, scale: scale, threshold: threshold)
      noteIncomplete(path, analysis.points)
      let name = surface.model ?? PathText.visible(URL(filePath: path).lastPathComponent)
      let facts = [loaded.count > 1 ? name : nil, surface.incompleteness].compactMap { $0 }
      var drawn = SurfacePicture.Entry(
        surface: surface, analysis: analysis,
        facts: facts.isEmpty ? nil : facts.joined(separator: ": "), path: path)
      drawn.trajectories = paths[index]
      return drawn
    }
    // One line speaks for all panels or for none.
    let provenances = Set(loaded.map(\.surface.provenance))
    var picture = SurfacePicture(
      of: entries, style: style, title: title,
      provenance: provenances.count == 1 ? loaded[0].surface.provenance : nil,
      colorRange: try colorRange(of: loaded.map(\.surface)))
    picture.layout = try panelGrid()
    picture.view = try view.view()
    picture.base = try view.surfaceBase()
    picture.theme = look.theme ?? picture.theme
    picture.colorMap = look.colorMap ?? picture.colorMap
    picture.levels = look.levels
    picture.showsCaptions = !noTitle
    try checkOptions(of: picture.drawnStyle)
    let manifests = loaded.map { $0.surface.manifest?.json ?? .null }
    let manifest = manifests.count == 1 ? manifests[0] : JSONValue.array(manifests)
    try write(try picture.illustration(), manifest: Manifest(json: manifest), look)
  }

  /// Refuses options that change nothing in a style.
  private func checkOptions(of style: SurfaceStyle) throws(Failure) {
    let isMap = [.filled, .contour, .heatmap, .relief].contains(style)
    let hasColors = isMap || style == .surface
    let idle: [(option: String?, isUsed: Bool)] = [
      (trajectory.isEmpty ? nil : "--trajectory", hasColors),
      (view.given, style == .surface), (appearance.levels.map { _ in "--levels" }, hasColors),
      (appearance.colorMap.map { _ in "--color-map" }, hasColors),
      (range.map { _ in "--range" }, hasColors || style == .tree || style == .basins),
      (layout.map { _ in "--layout" }, style != .profile),
    ]
    for case (let option?, false) in idle {
      throw Failure(
        .usage, "does not change a picture of style \(style.rawValue)", at: .flag(option),
        remedy: "Leave it out, or choose another --style.")
    }
  }

  /// The losses from the first to the last colour; nil for all there are.
  private func colorRange(of surfaces: [LossSurface]) throws -> ClosedRange<Double>? {
    guard let range = range?.description else { return LossSurface.colorRange(of: surfaces) }
    if range == "all" { return nil }
    let span = try Span(parsing: range, option: "range")
    return span.lower...span.upper
  }

  private func panelGrid() throws(Failure) -> PanelGrid? {
    guard let layout else { return nil }
    let sides = layout.split(separator: "x").compactMap { Int($0) }
    guard sides.count == 2, sides.allSatisfy((1...12).contains),
      sides[0] * sides[1] >= surfaces.count
    else {
      throw Failure(
        .usage,
        "\"\(layout)\" does not give rows and columns for \(counted(surfaces.count, "surface"))",
        at: .setting("layout"), remedy: "Give rows x columns from 1 to 12, such as 2x3.")
    }
    return PanelGrid(rows: sides[0], columns: sides[1])
  }
}
