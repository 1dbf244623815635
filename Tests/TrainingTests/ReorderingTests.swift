import Archives
import Failures
import Networks
import RunTestSupport
import Runs
import Tensors
import Testing
import Training

/// Another order of the examples in the later part of a training.
struct ReorderingTests {
  /// Convolutions whose images are changed at random, and layers with dropout: all that depends on the order.
  private enum Case: CaseIterable {
    case images, dropout

    func trainer(_ settings: TrainingSettings) throws -> Trainer {
      var settings = settings
      switch self {
      case .images:
        settings.augmentation = [.crop, .flip]
        return try Trainer(
          network: Problems.resnet(), dataset: Problems.images(), settings: settings)
      case .dropout:
        let network = try MLP(sizes: [2, 12, 12, 3], dropout: 0.3).network(inputShape: [2])
        return try Trainer(network: network, dataset: Problems.clouds(), settings: settings)
      }
    }
  }

  private static let seed: UInt64 = 3
  private static let otherSeed: UInt64 = 8

  private static func settings(_ reordering: Reordering? = nil) -> TrainingSettings {
    var settings = TrainingSettings(epochs: 4, batchSize: 11, seed: seed)
    settings.reordering = reordering
    return settings
  }

  private func start(_ trainer: Trainer) -> TrainingState {
    TrainingState(network: trainer.network, initialization: .uniform, seed: Self.seed)
  }

  /// The oracle: a training with the one seed that is stopped after so many epochs, and taken up by one with
  /// the other seed.
  @Test(arguments: Case.allCases, [0, 1, 3])
  private func itIsATrainingThatAnotherSeedTakesUp(of kind: Case, after epochs: Int) throws {
    let whole = try kind.trainer(
      Self.settings(Reordering(afterEpochs: epochs, seed: Self.otherSeed)))
    var state = start(whole)
    _ = try whole.run(&state, in: .threads(2))

    let first = try kind.trainer(Self.settings())
    var expected = start(first)
    if epochs > 0 {
      let stops = epochs * first.stepsPerEpoch
      let watched = WatchedRun(workers: 1) { $0.progress.last.map { $0.done >= stops } ?? false }
      _ = try first.run(&expected, in: watched.context)
    }
    #expect(expected.step == epochs * first.stepsPerEpoch)
    var other = Self.settings()
    other.seed = Self.otherSeed
    _ = try kind.trainer(other).run(&expected, in: .threads(1))
    #expect(state == expected)

    var unchanged = start(first)
    _ = try first.run(&unchanged, in: .threads(1))
    #expect(state.parameters != unchanged.parameters)
  }

  @Test func itIsStoppedAndResumedInsideAnyEpoch() throws {
    let trainer = try Case.images.trainer(
      Self.settings(Reordering(afterEpochs: 2, seed: Self.otherSeed)))
    var whole = start(trainer)
    _ = try trainer.run(&whole, in: .threads(1))
    var paused = start(trainer)
    for step in 1...trainer.steps {
      let watched = WatchedRun(workers: 1) { $0.progress.last.map { $0.done >= step } ?? false }
      _ = try trainer.run(&paused, in: watched.context)
    }
    #expect(paused == whole)
  }

  @Test(arguments: [
    (Reordering(afterEpochs: 4, seed: 8), "from 0 to 3, got 4"),
    (Reordering(afterEpochs: -1, seed: 8), "from 0 to 3, got -1"),
    (Reordering(afterEpochs: 1, seed: 3), "is the seed of the training itself"),
  ])
  func whatMakesNoSenseIsRefused(_ reordering: Reordering, says: String) throws {
    #expect {
      try Case.dropout.trainer(Self.settings(reordering))
    } throws: { error in
      let failure = error as? Failure
      return failure?.code == .usage && failure?.what.contains(says) == true
    }
  }

  @Test func itIsRecordedAndNamed() throws {
    let settings = Self.settings(Reordering(afterEpochs: 1, seed: 8))
    let json = try JSONValue(encoding: settings)
    #expect(json["reordering"] == ["afterEpochs": 1, "seed": 8])
    #expect(try json.decoded(as: TrainingSettings.self, from: "json") == settings)
    #expect(settings.summary.contains("in another order (seed 8) after 1 epoch"))
    #expect(try JSONValue(encoding: Self.settings())["reordering"] == nil)
  }
}
