public import Grids
internal import Numerals
internal import RealModule

/// A figure of positive numbers over time as data: matrices side by side, a row for each place and a
/// column for each time, on **one** logarithmic colour scale, above lines over the same time on a
/// logarithmic axis.
///
/// A matrix shows what was measured, a rectangle per number; rows grow upwards.
public struct FlowFigure: Hashable, Sendable {
  /// One matrix with what is written above it.
  public struct Matrix: Hashable, Sendable {
    /// The numbers; x is time, y counts the rows.
    public var field: ScalarField
    /// What it is, set large above it.
    public var headline: String?
    /// A quieter line below that.
    public var subtitle: String?

    /// Creates a matrix.
    public init(_ field: ScalarField, headline: String? = nil, subtitle: String? = nil) {
      self.field = field
      self.headline = headline
      self.subtitle = subtitle
    }
  }

  /// One line of the chart; its name stands at its right end.
  public struct Line: Hashable, Sendable {
    /// What it shows.
    public var name: String
    /// Its colour.
    public var hue: SeriesHue
    /// Its points, by ascending x. Where y is not positive and finite the line is interrupted.
    public var points: [PlanePoint]

    /// Creates a line.
    public init(name: String, hue: SeriesHue, points: [PlanePoint]) {
      self.name = name
      self.hue = hue
      self.points = points
    }
  }

  /// The matrices, from left to right.
  public var matrices: [Matrix]
  /// The lines of the chart below them; without any there is no chart.
  public var lines: [Line]
  /// The title above everything.
  public var title: String?
  /// What the lines show, written above them.
  public var chartTitle: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// What the horizontal axes measure.
  public var xLabel: String
  /// What the rows of the matrices are.
  public var rowLabel: String
  /// What the lines' axis measures, in a word or two.
  public var lineLabel: String
  /// What the colours measure.
  public var quantity: String
  /// The colours.
  public var colorMap: ColorMap
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
    matrices: [Matrix], lines: [Line] = [], title: String? = nil, chartTitle: String? = nil,
    provenance: String? = nil, xLabel: String = "", rowLabel: String = "", lineLabel: String = "",
    quantity: String = "value", colorMap: ColorMap = .viridis, theme: Theme = .light,
    width: Int = 1920, height: Int = 1080, showsText: Bool = true
  ) {
    self.matrices = matrices
    self.lines = lines
    self.title = title
    self.chartTitle = chartTitle
    self.provenance = provenance
    self.xLabel = xLabel
    self.rowLabel = rowLabel
    self.lineLabel = lineLabel
    self.quantity = quantity
    self.colorMap = colorMap
    self.theme = theme
    self.width = width
    self.height = height
    self.showsText = showsText
  }
}

extension FlowFigure: Illustration {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    var sentences = [title ?? "", "\(quantity), \(rowLabel) against \(xLabel)"]
    for matrix in matrices {
      let grid = matrix.field.grid
      sentences.append(matrix.headline ?? "")
      sentences.append(matrix.subtitle ?? "")
      sentences.append(
        "\(grid.rows) rows × \(grid.columns) columns" + FlowFigure.clause(matrix.field.values))
    }
    if !lines.isEmpty { sentences.append(chartTitle ?? lineLabel) }
    for line in lines { sentences.append(line.name + FlowFigure.clause(line.points.map(\.y))) }
    return SummaryText.joined(sentences + [provenance ?? ""])
  }

  private static func clause(_ values: [Double]) -> String {
    let shown = values.filter(isOnLogarithmicAxis)
    guard let least = shown.min(), let most = shown.max() else { return ", nothing above zero" }
    return ", from \(DecimalNumber.label(least)) to \(DecimalNumber.label(most))"
  }

  /// The colour scale of all matrices; nil without any number.
  var colorScale: ColorScale? {
    let shown = matrices.lazy.flatMap(\.field.values).filter(isOnLogarithmicAxis)
    var range: ClosedRange<Double>?
    if let least = shown.min(), let most = shown.max() {
      range = FlowFigure.rounded(least, most)
    }
    return ColorScale(fields: matrices.map(\.field), scale: .log, range: range)
  }

  /// A range moved outwards to fifths of a decade. What lies more than twelve decades below its end
  /// is left to be clipped: it would squeeze all the rest.
  private static func rounded(_ least: Double, _ most: Double) -> ClosedRange<Double>? {
    let high = (Double.log10(most) * 5 - 1e-6).rounded(.up) / 5
    let low = max((Double.log10(least) * 5 + 1e-6).rounded(.down) / 5, high - 12)
    let (from, to) = (Double.pow(10, low), Double.pow(10, high))
    return from > 0 && to.isFinite && from < to ? from...to : nil
  }
}
