public import Archives
internal import Training

/// What `basin lesson` has measured: the claims of the lecture about shortcut connections, one after
/// the other, each with the numbers of this run.
public struct Lesson: Sendable {
  /// A picture or a report, by its path relative to the lesson's folder.
  public struct Links: Equatable, Sendable {
    /// The gradients of the lecture's net.
    public let gradients: String
    /// The sweep over depths.
    public let depth: String
    /// The sweep over strengths.
    public let strength: String
    /// The gradients in training.
    public let flow: String
    /// The two landscapes.
    public let landscapes: String
    /// The report of the landscapes.
    public let comparison: String

    /// The pictures, in the order of the page.
    public var all: [String] { [gradients, depth, strength, flow, landscapes] }

    /// Names the files.
    public init(
      gradients: String, depth: String, strength: String, flow: String, landscapes: String,
      comparison: String
    ) {
      self.gradients = gradients
      self.depth = depth
      self.strength = strength
      self.flow = flow
      self.landscapes = landscapes
      self.comparison = comparison
    }
  }

  /// The lecture's own net.
  public let lecture: GradientReport
  /// Nets of many depths.
  public let depth: GradientReport
  /// One deep net with shortcuts of several strengths.
  public let strength: GradientReport
  /// Nets people use, at their initial weights, smallest depth first.
  public let models: [GradientReport]
  /// The landscapes.
  public let comparison: ComparisonReport
  /// Where the pictures lie.
  public let links: Links
  /// The command that repeats the run.
  public let command: String

  /// Creates a lesson.
  public init(
    lecture: GradientReport, depth: GradientReport, strength: GradientReport,
    models: [GradientReport], comparison: ComparisonReport, links: Links, command: String
  ) {
    self.lecture = lecture
    self.depth = depth
    self.strength = strength
    self.models = models
    self.comparison = comparison
    self.links = links
    self.command = command
  }

  /// Every number of the page.
  public var json: JSONValue {
    [
      "command": .string(command), "lecture": lecture.json, "depth": depth.json,
      "strength": strength.json, "models": .array(models.map(\.json)),
      "comparison": comparison.json,
    ]
  }
}
