internal import Archives
internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Foundation
internal import Kernels
internal import Networks
internal import Numerals
internal import Runs
internal import Tensors
internal import Training

/// `basin train`
struct TrainCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a net and write its weights.",
    discussion: """
      Uses stochastic gradient descent (Nesterov momentum, weight decay, one-cycle schedule), \
      Adam or AdamW (warm-up, cosine schedule), each as PyTorch defines it. The same options give \
      bit-identical weights for any number of threads.

      To compare two nets fairly, train both to the same training loss: --match NET stops at that \
      of another net, --until-loss at one that you name. The schedule of the learning rate is \
      still that of all --epochs.

      Ctrl-C keeps the state in FILE.partial. Run the same command again to resume; the weights \
      are bit-identical to those of an uninterrupted run. The history of the epochs is written \
      next to the weights, as CSV.

      Examples:
        basin train --model resnet56 --width 8 --data fashion-mnist \\
            --image-size 14 --train-samples 20000 --output residual.safetensors
        basin train --model mlp --layers 2,32,32,32,2 --data spirals \\
            --epochs 40 --output spirals.safetensors
        basin train --model gpt --blocks 2 --width 64 --data text:book.txt \\
            --batch-size 16 --output gpt.safetensors
        basin train --model resnet20 --width 8 --plain --data fashion-mnist \\
            --image-size 14 --train-samples 6000 --epochs 2 --optimizer adamw \\
            --clip-gradient-norm 1 --record-gradients plain-flow.csv \\
            --output plain.safetensors
        basin train --model resnet20 --shortcut-strength 0.5 \\
            --initialize torch:123 --data fashion-mnist --image-size 14 \\
            --output weak.safetensors
        basin train --model resnet20 --data fashion-mnist --image-size 14 \\
            --record-trajectory 1epoch --epochs 10 --output net.safetensors
        basin train --model resnet20 --data cifar10 --data-directory cifar \\
            --epochs 160 --no-nesterov --weight-decay 0.0001 --schedule step \\
            --step-epochs 80,120 --augment crop,flip --output he.safetensors
        basin train --model resnet56 --width 8 --data fashion-mnist \\
            --image-size 14 --match plain.safetensors --checks-per-epoch 4 \\
            --output residual.safetensors
        basin train --model resnet20 --data fashion-mnist --image-size 14 \\
            --reorder-after 1 --reorder-seed 2 --output other-order.safetensors
      """)

  @OptionGroup(title: "Net") var net: NetOptions
  @OptionGroup(title: "Data") var data: DataOptions

  @Option(
    help: ArgumentHelp(
      "Train on the first N examples of the train split, or all.", valueName: "number"))
  var trainSamples = "all"

  @Option(help: ArgumentHelp("Epochs: passes over the examples.", valueName: "number"))
  var epochs = 4

  @Option(
    help: ArgumentHelp("Examples per step. (default: at most 128)", valueName: "number"))
  var batchSize: Int?

  @OptionGroup var loss: TrainingLossOptions
  @OptionGroup(title: "Optimiser") var optimizer: OptimizerOptions
  @OptionGroup(title: "Regularisation") var regularization: RegularizationOptions
  @OptionGroup(title: "Stopping at a loss") var stopping: StoppingOptions

  @Option(
    help: ArgumentHelp(
      "Seed of the initial weights and of the order of the examples.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var reordering: ReorderingOptions
  @OptionGroup var initialize: InitializationOptions

  @OptionGroup var threads: ThreadOptions

  @Option(
    help: ArgumentHelp(
      "File for the history. (default: NAME.history.csv next to NAME.safetensors)",
      valueName: "file"))
  var history: String?

  @OptionGroup var recording: RecordingOptions
  @OptionGroup var output: OutputOptions

  var inputs: [String] { data.files + stopping.files }
  var outputs: [OutputFile] {
    [
      output.file(.weights), historyFile,
      OutputFile(TrainingRun.partial(of: output.output), .other),
    ] + recording.files
  }

  func run() throws {
    let specification = try net.requiredSpecification()
    let initialization =
      try initialize.initialization() ?? specification.model.initialization
    var settings = try settings(for: specification.model)
    let samples = try SampleCount(parsing: trainSamples, option: "train samples")
    let trajectory = try recording.trajectory(besides: output.output)
    let workers = try threads.workers()
    let source = try data.source(readsTokens: specification.model.context != nil)
    FileLock.removeAbandoned(for: output.output)
    // The history is written just before the weights, and the state is removed after them: a run that was
    // ended in between, as by a full disk, must not be in its own way.
    let isContinued = InputFile.exists(at: TrainingRun.partial(of: output.output))
    try output.file(.weights).prepare(overwrite: output.overwrite || isContinued)
    try historyFile.prepare(overwrite: output.overwrite || isContinued)
    let recording = try recording.recording(overwrite: output.overwrite || isContinued)

    let dataset = try source.loadTelling(
      split: .train, samples: samples, context: specification.model.context,
      targets: settings.loss.targets)
    let network = try specification.network(
      inputShape: dataset.inputShape, classes: dataset.classes)
    let title = specification.title
    if let batchSize, batchSize > dataset.count {
      StandardStreams.writeMessage(
        "--batch-size: \(batchSize) is more than the \(counted(dataset.count, "example")); "
          + "every step takes all of them\n")
    }
    settings.target = try stopping.target(
      for: Trainer(network: network, dataset: dataset, settings: settings), workers: workers)
    let run = try TrainingRun(
      Trainer(network: network, dataset: dataset, settings: settings),
      initialization: initialization, model: title, output: output.output,
      history: historyPath, recording: recording, trajectory: trajectory)
    if isContinued, !output.overwrite, (try? run.finished()) ?? nil == nil {
      // The weights that are there are not those of this run.
      try output.prepare(.weights)
    }
    try makeRoom(for: run)
    try prepareTrajectory(of: run)
    let job = LongJob(
      task: "training",
      throughput: .init(
        perPiece: Double(min(settings.batchSize, dataset.count)) * dataset.unitsPerExample,
        unit: dataset.speedUnit))
    let (checkpoint, epochs) = try job.run(workers: workers) { try run.run(in: $0) }
    let last = epochs.epochs.last.map {
      " of \(counted(dataset.count, "example")); last epoch: \($0.measured)"
    }
    try StandardStreams.writeLine(
      "\(output.output): \(title), \(counted(epochs.epochs.count, "epoch"))\(last ?? "")")
    if let target = settings.target { try reportTarget(target, epochs, run.trainer.steps) }
    if specification.model.context != nil { try reportTest(checkpoint, source, workers) }
    let accuracy = epochs.epochs.contains { $0.accuracy != nil } ? " and accuracy" : ""
    try StandardStreams.writeLine("\(historyPath): loss\(accuracy) of each epoch")
    if let recording {
      try StandardStreams.writeLine("\(recording.path): the gradient of each layer")
    }
    if let trajectory, let size = run.trajectorySize {
      try StandardStreams.writeLine(
        "\(trajectory.folder): \(counted(size.count, "checkpoint"))")
    }
  }

  /// Makes room for checkpoints, and says how large they will be.
  private func prepareTrajectory(of run: TrainingRun) throws {
    guard let trajectory = run.trajectory, let size = run.trajectorySize else { return }
    try run.prepareTrajectory(from: try run.stepsDone(), overwrite: output.overwrite)
    StandardStreams.writeMessage(
      "basin: \(counted(size.count, "checkpoint")) of \(size.bytes.mebibytes) each, "
        + "\((size.count * size.bytes).mebibytes) in all, will be kept in \(trajectory.folder)\n")
  }

  /// Prints whether the loss that was aimed at is reached.
  private func reportTarget(_ target: LossTarget, _ history: TrainingHistory, _ steps: Int) throws {
    guard let last = history.epochs.last, let loss = last.evaluationLoss else { return }
    let end =
      loss <= target.loss
      ? "reached after \(last.steps) of \(counted(steps, "step"))"
      : "not reached after all \(counted(steps, "step"))"
    try StandardStreams.writeLine(
      "training loss over all examples \(loss.written()): the target of \(target.loss.written()) is "
        + end)
  }

  /// Prints what the net makes of the text that was held back.
  private func reportTest(_ checkpoint: Checkpoint, _ source: DatasetSource, _ workers: Workers)
    throws
  {
    let test = try source.load(split: .test, context: checkpoint.network.context)
    let total = checkpoint.evaluate(inputs: test.inputs, labels: test.labels, workers: workers)
    try StandardStreams.writeLine(
      "test split: \(counted(test.count, "window")), loss \(total.mean.written()) per token, "
        + "perplexity \(total.perplexity.written()), accuracy \(total.accuracy.written()) %")
  }

  private func settings(for model: ModelSpecification) throws(Failure) -> TrainingSettings {
    try check(epochs, in: 1...100_000, option: "epochs")
    if let batchSize { try check(batchSize, in: 1...1_000_000, option: "batch size") }
    try stopping.checkValues()
    var settings = try optimizer.settings(
      epochs: epochs, batchSize: batchSize ?? 128, seed: seed,
      usual: model.context == nil ? .sgd : .adamw)
    settings.loss = try loss.chosen()
    try regularization.change(&settings)
    settings.reordering = try reordering.reordering()
    return settings
  }

  private var historyFile: OutputFile { OutputFile(historyPath, .table, option: "history") }

  private var historyPath: String {
    if let history { return history }
    let suffix = ".safetensors"
    let name =
      output.output.hasSuffix(suffix)
      ? String(output.output.dropLast(suffix.count)) : output.output
    return "\(name).history.csv"
  }

  /// Removes an unfinished run of other settings, which is in the way unless it may be overwritten.
  private func makeRoom(for run: TrainingRun) throws {
    do {
      _ = try run.stepsDone()
    } catch let failure as Failure where failure.code == .data && output.overwrite {
      try run.removePartial()
    }
  }
}

extension Dataset {
  /// What is counted per second.
  var speedUnit: String {
    if labelsPerExample > 1 { return "tokens" }
    return inputShape.rank == 3 ? "images" : "examples"
  }

  /// How many of those an example is.
  var unitsPerExample: Double { Double(labelsPerExample) }
}
