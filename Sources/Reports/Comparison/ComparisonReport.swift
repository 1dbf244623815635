public import Analysis

/// The results of a comparison of nets with and without shortcuts: the one model from which every
/// form of the report is written, and which `report.json` holds.
public struct ComparisonReport: Equatable, Sendable {
  /// One surface and where it stands, relative to the report.
  public struct Surface: Equatable, Sendable {
    /// The number of its plane, 1 the first; planes of one number have the same raw directions.
    public var plane: Int
    /// The half-width of its window, in units of the directions.
    public var halfWidth: Double?
    /// The surface file.
    public var path: String
    /// Its picture; nil where none was drawn.
    public var figure: String?
    /// The loss at the centre, over the surface's samples.
    public var centreLoss: Double
    /// The standard error of that loss, as a mean over a part of the data; nil where unknown.
    public var centreError: Double?
    /// The smallest and largest finite loss; nil if there is none.
    public var lossRange: ClosedRange<Double>?
    /// The points that were not evaluated.
    public var missingPoints: Int
    /// The evaluated points without a finite value.
    public var nonfinitePoints: Int
    /// What was measured of it, as far as it was.
    public var measures: [Measure: Double]
    /// The curve "count against threshold", over shares of the scale's reference.
    public var thresholdCurve: [MinimaAnalysis.ThresholdStep]

    /// Describes a surface.
    public init(
      plane: Int, halfWidth: Double? = nil, path: String, figure: String?, centreLoss: Double,
      centreError: Double? = nil, lossRange: ClosedRange<Double>?, missingPoints: Int,
      nonfinitePoints: Int, measures: [Measure: Double],
      thresholdCurve: [MinimaAnalysis.ThresholdStep]
    ) {
      self.plane = plane
      self.halfWidth = halfWidth
      self.path = path
      self.figure = figure
      self.centreLoss = centreLoss
      self.centreError = centreError
      self.lossRange = lossRange
      self.missingPoints = missingPoints
      self.nonfinitePoints = nonfinitePoints
      self.measures = measures
      self.thresholdCurve = thresholdCurve
    }

    /// The minima that count.
    public var count: Int { Int(measures[.minima] ?? 0) }

    /// The minima inside with at least this persistence, a share of the scale's reference.
    public func count(atThreshold threshold: Double) -> Int {
      thresholdCurve.first { $0.threshold >= threshold }?.count ?? 0
    }
  }

  /// One trained net with its surfaces.
  public struct Net: Equatable, Sendable {
    /// The seed of its training.
    public var seed: Int
    /// What was measured of the net: loss (mean) and accuracy (per cent) over all training and test
    /// examples in evaluation mode, and the Hessian where it was looked at.
    public var measures: [Measure: Double]
    /// Its surfaces, by plane.
    public var surfaces: [Surface]
    /// Surfaces of other half-widths, by these; of the first plane.
    public var windows: [Surface]

    /// Describes a net.
    public init(
      seed: Int, measures: [Measure: Double], surfaces: [Surface], windows: [Surface] = []
    ) {
      self.seed = seed
      self.measures = measures
      self.surfaces = surfaces
      self.windows = windows
    }

    /// The minima that count, per plane.
    public var counts: [Int] { surfaces.map(\.count) }

    /// The mean loss over the training examples.
    public var trainLoss: Double { measures[.trainLoss] ?? .nan }
    /// The accuracy over the training examples, in per cent; NaN where the loss has none.
    public var trainAccuracy: Double { measures[.trainAccuracy] ?? .nan }

    /// The values of a measure: one per surface, or one of the net.
    func values(of measure: Measure) -> [Double?] {
      measure.isOfSurface
        ? surfaces.map { $0.measures[measure] } : [measures[measure]]
    }
  }

  /// All nets of one kind.
  public struct Arm: Equatable, Sendable {
    /// The nets, by seed; at least one.
    public let nets: [Net]
    /// The epochs that they were trained for; nil where unknown.
    public let epochs: Int?

    /// The barriers between its nets, as far as they were measured.
    public internal(set) var connections: [SeedConnection]

    /// Creates an arm of at least one net.
    public init(nets: [Net], epochs: Int? = nil, connections: [SeedConnection] = []) {
      precondition(!nets.isEmpty, "an arm without nets")
      (self.nets, self.epochs, self.connections) = (nets, epochs, connections)
    }

    /// Every surface of the arm's planes.
    var surfaces: [Surface] { nets.flatMap(\.surfaces) }

    /// A measure's values by net; nil where one of them is missing or not finite.
    func values(of measure: Measure) -> [[Double]]? {
      let values = nets.map { net in
        net.values(of: measure).compactMap { $0.flatMap { $0.isFinite ? $0 : nil } }
      }
      let complete = zip(values, nets).allSatisfy { $0.count == $1.values(of: measure).count }
      return complete ? values : nil
    }

    /// The mean over seeds of the mean count over planes.
    public var meanCount: Double { mean(nets.map { mean($0.counts.map(Double.init)) }) }
    /// The same for the minima with at least another persistence, a share of the scale's reference.
    public func meanCount(atThreshold threshold: Double) -> Double {
      mean(nets.map { mean($0.surfaces.map { Double($0.count(atThreshold: threshold)) }) })
    }
    /// The mean over seeds of the training loss.
    public var meanLoss: Double { mean(nets.map(\.trainLoss)) }

