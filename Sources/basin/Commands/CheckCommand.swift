internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Grids
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Studies
internal import Training

/// `basin check`
struct CheckCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check whether a net, its data and a plane are fit to be drawn.",
    discussion: """
      A landscape can be wrong without looking wrong. This asks what one would ask of it, and answers \
      each question with a verdict, the number that decides, and what to do:

        loss        Has the surface the net's own loss at its centre?
        statistics  Do the running statistics of batch normalisations fit these data?
        guessing    Is the net better than the best answer that is the same for all samples?
        accuracy    Is it better than naming the class whose mean is nearest?
        centre      Is the centre the lowest point of the plane? How far away is that?
        range       How many points are not finite, or beyond what a picture shows?
        samples     How far does the loss depend on which samples were taken?
        window      How far does the window reach, compared with pictures in papers?
        directions  Are the directions as long as the weights ask for?
        angle       At which angle do the axes meet?

      A few points of the plane are evaluated on a coarse grid, which takes seconds; nothing is \
      written. The verdicts are ok, note (to be said with a picture) and warning (mend it first).

      Examples:
        basin check residual.safetensors --data fashion-mnist --image-size 14
        basin check pytorch.safetensors --model resnet20 --data cifar10 \\
            --data-directory cifar-10-batches-bin --mean 0.4914,0.4822,0.4465 \\
            --std 0.2470,0.2435,0.2616 --format json
      """)

  @Argument(
    help: ArgumentHelp("Weights at the centre of the plane.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net (if the weights file does not describe it)") var net: WeightsNetOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup var loss: LossOptions

  @Option(
    help: ArgumentHelp(
      "Evaluate the first N examples of the split, or all. (default: at most 1000)",
      valueName: "number"))
  var samples: String?

  @Option(help: ArgumentHelp("Split of the data.", valueName: "name"))
  var split = DatasetSplit.train

  @Option(
    help: ArgumentHelp(
      "Grid points per axis, ends included; the centre must be one of them.", valueName: "size"))
  var grid = "11"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Interval of both axes. (default: -1:1)", valueName: "from:to"))
  var span: SignedText?

  @OptionGroup(title: "Plane") var plane: PlaneOptions

  @Option(
    help: ArgumentHelp(
      "Read the directions from a file instead of drawing random ones.",
      valueName: "directions.h5"))
  var directions: String?

  @Option(help: ArgumentHelp("Output format.", valueName: "name"))
  var format = CheckReport.Format.text

  @OptionGroup var threads: ThreadOptions

  var inputs: [String] { [weights] + data.files + [directions].compactMap(\.self) }
  var outputs: [OutputFile] { [] }

  func run() throws {
    let workers = try threads.workers()
    let points = try Self.grid(grid, span: span?.description ?? "-1:1")
    guard points.xs.contains(0), points.ys.contains(0) else {
      throw Failure(
        .usage, "leaves the centre of the plane out", at: .setting("grid", value: grid),
        remedy: "Give an odd number of points and a span around 0.")
    }
    if directions != nil, let option = plane.given {
      throw Failure(
        .usage, "goes with random directions, not with --directions", at: .flag(option),
        remedy: "Leave one of the two out.")
    }
    let samples = try SampleCount(parsing: self.samples, option: "samples", usual: 1000)
    let source = try data.source(readsTokens: (try? net.context(weights: weights)) ?? nil != nil)
    let loss = try net.loss(self.loss, weights: weights)
    let dataset = try source.loadTelling(
      split: split, samples: samples,
      context: source.isText ? try net.context(weights: weights) : nil, targets: loss.targets)
    let checkpoint = try net.checkpoint(
      weights: weights, inputShape: dataset.inputShape, imageSize: try data.imageSize())
    let plane =
      if let directions {
        try Plane(path: directions, network: checkpoint.network)
      } else {
        try Plane.random(around: checkpoint, self.plane.settings)
      }
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: points, split: split,
      loss: loss)
    let title = try net.net.specification()?.title ?? checkpoint.manifest?.weights?.model
    let study = CheckStudy(
      sampler,
      subject: [
        "\(weights)\(title.map { ": \($0)" } ?? "")",
        "\(loss.inMean) of \(dataset.count) examples of \(dataset.name)",
        directions ?? plane.manifest.directions?.plane.summary ?? "plane of unknown origin",
      ])
    let report = try LongJob(task: "checking").run(workers: workers) { try study.run(in: $0) }
    try StandardStreams.writeOutput(report.formatted(as: format))
  }

  /// The points to evaluate.
  ///
  /// - Throws: `Failure` (usage) for a size or a span that makes no sense.
  private static func grid(_ text: String, span spanText: String) throws(Failure) -> Grid {
    let size = try GridSize(parsing: text, option: "grid")
    let span = try Span(parsing: spanText, option: "span")
    guard
      let grid = Grid(
        xs: Grid.axis(from: span.lower, to: span.upper, count: size.columns),
        ys: Grid.axis(from: span.lower, to: span.upper, count: size.rows))
    else {
      throw Failure(
        .usage, "\(spanText) is too narrow for \(size) different points", at: .setting("span"),
        remedy: "Give a wider span or a smaller --grid.")
    }
    return grid
  }
}
