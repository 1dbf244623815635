public import Grids
internal import Numerals

/// A chart as data: numbers on a logarithmic or a linear axis, as bars over names, or as points and
/// lines over numbers.
///
/// On a logarithmic axis bars begin at a power of ten: what can be compared is how far they reach, not
/// their area.
public struct Chart: Hashable, Sendable {
  /// An interval of the vertical axis above a place of the horizontal one.
  public struct Interval: Hashable, Sendable {
    /// The place on the horizontal axis.
    public var x: Double
    /// The ends of the interval, lower ≤ upper.
    public var lower: Double
    /// See ``lower``.
    public var upper: Double

    /// Creates an interval.
    public init(x: Double, lower: Double, upper: Double) {
      (self.x, self.lower, self.upper) = (x, lower, upper)
    }
  }

  /// Numbers of one colour.
  public struct Series: Hashable, Sendable {
    /// What the legend calls it.
    public var name: String
    /// Its colour.
    public var hue: SeriesHue
    /// Its numbers: for bars x is the number of the category, counted from 0. What has no place on
    /// the axes is drawn as a gap.
    public var points: [PlanePoint]
    /// A line to go with them, such as a fit; empty for none.
    public var line: [PlanePoint]
    /// Fainter lines behind it, such as the single ones of which it is the mean.
    public var faintLines: [[PlanePoint]]
    /// A band behind all of it, such as an interval of confidence, by ascending x; empty for none. It is
    /// interrupted where an end has no place on the axes.
    public var band: [Interval]

    /// Creates a series.
    public init(
      name: String, hue: SeriesHue, points: [PlanePoint], line: [PlanePoint] = [],
      faintLines: [[PlanePoint]] = [], band: [Interval] = []
    ) {
      self.name = name
      self.hue = hue
      self.points = points
      self.line = line
      self.faintLines = faintLines
      self.band = band
    }

    /// All its numbers.
    var allPoints: [PlanePoint] {
      points + line + faintLines.joined()
        + band.flatMap { [PlanePoint(x: $0.x, y: $0.lower), PlanePoint(x: $0.x, y: $0.upper)] }
    }
  }

  /// What the horizontal axis holds.
  public enum Axis: Hashable, Sendable {
    /// Names, with bars above them.
    case categories([String])
    /// Numbers that were chosen, with points above them: each has its own label where there is room.
    case numbers
    /// A quantity that takes any value, with lines and points above it and labels at round numbers.
    case quantity
  }

  /// The title above everything.
  public var title: String?
  /// A quieter line below it.
  public var subtitle: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// What the horizontal axis measures.
  public var xLabel: String
  /// What the vertical axis measures.
  public var yLabel: String
  /// The horizontal axis.
  public var axis: Axis
  /// The numbers, in the order of the legend.
  public var series: [Series]
  /// How numbers are spread over the horizontal axis, where that holds numbers.
  public var xScale: AxisScale
  /// How numbers are spread over the vertical axis.
  public var yScale: AxisScale
  /// The ends of the vertical axis, on a logarithmic one both above zero; nil for those of the numbers,
  /// with zero on a linear one. Lines and points beyond them are cut off.
  public var yRange: ClosedRange<Double>?
  /// Whether the vertical axis counts something: only whole numbers are written at it then.
  public var isCount: Bool
  /// How far apart points of one series and the next are drawn where they have one place, as a share of
  /// the plot's width.
  public var spread: Double
  /// A light or a dark ground.
  public var theme: Theme
  /// The width in pixels.
  public var width: Int
  /// The height in pixels.
  public var height: Int

  /// Creates a chart; 1920 × 1080 pixels unless told otherwise.
  public init(
    title: String? = nil, subtitle: String? = nil, provenance: String? = nil, xLabel: String,
    yLabel: String, axis: Axis, series: [Series], xScale: AxisScale = .linear,
    yScale: AxisScale = .logarithmic, yRange: ClosedRange<Double>? = nil, isCount: Bool = false,
    spread: Double = 0, theme: Theme = .light, width: Int = 1920, height: Int = 1080
  ) {
    self.title = title
    self.subtitle = subtitle
    self.provenance = provenance
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.axis = axis
    self.series = series
    self.xScale = xScale
    self.yScale = yScale
    self.yRange = yRange
    self.isCount = isCount
    self.spread = spread
    self.theme = theme
    self.width = width
    self.height = height
  }
}

extension Chart: Illustration {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    let axis = yScale == .logarithmic ? ", on a logarithmic axis" : ""
    var sentences = [title ?? "", subtitle ?? "", "\(yLabel)\(axis)"]
    for series in series {
      guard !series.points.isEmpty || series.line.isEmpty && series.band.isEmpty else {
        sentences.append("\(series.name): a line" + (series.band.isEmpty ? "" : " in a band"))
        continue
      }
      let shown = series.points.map(\.y).filter(yScale.holds)
      let ends = [shown.min(), shown.max()].compactMap { $0 }.map {
        DecimalNumber(rounding: $0, digits: 3).shortLabel
      }
      sentences.append(
        ends.isEmpty
          ? "\(series.name): nothing above zero"
          : "\(series.name): \(series.points.count) values from \(ends[0]) to \(ends[1])")
    }
    return SummaryText.joined(sentences + [provenance ?? ""])
  }

  /// Whether a point has a place on both axes.
  func holds(_ point: PlanePoint) -> Bool { xScale.holds(point.x) && yScale.holds(point.y) }
}
