internal import ArgumentParser
internal import Comparisons
internal import Failures
internal import Networks
internal import Numerals
internal import Reports
internal import Runs

/// `basin compare`
struct CompareCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare nets with and without shortcuts, from training to the report.",
    discussion: """
      Trains residual nets and their plain twins, samples planes around both, counts the local \
      minima, draws both landscapes side by side and writes a report.

      Presets; every other option overrides them:
        quick    one net of each kind, one plane; two to three minutes on 2 cores
        lecture  two seeds, two planes each; about 20 minutes
        paper    full-size images and nets, five seeds, three planes; hours

      Finished work is never repeated: after Ctrl-C (exit code 130) or a used-up time budget \
      (exit code 0), run the same command again to resume. --confirm, --windows, --curvature, \
      --connect, --reorder-after, --scale and --offset may be added or changed then: they change no \
      surface.

      A minimum counts if its persistence is at least 0.01 decades, or 1 % of the range of the \
      surface's losses on a linear scale. Losses that are all below 0.01 need --scale linear or \
      --offset.

      Examples:
        basin compare --preset quick
        basin compare --preset quick --page --slides
        basin compare --preset lecture --seeds 4 --time-budget 10m \\
            --output output/four-seeds
        basin compare --preset quick --confirm --curvature --windows 0.25,0.5,2
        basin compare --preset quick --match-loss --output output/same-loss
        basin compare --model resnet20 --seeds 3 --connect --reorder-after 0,1 \\
            --output output/paths
        basin compare --model mlp --layers 2,32,32,32,32,2 --data spirals \\
            --epochs 40 --output output/spirals
        basin compare --model gpt --output output/gpt
      """)

  @Option(help: ArgumentHelp("Size of the comparison.", valueName: "name"))
  var preset = ComparisonSettings.Preset.quick

  @OptionGroup(title: "Net (default: resnet56, width from the preset)")
  var model: ModelOptions

  @OptionGroup(title: "Data (default: fashion-mnist; for gpt, Debian's licence texts)")
  var data: DataOptions
  @OptionGroup var loss: TrainingLossOptions

  @Option(
    help: ArgumentHelp(
      """
      Train on the first N examples, or all. (default: set by the preset for fashion-mnist, \
      otherwise all)
      """, valueName: "number"))
  var trainSamples: String?

  @Option(
    help: ArgumentHelp(
      "Epochs: passes over the examples. (default: set by the preset)", valueName: "number"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp(
      """
      Epochs of the plain nets, for example as many as they need to reach the same loss. \
      (default: as for the nets with shortcuts)
      """, valueName: "number"))
  var plainEpochs: Int?

  @Flag(
    help: """
      Train both nets of a seed to the same training loss: the plain one to the end, the other until \
      it is as low. Where that is never, the plain one is trained again, until it is as low as the \
      other at its end.
      """)
  var matchLoss = false

  @Option(
    help: ArgumentHelp(
      """
      Measure the training loss N times per epoch, to stop closer to it; with --match-loss. \
      (default: 4)
      """, valueName: "number"))
  var checksPerEpoch: Int?

  @Option(
    help: ArgumentHelp(
      "Number of nets of each kind, each with its own seed. (default: set by the preset)",
      valueName: "number"))
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "Number of planes around each net. (default: set by the preset)", valueName: "number"))
  var planes: Int?

  @Option(
    help: ArgumentHelp(
      "Grid points per axis: 51, or 51x31 with x first. (default: set by the preset)",
      valueName: "size"))
  var grid: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Interval of both axes. (default: -1:1)", valueName: "from:to"))
  var span: SignedText?

  @Option(
    help: ArgumentHelp(
      """
      Also sample the first plane of each net on windows of these half-widths, because the count \
      depends on the window; none for no further windows. (default: 0.25,0.5,2 for paper, \
      otherwise none)
      """, valueName: "numbers"))
  var windows: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      """
      Sample around every minimum at finer spacing and report which are confirmed, as basin \
      minima --confirm does. (default: on for lecture and paper)
      """))
  var confirm: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      """
      Measure the extreme eigenvalues and the trace of each net's Hessian, as basin hessian does. \
      (default: on for paper)
      """))
  var curvature: Bool?

  @Flag(
    help: ArgumentHelp(
      """
      Measure the barrier on the straight line between each two nets of a kind, as basin connect \
      does; needs at least 2 seeds, or --reorder-after.
      """))
  var connect = false

  @Option(
    help: ArgumentHelp(
      """
      Also train copies of each net that take the examples in another order after these epochs, \
      such as 0,1,2, and measure the barrier between each net and its copies (instability, Frankle et \
      al. 2020); with --connect.
      """, valueName: "numbers"))
  var reorderAfter: String?

  @Option(
    help: ArgumentHelp(
      "Compute the loss over the first N training examples. (default: set by the preset)",
      valueName: "number"))
  var samples: Int?

  @OptionGroup(title: "Heights") var heights: ScaleOptions

  @Option(
    help: ArgumentHelp(
      """
      Stop starting new training steps and grid points after this time, such as 90s, 10m or 1h30m. \
      Run the same command again to resume.
      """, valueName: "time"))
  var timeBudget: String?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Several processes") var share: ShareOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Folder to write to; created if missing.", valueName: "folder"))
  var output = "output/compare"

  @Flag(help: "Replace a comparison with other settings in the folder.")
  var overwrite = false

  @OptionGroup(title: "To take along") var takeaways: TakeawayOptions

  var inputs: [String] { data.files }
  var outputs: [OutputFile] {
    ComparisonFiles(folder: output).present.map { OutputFile($0, .other, option: "output") }
  }

  func run() throws {
    let start = ContinuousClock.now
    let budget = try timeBudget.map {
      try TimeBudget(parsing: $0, option: "time budget")
    }
    let settings = try settings()
    let engine = try share.engine()
    try engine.refuseOverwriting(overwrite)
    engine.announce()
    let run = ComparisonRun(
      settings, extras: try extras(settings), folder: output,
      dataOptions: data.values,
      exactly: exactCounts,
      overwrites: overwrite, command: repeatingCommand())
    let workers = try threads.workers()
    let job = LongJob(
      task: "compare", deadline: budget?.end(from: start), engine: engine,
      lines: { $0.line(since: start, budget: budget) })
    let outcome = try job.run(workers: workers) { try run.run(in: $0) }
    switch outcome {
    case .finished(let report):
      try StandardStreams.writeLine(
        "\(run.settings.model.title): local minima per plane, mean over seeds")
      try StandardStreams.writeLine("  without shortcuts  \(report.plain.meanCount.written())")
      try StandardStreams.writeLine(
        "  with shortcuts     \(report.residual.meanCount.written())")
      try StandardStreams.writeLine("picture: \(run.files.comparison)")
      try StandardStreams.writeLine("report:  \(run.files.report.markdown)")
      try takeaways.finish(output)
    case .shareDone:
      guard engine.speaks else { return }
      StandardStreams.writeMessage(
        "basin: \(engine.share) ends; the last process to finish writes the report\n")
    case .outOfTime(let stage, let done, let stages):
      guard engine.speaks else { return }
      try StandardStreams.writeLine(
        "\(output): \(done) of \(stages) stages done, stopped in \(stage)")
      StandardStreams.writeMessage(
        """
        The time budget\(budget.map { " of \($0)" } ?? "") is used up after \(done) of \
        \(stages) stages.
        Run the same command again to resume.

        """)
    }
  }
}

extension RunNote {
  /// The line for a note of a run that began at a time and may last so long.
  func line(since start: ContinuousClock.Instant, budget: TimeBudget?) -> String {
    if let note = self as? DataNote { return "\(note.data): \(note.text.text(naming: flag))" }
    guard let forecast = self as? ComparisonForecast else { return line }
    return forecast.opening(after: start.duration(to: .now) / .seconds(1), budget: budget?.seconds)
  }
}
