internal import Training

/// How far a comparison is, in units of one evaluated image.
///
/// All stages count towards one total, so that one estimate of the time left covers them all.
public struct ComparisonProgress: Sendable {
  /// What is being done, such as `training without shortcuts, seed 1`.
  public let stage: String
  /// The work done, earlier sessions included.
  public let done: Int
  /// All work.
  public let total: Int
  /// Facts of the moment, such as `loss 0.41`.
  public let details: [String]
}

/// What a comparison reports while it runs.
public enum ComparisonEvent: Sendable {
  /// Work went on.
  case progress(ComparisonProgress)
  /// A stage is done: its name and the seconds it took in this session; nil where an earlier
  /// session had done it.
  case stage(String, seconds: Double?)
}

/// The work of the stages of a comparison.
struct ComparisonWork {
  /// Training on an image takes about as long as evaluating this many (measured: 18,900 evaluated
  /// and 2,500 trained images/s of ResNet-56, width 8, at 14×14).
  static let trainingCost = 8

  let total: Int
  private(set) var done = 0

  init(settings: ComparisonSettings, trainSamples: Int) {
    let nets = 2 * settings.seeds
    total =
      nets * ComparisonWork.training(settings, trainSamples: trainSamples)
      + nets * settings.planes * ComparisonWork.sampling(settings)
  }

  static func training(_ settings: ComparisonSettings, trainSamples: Int) -> Int {
    settings.training.epochs * trainSamples * trainingCost
  }

  static func sampling(_ settings: ComparisonSettings) -> Int {
    settings.gridColumns * settings.gridRows * settings.samples
  }

  mutating func add(_ work: Int) { done += work }
}
