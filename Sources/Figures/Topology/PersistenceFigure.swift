internal import Numerals

/// The topology of the sublevel sets of surfaces as data: when their pieces and holes are born and when
/// they end, as bars or as points.
public struct PersistenceFigure: Hashable, Sendable {
  /// How classes are drawn.
  public enum Style: String, CaseIterable, Sendable {
    /// A bar from birth to death for each class of dimension 0, the most persistent at the top.
    case barcode
    /// A point for each class, its death above its birth.
    case diagram
  }

  /// What a class is of.
  public enum Dimension: Int, Sendable {
    /// A connected piece, which begins at a minimum.
    case component = 0
    /// A hole, which begins where a loop closes and ends at the maximum inside.
    case hole = 1
  }

  /// A class from its birth to its death.
  public struct Class: Hashable, Sendable {
    /// What it is of.
    public var dimension: Dimension
    /// Where it is born on the axis of heights.
    public var birth: Double
    /// Where it ends; +∞ where it never does.
    public var death: Double
    /// Its place among the minima that count, 1 the deepest; nil where it does not count.
    public var rank: Int?
    /// Whether its minimum lies on the border, so that it is not counted.
    public var isOnBorder: Bool

    /// Creates a class.
    public init(
      _ dimension: Dimension, birth: Double, death: Double, rank: Int? = nil,
      isOnBorder: Bool = false
    ) {
      self.dimension = dimension
      self.birth = birth
      self.death = death
      self.rank = rank
      self.isOnBorder = isOnBorder
    }
  }

  /// The classes of one surface with what is written above them.
  public struct Panel: Hashable, Sendable {
    /// The classes, in any order.
    public var classes: [Class]
    /// A short statement set large above the plot.
    public var headline: String?
    /// A quieter line below it.
    public var subtitle: String?
    /// The persistence from which a class counts, along the axis: decades on a logarithmic one.
    public var threshold: Double

    /// Creates a panel.
    public init(
      _ classes: [Class], headline: String? = nil, subtitle: String? = nil, threshold: Double
    ) {
      self.classes = classes
      self.headline = headline
      self.subtitle = subtitle
      self.threshold = threshold
    }
  }

  /// The surfaces, from left to right and from top to bottom.
  public var panels: [Panel]
  /// The title above everything.
  public var title: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// How classes are drawn.
  public var style: Style
  /// What the heights are: "training loss (+ 0.001)".
  public var heightName: String
  /// How heights are spread over their axis: linear or logarithmic.
  public var scale: AxisScale
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

  /// Creates a figure; 1920 × 1080 pixels unless told otherwise.
  public init(
    panels: [Panel], title: String? = nil, provenance: String? = nil, style: Style,
    heightName: String, scale: AxisScale = .logarithmic, layout: PanelGrid? = nil,
    theme: Theme = .light, width: Int = 1920, height: Int = 1080, showsText: Bool = true
  ) {
    self.panels = panels
    self.title = title
    self.provenance = provenance
    self.style = style
    self.heightName = heightName
    self.scale = scale
    self.layout = layout
    self.theme = theme
    self.width = width
    self.height = height
    self.showsText = showsText
  }
}

extension PersistenceFigure: Illustration {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    let kind = style == .barcode ? "Barcode" : "Persistence diagram"
    var sentences = [title ?? "", "\(kind) of the sublevel sets, by \(heightName)"]
    for panel in panels {
      let components = panel.classes.filter { $0.dimension == .component }
      let holes = panel.classes.count - components.count
      let counted = components.count { $0.rank != nil }
      sentences.append(panel.headline ?? "")
      sentences.append(panel.subtitle ?? "")
      sentences.append(
        "\(components.count) \(components.count == 1 ? "minimum" : "minima"), \(counted) counted"
          + (style == .diagram ? "; \(holes) \(holes == 1 ? "hole" : "holes")" : ""))
    }
    return SummaryText.joined(sentences + [provenance ?? ""])
  }

  /// How long a class lives along the axis; +∞ for one that never ends.
  func persistence(_ item: Class) -> Double {
    item.death == .infinity
      ? .infinity : scale.coordinate(of: item.death) - scale.coordinate(of: item.birth)
  }

  /// Whether a class has a place on the axis.
  func holds(_ item: Class) -> Bool {
    scale.holds(item.birth) && (scale.holds(item.death) || item.death == .infinity)
  }
}
