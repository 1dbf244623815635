public import Grids
internal import Numerals

/// The basins of attraction of the minima of surfaces as data: as maps, or as maps beside the trees in
/// which the basins meet as the loss rises.
public struct BasinFigure: Hashable, Sendable {
  /// How basins are drawn.
  public enum Style: String, CaseIterable, Sendable {
    /// Maps in rows and columns.
    case basins
    /// A map and its merge tree in each row.
    case tree
  }

  /// A minimum with its basin.
  public struct Basin: Hashable, Sendable {
    /// Where the minimum lies, in the units of the grid's axes.
    public var x: Double
    /// See ``x``.
    public var y: Double
    /// Its place among the minima that count, 1 the deepest; nil for one on the border.
    public var rank: Int?
    /// The height of the minimum.
    public var birth: Double
    /// The height at which the basin meets a lower one; +∞ where it meets none.
    public var death: Double
    /// The number of the basin that it meets there, counted from 0 and less than its own; nil where it
    /// meets none.
    public var survivor: Int?

    /// Creates a basin.
    public init(
      x: Double, y: Double, rank: Int?, birth: Double, death: Double, survivor: Int?
    ) {
      self.x = x
      self.y = y
      self.rank = rank
      self.birth = birth
      self.death = death
      self.survivor = survivor
    }
  }

  /// The basins of one surface with what is written around them.
  public struct Panel: Hashable, Sendable {
    /// The surface, for contour lines.
    public var field: ScalarField
    /// The basins, the lowest minimum first.
    public var basins: [Basin]
    /// The number of each point's basin, counted from 0, in the grid's order; nil where there is none.
    public var owners: [Int?]
    /// A short statement set large above the map.
    public var headline: String?
    /// A quieter line below it.
    public var subtitle: String?
    /// What the horizontal axis of the map measures.
    public var xLabel: String
    /// What the vertical axis of the map measures.
    public var yLabel: String

    /// Creates a panel; `owners` has one entry for each point of the grid.
    public init(
      _ field: ScalarField, basins: [Basin], owners: [Int?], headline: String? = nil,
      subtitle: String? = nil, xLabel: String = "α: step along direction x",
      yLabel: String = "β: step along direction y"
    ) {
      precondition(
        owners.count == field.grid.count,
        "\(owners.count) owners of \(field.grid.count) points")
      self.field = field
      self.basins = basins
      self.owners = owners
      self.headline = headline
      self.subtitle = subtitle
      self.xLabel = xLabel
      self.yLabel = yLabel
    }
  }

  /// The surfaces, from left to right and from top to bottom.
  public var panels: [Panel]
  /// The title above everything.
  public var title: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// How basins are drawn.
  public var style: Style
  /// What the surfaces measure: "training loss".
  public var quantity: String
  /// What the heights of the trees are: "training loss (+ 0.001)".
  public var heightName: String
  /// How heights are spread over the axis of the trees: linear or logarithmic.
  public var scale: AxisScale
  /// The values between which contour lines are drawn; nil for those of the surfaces.
  public var contourRange: ClosedRange<Double>?
  /// The rows and columns of maps without trees; nil for those that give them the largest area.
  public var layout: PanelGrid?
  /// A light or a dark ground.
  public var theme: Theme
  /// The width in pixels.
  public var width: Int
  /// The height in pixels.
  public var height: Int
  /// False leaves out all text, for tests that compare pictures between machines.
  public var showsText: Bool

  /// Creates a figure; 1920 × 1080 pixels unless told otherwise.
  public init(
    panels: [Panel], title: String? = nil, provenance: String? = nil, style: Style,
    quantity: String = "loss", heightName: String, scale: AxisScale = .logarithmic,
    contourRange: ClosedRange<Double>? = nil, layout: PanelGrid? = nil, theme: Theme = .light,
    width: Int = 1920, height: Int = 1080,
    showsText: Bool = true
  ) {
    self.panels = panels
    self.title = title
    self.provenance = provenance
    self.style = style
    self.quantity = quantity
    self.heightName = heightName
    self.scale = scale
    self.contourRange = contourRange
    self.layout = layout
    self.theme = theme
    self.width = width
    self.height = height
    self.showsText = showsText
  }
}

extension BasinFigure: Illustration {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    let trees = style == .tree ? ", and the trees in which they meet" : ""
    var sentences = [title ?? "", "Basins of the local minima of the \(quantity)\(trees)"]
    for panel in panels {
      sentences.append(panel.headline ?? "")
      sentences.append(panel.subtitle ?? "")
      let sizes = panel.sizes
      let points = sizes.reduce(0, +)
      let counted = panel.basins.indices.filter { panel.basins[$0].rank != nil }
      for index in counted.prefix(Self.mostSpoken) where points > 0 {
        let share = Double(sizes[index]) / Double(points)
        sentences.append(
          "Minimum \(panel.basins[index].rank ?? 0): "
            + "\(DecimalNumber(rounding: 100 * share, digits: 2).shortLabel) % of the points")
      }
      if counted.count > Self.mostSpoken {
        sentences.append("\((counted.count - Self.mostSpoken).grouped) more minima")
      }
    }
    return SummaryText.joined(sentences + [provenance ?? ""])
  }

  /// The basins of a panel that a summary names one by one.
  private static let mostSpoken = 20
}

extension BasinFigure.Panel {
  /// The number of points of each basin.
  fileprivate var sizes: [Int] {
    owners.reduce(into: Array(repeating: 0, count: basins.count)) { sizes, owner in
      if let owner, sizes.indices.contains(owner) { sizes[owner] += 1 }
    }
  }
}
