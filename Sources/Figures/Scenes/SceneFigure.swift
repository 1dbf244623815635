internal import Grids
public import SurfaceRendering

/// Surfaces in three dimensions as data: one to twelve panels with one height scale, one colour scale
/// and one camera, so that what looks deeper is deeper.
///
/// The surfaces themselves are pictures of pixels, everything else is drawn as lines and text.
public struct SceneFigure: Hashable, Sendable {
  /// The surfaces, row by row from the top left.
  public var panels: [Panel]
  /// The title above everything.
  public var title: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// What the heights and the colours measure: "training loss".
  public var quantity: String
  /// How values are spread over heights and colours.
  public var scale: ValueScale
  /// The colours.
  public var colorMap: ColorMap
  /// The values from the floor to the lid; surfaces are cut off there. Nil takes the range of the
  /// values (at most five decades of it on a logarithmic scale).
  public var range: ClosedRange<Double>?
  /// The values of the contour lines; nil for at most 25 bands.
  public var levels: ContourLevels?
  /// From where all surfaces are seen.
  public var view: SurfaceView
  /// The height of the boxes relative to the longer side of their ground.
  public var relief: Double
  /// What the surfaces stand on.
  public var base: SurfaceBase
  /// The rows and columns of the panels; nil for those that give the plots the largest area.
  public var layout: PanelGrid?
  /// A light or a dark ground.
  public var theme: Theme
  /// The width in pixels.
  public var width: Int
  /// The height in pixels.
  public var height: Int
  /// Pixels of the surfaces for one pixel of the picture: more than 1 for print.
  public var rasterScale: Double
  /// Threads that draw the surfaces; the picture does not depend on their number.
  public var threads: Int
  /// False leaves out all text, for tests that compare pictures between machines.
  public var showsText: Bool

  /// Creates a figure; 1920 × 1080 pixels unless told otherwise.
  public init(
    panels: [Panel], title: String? = nil, provenance: String? = nil,
    quantity: String = "value", scale: ValueScale = .log, colorMap: ColorMap = .viridis,
    range: ClosedRange<Double>? = nil, levels: ContourLevels? = nil,
    view: SurfaceView = SurfaceView(), relief: Double = 0.42,
    base: SurfaceBase = .block, layout: PanelGrid? = nil, theme: Theme = .light, width: Int = 1920,
    height: Int = 1080, rasterScale: Double = 1, threads: Int = 2, showsText: Bool = true
  ) {
    self.panels = panels
    self.title = title
    self.provenance = provenance
    self.quantity = quantity
    self.scale = scale
    self.colorMap = colorMap
    self.range = range
    self.levels = levels
    self.view = view
    self.relief = relief
    self.base = base
    self.layout = layout
    self.theme = theme
    self.width = width
    self.height = height
    self.rasterScale = rasterScale
    self.threads = threads
    self.showsText = showsText
  }
}

extension SceneFigure: Illustration {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    Panel.summary(
      of: panels, kind: "Three-dimensional view", title: title, quantity: quantity,
      provenance: provenance)
  }

  /// Lays the figure out for a canvas of its size and draws it.
  ///
  /// Never fails: what cannot be shown is said inside the plot, and parts for which a small picture has
  /// no room are left out, provenance and legend first.
  public func draw(on canvas: any Canvas) {
    let scale = ColorScale(
      fields: panels.map(\.field), scale: self.scale, range: range, levels: levels)
    let scenes = panels.map { PanelScene($0, self, scale ?? .empty) }
    let layout = Layout(composition(scale, scenes), on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, map: colorMap, canvas: canvas)
    let colors = ValueColors(
      scale: scale ?? .empty, map: colorMap, theme: theme, style: .heatmap)
    drawing.draw(colors: colors, hasGrounds: false, named: { "panel \($0.index + 1)" }) { plot in
      ScenePanelDrawing(
        figure: self, scene: scenes[plot.index], plot: plot.frame.rectangle, colors: colors,
        layout: layout, palette: drawing.palette, canvas: canvas
      ).draw()
    }
  }
}
