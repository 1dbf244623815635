import Archives
import Datasets
import Failures
import FolderTestSupport
import Kernels
import Networks
import RunTestSupport
import Tensors
import Testing
import Training

/// Training that ends at a training loss.
struct LossTargetTests {
  private static let epochs = 6

  private static func trainer(
    _ target: LossTarget?, network: Network? = nil, dataset: Dataset? = nil,
    change: (inout TrainingSettings) -> Void = { _ in }
  ) throws -> Trainer {
    var settings = TrainingSettings(epochs: epochs, batchSize: 16, learningRate: 0.05, seed: 4)
    settings.target = target
    change(&settings)
    return try Trainer(
      network: network ?? Problems.resnet(), dataset: dataset ?? Problems.images(),
      settings: settings)
  }

  private static func trained(_ trainer: Trainer, steps: Int? = nil, workers: Int = 1) throws
    -> TrainingState
  {
    var state = TrainingState(
      network: trainer.network, initialization: .residualNetwork, seed: trainer.settings.seed)
    let watched = WatchedRun(workers: workers) { seen in
      steps.map { seen.progress.count >= $0 } ?? false
    }
    _ = try trainer.run(&state, in: watched.context)
    return state
  }

  private static func loss(_ trainer: Trainer, _ state: TrainingState) throws -> Double {
    try trainer.trainingLoss(
      of: Checkpoint(
        network: trainer.network, parameters: state.parameters, buffers: state.buffers,
        manifest: nil), at: "net", workers: Workers(count: 1))
  }

  /// The run without a target, step by step, says where one with a target must end.
  @Test(arguments: [1, 2, 3, 7])
  func trainingEndsWhereTheLossIsReachedFirst(checks: Int) throws {
    let free = try Self.trainer(nil)
    // 44 examples in batches of 16 are 3 steps per epoch; two checks are due after the second and the third.
    let places = [1: [3], 2: [2, 3], 3: [1, 2, 3], 7: [1, 2, 3]][checks] ?? []
    let states = try (1...18).map { try Self.trained(free, steps: $0) }
    let losses = try states.map { try Self.loss(free, $0) }
    let measured = (1...18).filter { places.contains(($0 - 1) % 3 + 1) }
    // Each loss that is lower than all before it is reached there.
    var lowest = Double.infinity
    var ends = 0
    for step in measured where losses[step - 1] < lowest {
      lowest = losses[step - 1]
      ends += 1
      let trainer = try Self.trainer(LossTarget(loss: lowest, checksPerEpoch: checks))
      let state = try Self.trained(trainer, workers: 1 + step % 3)
      #expect(state.step == step)
      #expect(state.parameters == states[step - 1].parameters)
      #expect(state.buffers == states[step - 1].buffers)
      let last = try #require(state.history.epochs.last)
      #expect(last.evaluationLoss == lowest && last.steps == step)
      #expect(last.epoch == (step - 1) / 3 + 1 && state.history.epochs.count == last.epoch)
      // The loss of the steps of an epoch that is not whole.
      #expect(last.loss.isFinite)
    }
    #expect(ends >= 3, "\(losses)")
  }

  @Test func aLossThatIsNeverReachedChangesNothing() throws {
    let free = try Self.trained(Self.trainer(nil))
    let state = try Self.trained(Self.trainer(LossTarget(loss: -1, checksPerEpoch: 2)))
    #expect(state.parameters == free.parameters && state.step == 18)
    #expect(state.history.epochs.compactMap(\.evaluationLoss).count == Self.epochs)
    #expect(free.history.epochs.compactMap(\.evaluationLoss).isEmpty)
    let header = state.history.csv.split(separator: "\r\n").first.map(String.init)
    #expect(header?.hasSuffix(",clipped_steps,evaluation_loss") == true)
    #expect(free.history.csv.contains("evaluation_loss") == false)
  }

  /// The loss is that of the labels, and of images as they are.
  @Test func theLossIsMeasuredWithoutSmoothingAndAugmentation() throws {
    let trainer = try Self.trainer(LossTarget(loss: -1)) {
      $0.labelSmoothing = 0.5
      $0.augmentation = [.crop, .flip]
    }
    let state = try Self.trained(trainer)
    let dataset = try Problems.images()
    let total = Checkpoint(
      network: trainer.network, parameters: state.parameters, buffers: state.buffers, manifest: nil
    ).evaluate(inputs: dataset.inputs, labels: dataset.labels, workers: Workers(count: 2))
    #expect(state.history.epochs.last?.evaluationLoss == total.mean)
  }

  @Test func aNetForOtherDataIsNotMatched() throws {
    let trainer = try Self.trainer(nil)
    let other = try Problems.mlp()
    let checkpoint = Checkpoint(
      network: other, parameters: other.initialParameters(.uniform, seed: 1),
      buffers: other.initialBuffers(), manifest: nil)
    #expect {
      try trainer.trainingLoss(of: checkpoint, at: "o.safetensors", workers: Workers(count: 1))
    } throws: {
      ($0 as? Failure)?.code == .data && ($0 as? Failure)?.place == .file("o.safetensors")
    }
  }

  @Test func aNetWithoutALossIsNotMatched() throws {
    let trainer = try Self.trainer(nil)
    var parameters = trainer.network.initialParameters(.residualNetwork, seed: 1)
    parameters = Parameters(
      layout: parameters.layout, values: parameters.values.map { _ in .nan })
    let checkpoint = Checkpoint(
      network: trainer.network, parameters: parameters, buffers: trainer.network.initialBuffers(),
      manifest: nil)
    #expect {
      try trainer.trainingLoss(of: checkpoint, at: "o.safetensors", workers: Workers(count: 1))
    } throws: { ($0 as? Failure)?.what.hasSuffix("is not finite") == true }
  }

  /// A run that is stopped anywhere and resumed ends at the same step in the same bits.
  @Test func anInterruptedRunEndsAtTheSameStep() throws {
    let folder = try TemporaryFolder()
    let free = try Self.trainer(nil)
    let wanted = try Self.loss(free, Self.trained(free, steps: 8))
    func run(_ name: String) throws -> TrainingRun {
      try TrainingRun(
        Self.trainer(LossTarget(loss: wanted, checksPerEpoch: 2)),
        initialization: .residualNetwork, model: "a net",
        output: folder.path("\(name).safetensors"), history: folder.path("\(name).csv"))
    }
    let (_, history) = try run("whole").run(in: .threads(2))
    let steps = try #require(history.epochs.last?.steps)
    #expect((2...8).contains(steps))
    for pause in 1..<steps {
      let name = "paused-\(pause)"
      let watched = WatchedRun(workers: 2) { $0.progress.count >= pause }
      #expect(throws: Failure.self) { try run(name).run(in: watched.context) }
      let resumed = try run(name).run(in: .threads(1))
      #expect(resumed.history == history)
      #expect(try folder.bytes("\(name).safetensors") == folder.bytes("whole.safetensors"))
      #expect(try folder.bytes("\(name).csv") == folder.bytes("whole.csv"))
    }
    #expect(try folder.contents.contains { $0.hasSuffix(".partial") } == false)
  }
}
