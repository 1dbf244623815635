internal import Archives
internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Kernels
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Studies
internal import Training

/// `basin connect`
struct ConnectCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "connect",
    abstract: "Measure how high the loss rises between two trained nets.",
    discussion: """
      Two nets of one architecture are joined in two ways: by the straight line between their \
      weights, and by a curve that is trained to keep the loss low (Garipov et al. 2018). The loss \
      is evaluated at points t from 0 (the first net) to 1 (the second) on both.

      The barrier is the largest rise of the loss above the straight line between the losses of the \
      two ends: max over t of L(t) - ((1 - t) L(0) + t L(1)). It is printed with its standard error \
      over the evaluated examples, from the differences of each example's own losses.

      Batch normalisation raises a barrier of its own: between two nets, running statistics fit \
      neither. The line is therefore evaluated twice, with running statistics in between and with \
      those of the evaluated examples at each point; the curve is evaluated with the latter.

      The curve begins as the straight line. Each step draws one place t of it and lowers the loss \
      there by moving the bends; the ends stay. A Bezier curve with one bend lies in a plane.

      Writes the losses and the bends to the output file, and each bend as weights to \
      NAME.bend-1.safetensors. Draw the losses with basin render. Ctrl-C keeps the work in \
      FILE.partial; run the same command again to resume. The result is bit-identical, for any \
      number of threads.

      Examples:
        basin connect a.safetensors b.safetensors --data fashion-mnist \\
            --image-size 14 --output path.h5
        basin connect a.safetensors b.safetensors --data fashion-mnist \\
            --image-size 14 --curve chain --bends 2 --epochs 20 -o chain.h5
        basin connect a.safetensors b.safetensors --data spirals \\
            --samples all --format json --output path.h5
        basin render path.h5 --output path.png
      """)

  @Argument(help: ArgumentHelp("Net at t = 0.", valueName: "a.safetensors"))
  var start: String

  @Argument(help: ArgumentHelp("Net at t = 1.", valueName: "b.safetensors"))
  var end: String

  @OptionGroup(title: "Net (if the weights files do not describe it)") var net: WeightsNetOptions
  @OptionGroup(title: "Data") var evaluation: EvaluationOptions

  @Option(
    help: ArgumentHelp(
      "Train the curve on the first N examples of the train split, or all.", valueName: "number"))
  var trainSamples = "all"

  @Option(
    help: ArgumentHelp("Points on each path, ends included.", valueName: "number"))
  var points = 51

  @OptionGroup(title: "Curve") var curve: CurveOptions

  @Option(help: ArgumentHelp("Output format.", valueName: "name"))
  var format = ConnectionReport.Format.text

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  var inputs: [String] { [start, end] + evaluation.data.files }
  var outputs: [OutputFile] {
    [output.file(.connection), OutputFile(ConnectionStudy.partial(of: output.output), .other)]
      + bendFiles
  }

  private var bendFiles: [OutputFile] {
    ConnectionStudy.bendFiles(of: output.output, min(curve.bends, 2)).map {
      OutputFile($0, .weights, option: "output")
    }
  }

  func run() throws {
    let workers = try threads.workers()
    try curve.checkValues()
    try check(points, in: 3...10_001, option: "points")
    let trainSamples = try SampleCount(parsing: self.trainSamples, option: "train samples")
    let samples = try SampleCount(parsing: evaluation.samples, option: "samples", usual: 1000)
    FileLock.removeAbandoned(for: output.output)
    // The bends are written just before the result: a run that was ended in between must not be in its
    // own way.
    let isContinued = InputFile.exists(at: ConnectionStudy.partial(of: output.output))
    for file in [output.file(.connection)] + bendFiles {
      try file.prepare(overwrite: output.overwrite || isContinued)
    }
    let study = try study(trainSamples, samples)
    if isContinued, !output.overwrite,
      let there = try? Connection(path: output.output), there.manifest != study.manifest
    {
      // The connection that is there is not that of the unfinished run.
      try output.prepare(.connection)
    }
    try makeRoom(for: study)
    let report = try LongJob(task: "connecting").run(workers: workers) { try study.run(in: $0) }
    try StandardStreams.writeOutput(report.formatted(as: format))
  }

  private func study(_ trainSamples: SampleCount, _ samples: SampleCount) throws -> ConnectionStudy
  {
    let source = try evaluation.data.source(
      readsTokens: (try? net.context(weights: start)) ?? nil != nil)
    let loss = try net.loss(evaluation.loss, weights: start)
    let context = source.isText ? try net.context(weights: start) : nil
    let training = try source.loadTelling(
      split: .train, samples: trainSamples, context: context, targets: loss.targets)
    let dataset = try source.load(
      split: evaluation.split, samples: samples, context: context, targets: loss.targets)
    func read(_ path: String) throws -> Checkpoint {
      try net.checkpoint(
        weights: path, inputShape: dataset.inputShape, imageSize: try evaluation.data.imageSize())
    }
    return try ConnectionStudy(
      ConnectionEnds(try read(start), start, try read(end), end), training: training,
      dataset: dataset, split: evaluation.split,
      settings: curve.settings(examples: training.count, loss: loss), points: points,
      output: output.output)
  }

  /// Removes unfinished work of other settings, which is in the way unless it may be overwritten.
  private func makeRoom(for study: ConnectionStudy) throws {
    do {
      _ = try study.hasWork()
    } catch let failure as Failure where failure.code == .data && output.overwrite {
      let lock = try FileLock(for: output.output)
      try AtomicFile.remove(study.partial)
      extendLifetime(lock)
    }
  }
}
