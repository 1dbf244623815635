/// The parts of a picture around its plots, in the order in which they are given up when it is too small
/// to hold them all.
package enum FigurePart: Int, CaseIterable, Comparable, Sendable {
  case provenance, legend, subtitles, axisNames, quantity, title, headlines, seriesNames, colorBar,
    tickLabels

  package static func < (a: FigurePart, b: FigurePart) -> Bool { a.rawValue < b.rawValue }
}

/// A picture as boxes, before anything is measured: what stands where relative to what.
///
/// Plots stand in rows and columns. Around them, from top to bottom: title, subtitle, a legend of
/// series; the plots, each with its captions above and its axes; a legend of marks; provenance. At the
/// right end of a row stands a colour bar or the names of lines.
package struct Composition {
  /// The width in pixels.
  let width: Double
  /// The height in pixels.
  let height: Double
  /// The width of a picture of 1080 lines in which everything has its full size.
  let fullWidth: Double
  /// False leaves out everything that is written.
  var showsText = true
  /// Room at the edges, relative to that of a figure.
  var marginScale = 1.0
  /// The plots' share of the picture below which other parts are given up for them.
  var leastPlots = 0.55
  /// The share of the height that the rows of plots have together, below which other parts are given up.
  var leastRows = 0.0

  var header: [Caption] = []
  var footer: Caption?
  /// The plots' rows: the shares of the height that they have.
  var rowWeights = [1.0]
  var columns = 1
  var plots: [PlotBox] = []
  var sides: [SideBox] = []
  var legend: LegendBox?

  init(width: Int, height: Int, fullWidth: Double) {
    self.width = Double(width)
    self.height = Double(height)
    self.fullWidth = fullWidth
  }

  /// The length of a pixel at 1080 lines, in pixels of this picture.
  var unit: Double { min(height / 1080, width / fullWidth) }
}

/// A plot with what belongs to it.
struct PlotBox {
  var row = 0
  var columns: Range<Int>
  var x: PlotAxis
  var y: PlotAxis
  /// Above it, from top to bottom.
  var captions: [Caption] = []
  /// The width over the height that it keeps; nil where it fills its place.
  var aspect: Double?
}

/// What stands at the right end of some rows of plots.
struct SideBox {
  enum Content {
    /// The colour bar of the plots and what it measures.
    case bar(ColorScale, quantity: String)
    /// The names of lines, each at the height at which its line ends.
    case names([LineEnd])
  }

  /// The rows beside which it stands, from the top.
  let rows: ClosedRange<Int>
  let content: Content

  /// Whether captions of lower rows stand at its height.
  var isBesideCaptions: Bool { rows.count > 1 }
}

/// The end of a line in the plot beside which its name stands.
struct LineEnd {
  let line: Int
  let name: String
  /// The coordinates on the axes of the plot.
  let x: Double
  let y: Double
}

/// What a legend can explain.
package enum LegendKind: Hashable, Sendable {
  case minimum, clippedMinimum, hiddenMinimum, uncountedMinimum, center
  /// A net that spans the plane.
  case net
  /// The line of a path by its number, and one of its checkpoints.
  case path(Int), checkpoint
  case missing, nonfinite, above, below
  case series(SeriesHue)
  /// A minimum of a line, and where the trained weights lie along it.
  case pointMinimum, centerLine
  /// Classes of sublevel sets, and the threshold from which they count.
  case bar(ClassMark), point(ClassMark), endless, thresholdLine, thresholdBand
  /// A contour line over colours that are not those of its value.
  case contourLine
}

/// Samples with what they stand for.
struct LegendBox {
  var entries: [(kind: LegendKind, text: String)]
  /// The part of the picture that it is: names of series matter more than marks.
  var part = FigurePart.legend

  var standsAbove: Bool { part == .seriesNames }
}
