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
