/// Another order of the examples in the later part of a training, so that two runs share their start and
/// part at a chosen epoch (instability analysis, Frankle et al. 2020, section 2).
///
/// The order of the batches, the random changes of images and dropout all follow the other seed from
/// then on; initial weights and everything before are those of the run's own.
public struct Reordering: Hashable, Codable, Sendable {
  /// The epochs that are complete before, from 0 to one less than all.
  public var afterEpochs: Int
  /// What determines the order from then on, in place of ``TrainingSettings/seed``.
  public var seed: UInt64

  /// Describes where two runs part.
  public init(afterEpochs: Int, seed: UInt64) {
    self.afterEpochs = afterEpochs
    self.seed = seed
  }
}

extension TrainingSettings {
  /// What determines the order of the examples, their changes and dropout in an epoch.
  ///
  /// - Parameter epoch: counted from 0.
  func orderSeed(of epoch: Int) -> UInt64 {
    guard let reordering, epoch >= reordering.afterEpochs else { return seed }
    return reordering.seed
  }
}
