/// The training loss at which a run ends before its last epoch.
///
/// It is measured over all training examples in evaluation mode (running statistics, neither dropout
/// nor augmentation nor smoothed labels), as a surface shows it at its centre: after every epoch,
/// or more often.
public struct LossTarget: Hashable, Codable, Sendable {
  /// Training ends as soon as the measured loss is at most this; finite.
  public var loss: Double
  /// How often it is measured in each epoch, evenly spread, the last time at its end; at least 1.
  public var checksPerEpoch: Int

  /// Describes a target.
  public init(loss: Double, checksPerEpoch: Int = 1) {
    self.loss = loss
    self.checksPerEpoch = checksPerEpoch
  }

  /// Whether the loss is measured after a step.
  ///
  /// - Parameters:
  ///   - place: the step's place in its epoch, from 0.
  ///   - steps: the steps of an epoch.
  func isDue(after place: Int, of steps: Int) -> Bool {
    (place + 1) * checksPerEpoch / steps > place * checksPerEpoch / steps
  }

  private enum CodingKeys: String, CodingKey { case loss, checksPerEpoch }

  /// Reads a target; where nothing is said, the loss is measured once per epoch.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      loss: try values.decode(Double.self, forKey: .loss),
      checksPerEpoch: try values.decodeIfPresent(Int.self, forKey: .checksPerEpoch) ?? 1)
  }

  /// Writes the loss, and how often it is measured where that is more than once per epoch.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(loss, forKey: .loss)
    if checksPerEpoch != 1 { try values.encode(checksPerEpoch, forKey: .checksPerEpoch) }
  }
}
