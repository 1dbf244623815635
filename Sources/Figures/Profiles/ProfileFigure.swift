public import Grids
internal import Numerals

/// The loss along lines through the weights as data: sections side by side on one axis of losses, and
/// below them, where it is known, the accuracy along the same lines.
public struct ProfileFigure: Hashable, Sendable {
  /// The numbers of one net along a line.
  public struct Line: Hashable, Sendable {
    /// What the legend calls it.
    public var name: String
    /// Its colour.
    public var hue: SeriesHue
    /// The losses by ascending x. Where one has no place on the axis the line is interrupted.
    public var losses: [PlanePoint]
    /// The accuracies by ascending x, in per cent; empty where they are not known.
    public var accuracies: [PlanePoint]
    /// The local minima of the losses along the line that are marked.
    public var minima: [PlanePoint]

    /// Creates a line.
    public init(
      name: String, hue: SeriesHue, losses: [PlanePoint], accuracies: [PlanePoint] = [],
      minima: [PlanePoint] = []
    ) {
      self.name = name
      self.hue = hue
      self.losses = losses
      self.accuracies = accuracies
      self.minima = minima
    }
  }

  /// Lines over one horizontal axis.
  public struct Section: Hashable, Sendable {
    /// Where the lines lie: "Along α, at β = 0".
    public var headline: String?
    /// What the horizontal axis measures.
    public var xLabel: String
    /// The lines; those of one net have one name and one colour in all sections.
    public var lines: [Line]
    /// The nets that lie on the lines, by their x.
    public var nets: [NetMark]

    /// Creates a section.
    public init(
      headline: String? = nil, xLabel: String, lines: [Line], nets: [NetMark] = []
    ) {
      self.headline = headline
      self.xLabel = xLabel
      self.lines = lines
      self.nets = nets
    }
  }

  /// The sections, from left to right.
  public var sections: [Section]
  /// The title above everything.
  public var title: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// What the losses are: "training loss".
  public var quantity: String
  /// How losses are spread over their axis; without any positive one evenly.
  public var scale: ValueScale
  /// The ends of the axis of losses, on a logarithmic one above zero; nil for those of the numbers.
  /// Lines are cut off beyond them.
  public var lossRange: ClosedRange<Double>?
  /// Where the trained weights lie on all horizontal axes; nil draws no line there.
  public var center: Double?
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
    sections: [Section], title: String? = nil, provenance: String? = nil,
    quantity: String = "loss", scale: ValueScale = .log, lossRange: ClosedRange<Double>? = nil,
    center: Double? = 0, theme: Theme = .light, width: Int = 1920, height: Int = 1080,
    showsText: Bool = true
  ) {
    self.sections = sections
    self.title = title
    self.provenance = provenance
    self.quantity = quantity
    self.scale = scale
    self.lossRange = lossRange
    self.center = center
    self.theme = theme
    self.width = width
    self.height = height
    self.showsText = showsText
  }
}

extension ProfileFigure: Illustration {
  /// What the picture shows, in sentences, for those who cannot see it.
  public var summary: String {
    var sentences = [title ?? "", "\(quantity) along \(sections.count == 1 ? "a line" : "lines")"]
    for section in sections {
      sentences.append(section.headline ?? section.xLabel)
      for line in section.lines {
        let range = ProfileFigure.clause(line.losses)
        let count = line.minima.count
        let minima = "\(count) local \(count == 1 ? "minimum" : "minima") along the line"
        sentences.append("\(line.name): \(quantity) \(range), \(minima)")
        if !line.accuracies.isEmpty {
          sentences.append("Accuracy in per cent \(ProfileFigure.clause(line.accuracies))")
        }
      }
    }
    return SummaryText.joined(sentences + [provenance ?? ""])
  }

  private static func clause(_ points: [PlanePoint]) -> String {
    let shown = points.map(\.y).filter(\.isFinite)
    guard let least = shown.min(), let most = shown.max() else { return "without a finite value" }
    return "from \(DecimalNumber.label(least)) to \(DecimalNumber.label(most))"
  }

  /// All lines of all sections.
  var lines: [Line] { sections.flatMap(\.lines) }

  /// Whether the accuracy of any line is known.
  var hasAccuracies: Bool { lines.contains { !$0.accuracies.isEmpty } }
}
