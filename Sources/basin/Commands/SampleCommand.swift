internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Grids
internal import Landscapes
internal import Networks

/// `basin sample`
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Sample the loss on a plane around weights and write the surface.",
    discussion: """
      The point (x, y) of the plane has the weights w + x * d1 + y * d2; at each point the net is \
      evaluated on the same examples, with the running statistics of the weights in the middle. \
      The numbers are the same for any number of threads.

      Points are written as they come. Ctrl-C keeps what is done, and the same command goes on \
      from there.

      Examples:
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --output surface.h5
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --grid 101x51 --span -0.5:0.5 --samples 5000 --output fine.h5
        basin sample pytorch.safetensors --model resnet56 \\
            --data arrays:x.npy,y.npy --directions d.h5 --output surface.h5
      """)

  @Argument(help: ArgumentHelp("The weights in the middle.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net, where the weights file does not say") var net: NetOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var imageSize: ImageSizeOptions

  @Option(
    help: ArgumentHelp(
      "Evaluate the first so many examples of the split, or all.", valueName: "number"))
  var samples = "1000"

  @Option(help: ArgumentHelp("The part of the data: train or test.", valueName: "name"))
  var split = DatasetSplit.train

  @Option(
    help: ArgumentHelp(
      "Points per axis, ends included: 51, or 51x31 with x first.", valueName: "size"))
  var grid = "51"

  @Option(
    help: ArgumentHelp("Where both axes begin and end.", valueName: "from:to"))
  var span = "-1:1"

  @OptionGroup(title: "Plane") var plane: PlaneOptions

  @Option(
    help: ArgumentHelp(
      "Directions from a file instead of random ones.", valueName: "directions.h5"))
  var directions: String?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let size = try GridSize(parsing: grid, option: "--grid")
    let span = try Span(parsing: self.span, option: "--span")
    let samples = try SampleCount(parsing: self.samples, option: "--samples")
    let workers = try threads.workers()
    let source = try data.source()
    let edge = try imageSize.size()
    if directions != nil, let option = plane.given {
      throw Failure(
        .usage, "goes with random directions, not with --directions", at: option,
        remedy: "Leave one of the two out.")
    }
    guard
      let points = Grid(
        xs: Grid.axis(from: span.lower, to: span.upper, count: size.columns),
        ys: Grid.axis(from: span.lower, to: span.upper, count: size.rows))
    else {
      throw Failure(
        .usage, "\(self.span) is too narrow for \(size) different points", at: "--span",
        remedy: "Give a wider span or a smaller --grid.")
    }

    let dataset = try source.load(
      split: split, samples: samples.limit, directory: data.directory.dataDirectory, imageSize: edge
    )
    let checkpoint = try net.checkpoint(
      weights: weights, inputShape: dataset.inputShape, imageSize: edge)
    let plane =
      if let directions {
        try Plane(path: directions, network: checkpoint.network)
      } else {
        try Plane.random(around: checkpoint, self.plane.settings)
      }
    let run = SamplingRun(
      try SurfaceSampler(
        checkpoint: checkpoint, plane: plane, dataset: dataset, grid: points,
        split: split == .train ? .train : .test),
      output: output.output)
    try output.prepare(for: run)

    let job = LongJob(
      task: "sampling", unit: "points", done: try run.pointsDone(),
      throughput: .init(perPiece: Double(dataset.count), unit: dataset.speedUnit))
    let surface = try job.run { reporter, shouldStop in
      try run.run(
        workers: workers, onProgress: { reporter.update(done: $0, of: $1) },
        shouldStop: shouldStop)
    }
    print("\(output.output): \(surface.summary) over \(dataset.count) examples")
  }
}

extension LossSurface {
  /// What was measured, in one line: `51 x 51 points, train_loss from 0.2137 to 8.44`.
  var summary: String {
    let size = "\(grid.columns) x \(grid.rows) points"
    guard let range = lossField.finiteRange else { return "\(size), no finite \(quantity)" }
    return "\(size), \(quantity) from \(shortNumber(range.lowerBound)) to "
      + shortNumber(range.upperBound)
  }
}
