internal import Archives
public import Datasets
internal import Failures
internal import Landscapes
internal import Networks
public import Provenance
internal import Tensors
public import Training

/// What `basin connect` does: the loss on the straight line between two nets, a curve that is trained between
/// them, and the loss on that.
public struct ConnectionStudy: Sendable {
  /// The nets.
  public let ends: ConnectionEnds
  /// The curve, what it is trained on, and how.
  public let trainer: CurveTrainer
  /// The examples that losses are evaluated on.
  public let dataset: Dataset
  /// The places on each path.
  public let ts: [Double]
  /// Where the result goes.
  public let output: String
  /// Everything that determines the numbers.
  public let manifest: Manifest

  /// Describes a study.
  ///
  /// - Parameters:
  ///   - ends: the nets.
  ///   - training: the examples that the curve is trained on.
  ///   - dataset: the examples that losses are evaluated on.
  ///   - split: which examples these are.
  ///   - settings: the curve, and how it is trained.
  ///   - points: the places on each path, ends included; at least 3.
  ///   - output: the file, `.h5`.
  /// - Throws: `Failure` where data do not fit the nets or a setting makes no sense.
  public init(
    _ ends: ConnectionEnds, training: Dataset, dataset: Dataset, split: DatasetSplit,
    settings: CurveSettings, points: Int, output: String
  ) throws {
    guard (3...Connection.mostPoints).contains(points) else {
      throw Failure(
        .usage, "\(points) points do not show a path", at: .setting("points"),
        remedy: "Give a number from 3 to \(Connection.mostPoints).")
    }
    self.ends = ends
    self.dataset = dataset
    self.output = output
    trainer = try CurveTrainer(
      from: ends.start, to: ends.end, dataset: training, settings: settings)
    let network = ends.start.network
    try network.checkExamples(dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    try network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: settings.loss, of: dataset.name)
    ts = Connection.places(points)
    func record(_ dataset: Dataset, _ split: DatasetSplit) -> DataRecord {
      DataRecord(
        name: dataset.name, split: split.rawValue, samples: dataset.count, digest: dataset.digest,
        preparation: dataset.preparation)
    }
    func origin(_ checkpoint: Checkpoint) throws -> Origin {
      Origin(digest: try checkpoint.digest(), made: checkpoint.manifest)
    }
    manifest = Manifest(
      .connection(
        ConnectionRecord(
          start: try origin(ends.start), end: try origin(ends.end),
          training: record(training, .train), data: record(dataset, split),
          curve: try JSONValue(encoding: settings), points: points)))
  }

  /// Where unfinished work is kept.
  public var partial: String { Self.partial(of: output) }

  /// Where unfinished work is kept whose result goes to `output`.
  public static func partial(of output: String) -> String { "\(output).partial" }

  /// Where the bends go as weights files, beside the result: `NAME.bend-1.safetensors`.
  public var bendFiles: [String] { Self.bendFiles(of: output, trainer.settings.curve.bends) }

  /// Where the bends of a number go whose result goes to `output`.
  public static func bendFiles(of output: String, _ bends: Int) -> [String] {
    let ending = [".h5", ".hdf5"].first { output.lowercased().hasSuffix($0) }
    let name = output.dropLast(ending?.count ?? 0)
    return (0..<max(0, bends)).map { "\(name).bend-\($0 + 1).safetensors" }
  }

  /// The paths of this study, in the order in which they are evaluated.
  var paths: [Connection.Path] {
    ends.start.network.normalizesBatches ? [.line, .recalibratedLine, .curve] : [.line, .curve]
  }

  /// Where batch normalisations have their statistics from on a path.
  func statistics(on path: Connection.Path) -> InferencePlan.Statistics {
    path != .line && ends.start.network.normalizesBatches ? .recalibrated : .running
  }
}
