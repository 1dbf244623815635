public import Grids
internal import Numerals

/// How a surface is drawn.
public enum ContourStyle: String, CaseIterable, Sendable {
  /// Coloured contour lines on a plain ground.
  case contour
  /// Filled bands with thin lines between them.
  case filled
  /// A landscape lit from the north-west, with contour lines.
  case relief
  /// One rectangle per grid point, its colour the value there: what was measured, nothing between.
  case heatmap
}

/// How values are spread over the colours.
public enum ValueScale: String, CaseIterable, Sendable {
  /// Evenly in the value.
  case linear
  /// Evenly in the logarithm of the value. A figure without any positive value falls back to
  /// linear, and says so at its colour bar.
  case log
}

/// A mark at a local minimum.
public struct MinimumMark: Hashable, Sendable {
  /// Where the minimum lies, in the units of the grid's axes.
  public var x: Double
  /// Where the minimum lies, in the units of the grid's axes.
  public var y: Double
  /// Its place among the minima that count, 1 the deepest; nil for one that does not count, which
  /// becomes a small dot without a number.
  public var rank: Int?

  /// Creates a mark.
  public init(x: Double, y: Double, rank: Int?) {
    self.x = x
    self.y = y
    self.rank = rank
  }
}

/// One surface of a figure with what is written around it.
public struct Panel: Hashable, Sendable {
  /// The values that are drawn.
  public var field: ScalarField
  /// A short statement set large above the plot: "Plain: 9 local minima".
  public var headline: String?
  /// A quieter line below it: "loss 0.85, accuracy 68 %".
  public var subtitle: String?
  /// What the horizontal axis measures.
  public var xLabel: String
  /// What the vertical axis measures.
  public var yLabel: String
  /// The minima to be marked.
  public var minima: [MinimumMark]
  /// Where the weights lie around which the plane was laid; nil draws no mark.
  public var center: PlanePoint?
  /// The nets that span the plane, to be marked by letters.
  public var nets: [NetMark]
  /// The paths of optimisers on it.
  public var paths: [PathMark]

  /// Creates a panel. The default names are those of the axes of a plane whose unit is unknown.
  public init(
    _ field: ScalarField, headline: String? = nil, subtitle: String? = nil,
    xLabel: String = "α: step along direction x",
    yLabel: String = "β: step along direction y",
    minima: [MinimumMark] = [], center: PlanePoint? = PlanePoint(x: 0, y: 0),
    nets: [NetMark] = [], paths: [PathMark] = []
  ) {
    self.field = field
    self.headline = headline
    self.subtitle = subtitle
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.minima = minima
    self.center = center
    self.nets = nets
    self.paths = paths
  }
}

/// A figure as data: everything that determines the picture, nothing of how it is drawn.
///
/// All panels stand in rows and columns on **one** colour scale with one colour bar, so that a colour
/// means the same value everywhere. `draw(on:)` lays it out for the canvas and draws it.
public struct Figure: Hashable, Sendable {
  /// The surfaces, from left to right and from top to bottom.
  public var panels: [Panel]
  /// The title above everything.
  public var title: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// What the colours measure: "training loss".
  public var quantity: String
  /// How the surfaces are drawn.
  public var style: ContourStyle
  /// How values are spread over the colours.
  public var scale: ValueScale
  /// The colours.
  public var colorMap: ColorMap
  /// The values from the first to the last colour; what lies outside is drawn as clipped. Nil
  /// takes the range of the values (at most five decades of it on a logarithmic scale).
  public var colorRange: ClosedRange<Double>?
  /// The values of the contour lines; nil for at most 25 bands.
  public var levels: ContourLevels?
  /// The rows and columns of the panels; nil for those that give the plots the largest area.
  public var layout: PanelGrid?
  /// A light or a dark ground.
  public var theme: Theme
  /// The width in pixels.
  public var width: Int
  /// The height in pixels.
  public var height: Int
  /// False leaves out all text, for tests that compare pictures between machines.
  public var showsText: Bool

  /// Creates a figure of any number of panels; 1920 × 1080 pixels unless told otherwise.
  public init(
    panels: [Panel], title: String? = nil, provenance: String? = nil,
    quantity: String = "value", style: ContourStyle = .filled, scale: ValueScale = .log,
    colorMap: ColorMap = .viridis, colorRange: ClosedRange<Double>? = nil,
    levels: ContourLevels? = nil, layout: PanelGrid? = nil, theme: Theme = .light,
    width: Int = 1920, height: Int = 1080, showsText: Bool = true
  ) {
    self.panels = panels
    self.title = title
    self.provenance = provenance
    self.quantity = quantity
    self.style = style
    self.scale = scale
    self.colorMap = colorMap
    self.colorRange = colorRange
    self.layout = layout
    self.theme = theme
    self.width = width
    self.height = height
    self.showsText = showsText
    self.levels = levels
  }
}

extension Figure {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    let kinds: [ContourStyle: String] = [
      .contour: "Contour lines", .filled: "Filled contours", .relief: "Shaded relief",
      .heatmap: "Heat map",
    ]
    return Panel.summary(
      of: panels, kind: kinds[style] ?? "Picture", title: title, quantity: quantity,
      provenance: provenance)
  }
}

extension Panel {
  /// What a picture of some panels shows, in sentences.
  static func summary(
    of panels: [Panel], kind: String, title: String?, quantity: String, provenance: String?
  ) -> String {
    var sentences = [title ?? "", "\(kind) of the \(quantity)"]
    for panel in panels {
      sentences.append(panel.headline ?? "")
      sentences.append(panel.subtitle ?? "")
      sentences.append(
        "\(panel.field.grid.columns) × \(panel.field.grid.rows) points, "
          + rangeClause(of: panel.field, quantity))
    }
    for path in panels.flatMap(\.paths) {
      sentences.append(
        "\(path.name ?? "The path of the optimiser") has \(path.steps.count) checkpoints")
    }
    if panels.count > 1 { sentences.append("All panels share one colour scale") }
    return SummaryText.joined(sentences + [provenance ?? ""])
  }

  private static func rangeClause(of field: ScalarField, _ quantity: String) -> String {
    guard let range = field.finiteRange else { return "no finite value" }
    let ends = [range.lowerBound, range.upperBound].map {
      DecimalNumber.label($0)
    }
    return ends[0] == ends[1]
      ? "\(quantity) \(ends[0]) throughout" : "\(quantity) from \(ends[0]) to \(ends[1])"
  }
}
