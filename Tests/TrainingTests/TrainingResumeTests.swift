import Failures
import FolderTestSupport
import Kernels
import Networks
import RunTestSupport
import Runs
import Tensors
import Testing
import Training

/// Runs with every choice of optimiser and with recording, interrupted and refused.
struct TrainingResumeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let adamW = TrainingSettings(
    epochs: 3, batchSize: 16, optimizer: .adamw, learningRate: 0.01, clipGradientNorm: 0.4,
    seed: 4)

  /// With every choice that needs something of the steps before: momentum without Nesterov's, whose first
  /// step is another, and images that are changed at random.
  private static let heavyBall: TrainingSettings = {
    var settings = TrainingSettings(epochs: 3, batchSize: 16, schedule: .step, seed: 4)
    settings.nesterov = false
    settings.dampening = 0.5
    settings.decayForm = .decoupled
    settings.drops = RateDrops(epochs: [1, 2])
    settings.augmentation = [.crop, .flip]
    settings.labelSmoothing = 0.1
    return settings
  }()

  /// Adam that decays weights alone, and looks for a loss that it does not reach.
  private static let adam: TrainingSettings = {
    var settings = TrainingSettings(
      epochs: 3, batchSize: 16, optimizer: .adam, weightDecay: 0.1, seed: 4)
    settings.decayedParameters = .weights
    settings.target = LossTarget(loss: 1e-9, checksPerEpoch: 2)
    return settings
  }()

  /// Three epochs of three steps.
  private func run(
    _ name: String = "a", _ settings: TrainingSettings = Self.adamW, every: Int? = 2
  ) throws -> TrainingRun {
    try TrainingRun(
      Trainer(network: Problems.resnet(), dataset: Problems.images(), settings: settings),
      initialization: .residualNetwork, model: "ResNet-8, width 3",
      output: folder.path("\(name).safetensors"), history: folder.path("\(name).csv"),
      recording: every.map { GradientRecording(path: folder.path("\(name)-flow.csv"), every: $0) })
  }

  private func interrupt(_ run: TrainingRun, after steps: Int, workers: Int = 2) throws {
    let watched = WatchedRun(workers: workers) { $0.progress.count >= steps }
    #expect(throws: Failure.self) { _ = try run.run(in: watched.context) }
  }

  @Test(
    arguments: [[0], [1], [2], [3], [4], [5], [8], [1, 1, 1], [3, 3], [2, 0, 5]],
    [
      adamW, TrainingSettings(epochs: 3, batchSize: 16, clipGradientNorm: 0.4, seed: 4),
      TrainingSettings(epochs: 3, batchSize: 16, optimizer: .adamw, schedule: .constant, seed: 4),
      heavyBall, adam,
    ])
  func anInterruptedRunEndsInTheSameBits(pauses: [Int], settings: TrainingSettings) throws {
    _ = try run("whole", settings).run(in: .threads(1))
    let paused = try run("paused", settings)
    for (index, pause) in pauses.enumerated() {
      try interrupt(paused, after: pause, workers: 1 + index % 3)
    }
    _ = try paused.run(in: .threads(3))
    for name in [".safetensors", ".csv", "-flow.csv"] {
      #expect(try folder.bytes("paused\(name)") == folder.bytes("whole\(name)"), "\(name)")
    }
    #expect(try folder.contents.count == 6)
    let flow = try GradientFlow(path: folder.path("whole-flow.csv"))
    #expect(flow.steps.map(\.step) == [1, 3, 5, 7, 9])
    #expect(flow.steps.map(\.epoch) == [1, 1, 2, 3, 3])
    #expect(flow.model == "ResNet-8, width 3")
  }

  /// What is dropped follows from the step.
  @Test(arguments: [1, 2, 4, 7])
  func anInterruptedRunWithDropoutEndsInTheSameBits(pause: Int) throws {
    func run(_ name: String, dropout: Double = 0.3) throws -> TrainingRun {
      let model = MLP(sizes: [2, 40, 40, 3], dropout: dropout)
      return try TrainingRun(
        Trainer(
          network: model.network(inputShape: [2]), dataset: Problems.clouds(),
          settings: TrainingSettings(epochs: 2, batchSize: 16, seed: 4)),
        initialization: .uniform, model: model.title,
        output: folder.path("\(name).safetensors"), history: folder.path("\(name).csv"))
    }
    _ = try run("whole").run(in: .threads(1))
    let paused = try run("paused")
    try interrupt(paused, after: pause, workers: 3)
    // A net that drops another share is another.
    #expect {
      try run("paused", dropout: 0.2).run(in: .threads(1))
    } throws: { ($0 as? Failure)?.what.contains("dropout 0.2") == true }
    _ = try paused.run(in: .threads(2))
    #expect(try folder.bytes("paused.safetensors") == folder.bytes("whole.safetensors"))
    _ = try run("other", dropout: 0).run(in: .threads(1))
    let tensors = try ["whole", "other"].map {
      try Checkpoint(path: folder.path("\($0).safetensors")).parameters.values
    }
    #expect(tensors[0] != tensors[1])
  }

  @Test func anotherOptimizerOrScheduleIsRefusedByName() throws {
    try interrupt(try run(), after: 2)
    let partial = try folder.bytes("a.safetensors.partial")
    var other = Self.adamW
    other.schedule = .constant
    var clipped = Self.adamW
    clipped.clipGradientNorm = 0.5
    for (settings, words) in [
      (
        TrainingSettings(epochs: 3, batchSize: 16, seed: 4),
        #"training.optimizer: "sgd" instead of "adamw"; "#
          + #"training.schedule: "one-cycle" instead of "cosine""#
      ),
      (other, #"training.schedule: "constant" instead of "cosine""#),
      (clipped, "training.clipGradientNorm: 0.5 instead of 0.4"),
    ] {
      let run = try run("a", settings)
      #expect(
        throws: Failure(
          .data, "belongs to a run with other settings: \(words)", at: run.partial,
          remedy:
            "Repeat those settings to resume it, or start over with \(setting: "overwrite").")
      ) { try run.run(in: .threads(1)) }
    }
    #expect(try folder.bytes("a.safetensors.partial") == partial)
  }

  @Test(
    arguments: [(2, nil, "no instead of every 2 steps"), (nil, 1, "every 1 instead of no steps")]
      as [(Int?, Int?, String)])
  func anotherRecordingIsRefused(first: Int?, second: Int?, words: String) throws {
    try interrupt(try run("a", every: first), after: 2)
    let other = try run("a", every: second)
    #expect(
      throws: Failure(
        .data, "belongs to a run with other settings: record-gradients: \(words)",
        at: other.partial,
        remedy:
          "Repeat those settings to resume it, or start over with \(setting: "overwrite").")
    ) { try other.run(in: .threads(1)) }
  }

  @Test func finishedWeightsOfAnotherOptimizerAreRefusedByName() throws {
    _ = try run().run(in: .threads(1))
    let other = try run("a", TrainingSettings(epochs: 3, batchSize: 16, seed: 4))
    #expect {
      try other.finished()
    } throws: {
      ($0 as? Failure)?.what.contains(#"training.optimizer: "sgd" instead of "adamw""#) == true
    }
  }

  @Test func divergenceKeepsWhatWasRecorded() throws {
    let settings = TrainingSettings(epochs: 30, batchSize: 16, learningRate: 1e10, seed: 4)
    #expect(throws: Failure.self) {
      try run("a", settings, every: 1).run(in: .threads(1))
    }
    #expect(try folder.contents == ["a-flow.csv", "a.safetensors.last-good"])
  }
}
