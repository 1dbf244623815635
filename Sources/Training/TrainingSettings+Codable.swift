internal import Networks

extension TrainingSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case epochs, batchSize, loss, labelSmoothing, optimizer, learningRate, momentum, nesterov
    case dampening, weightDecay, decayForm, decayedParameters, schedule, drops, warmup
    case clipGradientNorm, augmentation, target, seed, reordering
  }

  /// Reads settings; what is not there is as it was before there was a choice.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let schedule = try values.decodeIfPresent(LearningRateSchedule.Shape.self, forKey: .schedule)
    self.init(
      epochs: try values.decode(Int.self, forKey: .epochs),
      batchSize: try values.decode(Int.self, forKey: .batchSize),
      loss: try values.decodeIfPresent(String.self, forKey: .loss).map {
        try Loss(recorded: $0, at: "the settings of a training")
      } ?? .crossEntropy,
      optimizer: try values.decodeIfPresent(Optimizer.self, forKey: .optimizer) ?? .sgd,
      learningRate: try values.decode(Double.self, forKey: .learningRate),
      momentum: try values.decodeIfPresent(Double.self, forKey: .momentum) ?? 0.9,
      weightDecay: try values.decode(Double.self, forKey: .weightDecay),
      schedule: schedule ?? .oneCycle,
      warmup: try values.decodeIfPresent(Warmup.self, forKey: .warmup) ?? .steps(0),
      clipGradientNorm: try values.decodeIfPresent(Double.self, forKey: .clipGradientNorm),
      seed: try values.decode(UInt64.self, forKey: .seed))
    func read<Value: Decodable>(_ setting: inout Value, _ key: CodingKeys) throws {
      if let value = try values.decodeIfPresent(Value.self, forKey: key) { setting = value }
    }
    try read(&labelSmoothing, .labelSmoothing)
    try read(&nesterov, .nesterov)
    try read(&dampening, .dampening)
    try read(&decayForm, .decayForm)
    try read(&decayedParameters, .decayedParameters)
    drops = try values.decodeIfPresent(RateDrops.self, forKey: .drops)
    try read(&augmentation, .augmentation)
    target = try values.decodeIfPresent(LossTarget.self, forKey: .target)
    reordering = try values.decodeIfPresent(Reordering.self, forKey: .reordering)
  }

  /// Writes only what is in use and not as it was before there was a choice, so that settings of
  /// earlier versions have the same form.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(epochs, forKey: .epochs)
    try values.encode(batchSize, forKey: .batchSize)
    try values.encode(learningRate, forKey: .learningRate)
    try values.encode(weightDecay, forKey: .weightDecay)
    try values.encode(seed, forKey: .seed)
    try values.encodeIfPresent(loss.recorded, forKey: .loss)
    if labelSmoothing != 0 { try values.encode(labelSmoothing, forKey: .labelSmoothing) }
    if optimizer == .sgd {
      try values.encode(momentum, forKey: .momentum)
      if !nesterov { try values.encode(nesterov, forKey: .nesterov) }
      if dampening != 0 { try values.encode(dampening, forKey: .dampening) }
    }
    if optimizer != .sgd { try values.encode(optimizer, forKey: .optimizer) }
    if decayForm != optimizer.defaultDecayForm { try values.encode(decayForm, forKey: .decayForm) }
    if decayedParameters != .all {
      try values.encode(decayedParameters, forKey: .decayedParameters)
    }
    if schedule != .oneCycle { try values.encode(schedule, forKey: .schedule) }
    if schedule == .step { try values.encodeIfPresent(drops, forKey: .drops) }
    if warmup != .steps(0) { try values.encode(warmup, forKey: .warmup) }
    try values.encodeIfPresent(clipGradientNorm, forKey: .clipGradientNorm)
    if !augmentation.isEmpty { try values.encode(augmentation, forKey: .augmentation) }
    try values.encodeIfPresent(target, forKey: .target)
    try values.encodeIfPresent(reordering, forKey: .reordering)
  }
}
