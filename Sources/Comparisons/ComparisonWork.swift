internal import Training

/// The work of this session of a comparison, in units of one evaluated example: what is there already
/// is no part of it, so that the time left is reckoned from what is to be done.
///
/// All stages count towards one total, so that one estimate of the time left covers them all.
struct ComparisonWork {
  /// Training on an image takes about as long as evaluating this many, where it was not measured
  /// (measured once: 28,000 evaluated and 2,500 trained images/s of ResNet-56, width 8, at 14×14).
  private static let usualTrainingCost = 11

  /// The work of one step of training.
  private let step: Int
  /// The work of one point of a surface.
  private let point: Int
  private let settings: ComparisonSettings
  /// All work of the session, as far as is known.
  private(set) var total: Int
  private(set) var done = 0

  /// - Parameter forecast: what was measured; nil where nothing was.
  init(
    _ missing: MissingWork, settings: ComparisonSettings, forecast: ComparisonForecast? = nil
  ) {
    let cost = forecast?.trainingCost(settings) ?? ComparisonWork.usualTrainingCost
    step = settings.training.batchSize * cost
    point = settings.samples
    self.settings = settings
    total =
      missing.steps * step + missing.points * point
      + ComparisonStages.looksWork(missing, settings)
  }

  /// The work of so many steps of training.
  func training(steps: Int) -> Int { steps * step }

  /// The work of so many points of a surface.
  func sampling(points: Int) -> Int { points * point }

  mutating func add(_ work: Int) { done += work }

  /// Notes that work is done of which another amount was expected.
  mutating func add(_ work: Int, insteadOf expected: Int) {
    done += work
    total += work - expected
  }
}
