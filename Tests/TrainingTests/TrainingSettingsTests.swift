import Archives
import Testing
import Training

struct TrainingSettingsTests {
  /// Files that earlier versions wrote are compared with this form.
  @Test func theFormOfTheDefaultsIsThatOfEarlierVersions() throws {
    let json = try JSONValue(encoding: TrainingSettings())
    #expect(
      json == [
        "epochs": 4, "batchSize": 128, "learningRate": 0.1, "momentum": 0.9,
        "weightDecay": 0.0005, "seed": 1,
      ])
    #expect(try json.decoded(as: TrainingSettings.self, from: "json") == TrainingSettings())
  }

  @Test func whatIsChosenIsWritten() throws {
    let settings = TrainingSettings(optimizer: .adamw, clipGradientNorm: 0.5)
    let json = try JSONValue(encoding: settings)
    #expect(
      json == [
        "epochs": 4, "batchSize": 128, "learningRate": 0.001, "weightDecay": 0.01, "seed": 1,
        "optimizer": "adamw", "schedule": "cosine", "warmup": "5%", "clipGradientNorm": 0.5,
      ])
    #expect(try json.decoded(as: TrainingSettings.self, from: "json") == settings)
  }

  /// Everything that this version can choose, and that earlier ones could not.
  private static let chosen: TrainingSettings = {
    var settings = TrainingSettings(epochs: 8, weightDecay: 0.1, schedule: .step, warmup: .steps(2))
    settings.labelSmoothing = 0.1
    settings.nesterov = false
    settings.dampening = 0.25
    settings.decayForm = .decoupled
    settings.decayedParameters = .weights
    settings.drops = RateDrops(epochs: [3, 6], factor: 0.5)
    settings.augmentation = [.crop, .flip]
    settings.target = LossTarget(loss: 0.1 + 0.2, checksPerEpoch: 4)
    return settings
  }()

  @Test func everyNewChoiceIsWrittenAndReadsBack() throws {
    let json = try JSONValue(encoding: Self.chosen)
    #expect(
      json == [
        "epochs": 8, "batchSize": 128, "learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.1,
        "seed": 1, "labelSmoothing": 0.1, "nesterov": false, "dampening": 0.25,
        "decayForm": "decoupled", "decayedParameters": "weights", "schedule": "step",
        "drops": ["epochs": [3, 6], "factor": 0.5], "warmup": "2", "augmentation": "crop,flip",
        "target": ["loss": .double(0.1 + 0.2), "checksPerEpoch": 4],
      ])
    let text = json.serialized()
    #expect(
      try JSONValue(parsing: text, from: "json").decoded(as: TrainingSettings.self, from: "json")
        == Self.chosen)
    let adam = TrainingSettings(optimizer: .adam)
    #expect(
      try JSONValue(encoding: adam) == [
        "epochs": 4, "batchSize": 128, "learningRate": 0.001, "weightDecay": 0.0, "seed": 1,
        "optimizer": "adam", "schedule": "cosine", "warmup": "5%",
      ])
  }

  @Test func theSummaryNamesEveryNewChoice() {
    #expect(
      Self.chosen.summary
        == "labels smoothed by 0.1, SGD with momentum 0.9 and dampening 0.25, decoupled weight decay "
        + "0.1 on weights alone, step schedule with peak 0.1 after a warm-up of 2, times 0.5 after 3 "
        + "and 6 epochs, batches of 128, images changed at random (crop,flip), 8 epochs, until the "
        + "training loss is at most 0.30000000000000004")
  }

  @Test func theSummaryNamesWhatIsUsed() {
    #expect(
      TrainingSettings(epochs: 1).summary
        == "SGD with Nesterov momentum 0.9, weight decay 0.0005, one-cycle schedule with peak 0.1, "
        + "batches of 128, 1 epoch")
    #expect(
      TrainingSettings(batchSize: 16, optimizer: .adamw, clipGradientNorm: 1).summary
        == "AdamW, weight decay 0.01, cosine schedule with peak 0.001 after a warm-up of 5%, "
        + "gradients clipped to 1.0, batches of 16, 4 epochs")
  }

  @Test(arguments: Optimizer.allCases, LearningRateSchedule.Shape.allCases)
  func everyChoiceReadsBack(optimizer: Optimizer, schedule: LearningRateSchedule.Shape) throws {
    for warmup in [nil, Warmup.steps(3), .percentage(2.5)] {
      let settings = TrainingSettings(
        optimizer: optimizer, schedule: schedule, warmup: warmup, seed: UInt64(Int.max))
      let json = try JSONValue(encoding: settings)
      #expect(try json.decoded(as: TrainingSettings.self, from: "json") == settings)
    }
  }
}
