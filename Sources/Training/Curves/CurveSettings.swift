internal import Failures
public import Networks
internal import Numerals

/// Everything that determines how a curve is trained besides its ends and the data.
public struct CurveSettings: Hashable, Sendable {
  /// The curve.
  public var curve: WeightCurve
  /// Passes over the training examples, at least 1.
  public var epochs: Int
  /// Examples per step, at least 1.
  public var batchSize: Int
  /// The loss that is minimised.
  public var loss: Loss
  /// The highest learning rate of the schedule.
  public var learningRate: Double
  /// Nesterov momentum of each bend.
  public var momentum: Double
  /// The weight decay of the weights on the curve.
  public var weightDecay: Double
  /// The course of the learning rate, without a warm-up.
  public var schedule: LearningRateSchedule.Shape
  /// Determines the places on the curve and the order of the examples.
  public var seed: UInt64

  /// Creates settings.
  public init(
    curve: WeightCurve = WeightCurve(), epochs: Int = 10, batchSize: Int = 128,
    loss: Loss = .crossEntropy, learningRate: Double = 0.05, momentum: Double = 0.9,
    weightDecay: Double = 5e-4, schedule: LearningRateSchedule.Shape = .oneCycle, seed: UInt64 = 1
  ) {
    self.curve = curve
    self.epochs = epochs
    self.batchSize = batchSize
    self.loss = loss
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.schedule = schedule
    self.seed = seed
  }

  /// How a curve is trained, for a report: `SGD with Nesterov momentum 0.9, …, 10 epochs`.
  public var summary: String {
    [
      "SGD with Nesterov momentum \(momentum)", "weight decay \(weightDecay)",
      "\(schedule.rawValue) schedule with peak \(learningRate)", "batches of \(batchSize)",
      counted(epochs, "epoch"),
    ].joined(separator: ", ")
  }
}

extension CurveSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case shape, bends, epochs, batchSize, loss, learningRate, momentum, weightDecay, schedule, seed
  }

  /// Reads settings.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let bends = try values.decode(Int.self, forKey: .bends)
    guard bends >= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .bends, in: values, debugDescription: "a curve with \(bends) bends")
    }
    self.init(
      curve: WeightCurve(try values.decode(WeightCurve.Shape.self, forKey: .shape), bends: bends),
      epochs: try values.decode(Int.self, forKey: .epochs),
      batchSize: try values.decode(Int.self, forKey: .batchSize),
      loss: try values.decodeIfPresent(String.self, forKey: .loss).map {
        try Loss(recorded: $0, at: "the settings of a curve")
      } ?? .crossEntropy,
      learningRate: try values.decode(Double.self, forKey: .learningRate),
      momentum: try values.decode(Double.self, forKey: .momentum),
      weightDecay: try values.decode(Double.self, forKey: .weightDecay),
      schedule: try values.decode(LearningRateSchedule.Shape.self, forKey: .schedule),
      seed: try values.decode(UInt64.self, forKey: .seed))
  }

  /// Writes settings; the loss only where it is not the cross-entropy, as elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(curve.shape, forKey: .shape)
    try values.encode(curve.bends, forKey: .bends)
    try values.encode(epochs, forKey: .epochs)
    try values.encode(batchSize, forKey: .batchSize)
    try values.encodeIfPresent(loss.recorded, forKey: .loss)
    try values.encode(learningRate, forKey: .learningRate)
    try values.encode(momentum, forKey: .momentum)
    try values.encode(weightDecay, forKey: .weightDecay)
    try values.encode(schedule, forKey: .schedule)
    try values.encode(seed, forKey: .seed)
  }
}
