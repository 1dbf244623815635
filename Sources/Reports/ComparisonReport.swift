public import Analysis

/// The results of a comparison of nets with and without shortcuts: the one model from which every
/// form of the report is written.
public struct ComparisonReport: Equatable, Sendable {
  /// One surface and where it stands, relative to the report.
  public struct Surface: Equatable, Sendable {
    /// The number of its plane, 1 the first; planes of one number have the same raw directions.
    public let plane: Int
    /// The analysis of its minima.
    public let analysis: MinimaAnalysis
    /// The loss at the centre, over the surface's samples.
    public let centreLoss: Double
    /// The standard error of that loss, as a mean over a part of the data; nil where unknown.
    public let centreError: Double?
    /// The smallest and largest finite loss; nil if there is none.
    public let lossRange: ClosedRange<Double>?
    /// The surface file.
    public let path: String
    /// Its picture.
    public let figure: String

    /// Creates the result of one surface.
    public init(
      plane: Int, analysis: MinimaAnalysis, centreLoss: Double, centreError: Double? = nil,
      lossRange: ClosedRange<Double>?, path: String, figure: String
    ) {
      self.plane = plane
      self.analysis = analysis
      self.centreLoss = centreLoss
      self.centreError = centreError
      self.lossRange = lossRange
      self.path = path
      self.figure = figure
    }
  }

  /// One trained net with its surfaces.
  public struct Net: Equatable, Sendable {
    /// The seed of its training.
    public let seed: Int
    /// The mean loss over the training examples, in evaluation mode.
    public let trainLoss: Double
    /// The accuracy over the training examples in per cent, in evaluation mode.
    public let trainAccuracy: Double
    /// The accuracy over the test examples in per cent; nil where there are none.
    public let testAccuracy: Double?
    /// Its surfaces, by plane.
    public let surfaces: [Surface]

    /// Creates the result of one net.
    public init(
      seed: Int, trainLoss: Double, trainAccuracy: Double, testAccuracy: Double?,
      surfaces: [Surface]
    ) {
      self.seed = seed
      self.trainLoss = trainLoss
      self.trainAccuracy = trainAccuracy
      self.testAccuracy = testAccuracy
      self.surfaces = surfaces
    }

    /// The minima that count, per plane.
    public var counts: [Int] { surfaces.map(\.analysis.count) }
    /// Their mean over the planes.
    public var meanCount: Double { Double(counts.reduce(0, +)) / Double(max(1, counts.count)) }
  }

  /// All nets of one kind.
  public struct Arm: Equatable, Sendable {
    /// The nets, by seed; at least one.
    public let nets: [Net]

    /// Creates an arm of at least one net.
    public init(nets: [Net]) {
      precondition(!nets.isEmpty, "an arm without nets")
      self.nets = nets
    }

    /// The mean over seeds of each net's mean count over its planes.
    public var meanCount: Double { mean(nets.map(\.meanCount)) }
    /// The 95 % interval of that mean over seeds; nil below two seeds or without any variation.
    public var countInterval: ClosedRange<Double>? {
      guard let summary = SampleSummary(of: nets.map(\.meanCount)),
        let deviation = summary.standardDeviation, deviation > 0
      else { return nil }
      return summary.interval
    }
    /// The mean over seeds of the training loss.
    public var meanLoss: Double { mean(nets.map(\.trainLoss)) }

    private func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(values.count)
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
  /// The nets without shortcuts.
  public let plain: Arm
  /// The nets with shortcuts.
  public let residual: Arm
  /// The picture of the gradients in training, relative to the report; nil where there is none.
  public let gradientFigure: String?

  /// One line of how it was made.
  public struct Method: Equatable, Sendable {
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

  /// Creates a report.
  public init(
    model: String, data: String, method: [Method], command: String, samples: Int, plain: Arm,
    residual: Arm, gradientFigure: String? = nil
  ) {
    self.model = model
    self.data = data
    self.method = method
    self.command = command
    self.samples = samples
    self.plain = plain
    self.residual = residual
    self.gradientFigure = gradientFigure
  }

  /// The threshold in decades from which minima were counted.
  var threshold: Double {
    plain.nets[0].surfaces.first?.analysis.threshold ?? MinimaAnalysis.defaultThreshold
  }
}