    private func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(values.count)
    }
  }

  /// One line of how it was made.
  public struct Method: Equatable, Sendable, Codable {
    /// What is told, such as `Optimiser`.
    public let name: String
    /// How it was.
    public let value: String

    /// Creates a line.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The counts on windows of one half-width.
  public struct WindowComparison: Equatable, Sendable {
    /// The half-width, in units of the directions.
    public let halfWidth: Double
    /// The minima that count, plain against residual.
    public let counts: NestedComparison
  }

  /// The pictures of a comparison, relative to its report.
  public struct Figures: Equatable, Sendable {
    /// Both landscapes side by side.
    public var landscapes: String?
    /// The same in three dimensions.
    public var surfaces: String?
    /// Every plane of every net; nil where there is one of each kind.
    public var planes: String?
    /// The count against the threshold.
    public var thresholds: String?
    /// The count against the half-width of the window.
    public var windows: String?
    /// The gradients in training.
    public var gradients: String?

    /// Names pictures.
    public init(
      landscapes: String? = nil, surfaces: String? = nil, planes: String? = nil,
      thresholds: String? = nil, windows: String? = nil, gradients: String? = nil
    ) {
      self.landscapes = landscapes
      self.surfaces = surfaces
      self.planes = planes
      self.thresholds = thresholds
      self.windows = windows
      self.gradients = gradients
    }

    /// All that are there.
    var paths: [String] {
      [landscapes, surfaces, planes, thresholds, windows, gradients].compactMap(\.self)
    }
  }

  /// What the nets are, such as `ResNet-56, width 8`.
  public let model: String
  /// What they were trained on, in words.
  public let data: String
  /// How everything was made: pairs of a name and a value, in the order they are shown.
  public let method: [Method]
  /// The command that repeats the run.
  public let command: String
  /// The examples behind each surface.
  public let samples: Int
  /// The classes of the data; nil where unknown.
  public let classes: Int?
  /// The examples that the nets were trained on; nil where unknown.
  public let trainingExamples: Int?
  /// The scale on which heights are measured.
  public let scale: HeightScale
  /// The share of the scale's reference from which minima are counted: decades, or a part of the range
  /// of each surface's losses.
  public let threshold: Double
  /// The scale on which minima were looked at again, where this report counts on another and leaves
  /// those second looks out; nil where it leaves none out.
  public let omittedLooks: HeightScale?
  /// The nets without shortcuts.
  public internal(set) var plain: Arm
  /// The nets with shortcuts.
  public internal(set) var residual: Arm
  /// The pictures.
  public var figures: Figures
  /// Plain against residual by measure, for those that every net or surface has.
  public let comparisons: [Measure: NestedComparison]
  /// The same for the count on windows of each half-width, ascending, on the first plane.
  public let windows: [WindowComparison]

  /// Creates a report, and compares the two kinds.
  ///
  /// - Parameters:
  ///   - model: what the nets are, such as `ResNet-56, width 8`.
  ///   - data: what they were trained on, in words.
  ///   - method: how everything was made, in the order in which it is shown.
  ///   - command: the command that repeats the run.
  ///   - samples: the examples behind each surface.
  ///   - classes: the classes of the data; nil where unknown.
  ///   - trainingExamples: the examples that the nets were trained on; nil where unknown.
  ///   - threshold: from which share of the scale's reference on minima are counted.
  ///   - plain: the nets without shortcuts.
  ///   - residual: the nets with shortcuts.
  ///   - figures: the pictures.
  ///   - scale: that on which the surfaces were counted.
  ///   - omittedLooks: that of second looks which are left out; nil where none are.
  ///   - generator: draws the resamples behind intervals.
  public init(
    model: String, data: String, method: [Method], command: String, samples: Int,
    classes: Int? = nil, trainingExamples: Int? = nil, scale: HeightScale = .standard,
    threshold: Double, omittedLooks: HeightScale? = nil, plain: Arm, residual: Arm,
    figures: Figures,
    using generator: inout some RandomNumberGenerator
  ) {
    self.model = model
    self.data = data
    self.method = method
    self.command = command
    self.samples = samples
    self.classes = classes.flatMap { $0 >= 2 ? $0 : nil }
    self.trainingExamples = trainingExamples
    self.scale = scale
    self.threshold = threshold
    self.omittedLooks = omittedLooks
    self.plain = plain
    self.residual = residual
    self.figures = figures
    var comparisons: [Measure: NestedComparison] = [:]
    for measure in Measure.allCases where measure.isCompared {
      guard let first = plain.values(of: measure), let second = residual.values(of: measure)
      else { continue }
      comparisons[measure] = NestedComparison(first, second, using: &generator)
    }
    self.comparisons = comparisons
    windows = Self.windows(plain, residual, using: &generator)
  }

  private static func windows(
    _ plain: Arm, _ residual: Arm, using generator: inout some RandomNumberGenerator
  ) -> [WindowComparison] {
    guard plain.nets.contains(where: { !$0.windows.isEmpty }) else { return [] }
    func surfaces(_ net: Net) -> [Surface] {
      (net.windows + net.surfaces.filter { $0.plane == 1 }).filter { $0.halfWidth != nil }
    }
    let widths = Set((plain.nets + residual.nets).flatMap(surfaces).compactMap(\.halfWidth))
    return widths.sorted().compactMap { width in
      func counts(_ arm: Arm) -> [[Double]] {
        arm.nets.map { net in
          surfaces(net).filter { $0.halfWidth == width }.map { Double($0.count) }
        }
      }
      return NestedComparison(counts(plain), counts(residual), using: &generator).map {
        WindowComparison(halfWidth: width, counts: $0)
      }
    }
  }

  var arms: [Arm] { [plain, residual] }
}
