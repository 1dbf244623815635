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
  @OptionGroup(title: "Data") var evaluation: EvaluationOptions
  @OptionGroup(title: "Plane") var plane: DirectionsOptions
  @OptionGroup var window: WindowOptions

  @Option(help: ArgumentHelp("Output format.", valueName: "name"))
  var format = CheckReport.Format.text

  @OptionGroup var threads: ThreadOptions

  var inputs: [String] { [weights] + evaluation.data.files + plane.files }
  var outputs: [OutputFile] { [] }

  func run() throws {
    let workers = try threads.workers()
    try plane.check()
    let points = try window.points(
      on: plane.outline(), usually: 11)
    guard points.xs.contains(0), points.ys.contains(0) else {
      throw Failure(
        .usage, "leaves the centre of the plane out",
        at: .setting("grid", value: "\(points.columns)x\(points.rows)"),
        remedy: "Give an odd number of points and a span around 0.")
    }
    let (dataset, loss) = try evaluation.examples(weights: weights, net: net)
    let checkpoint = try net.checkpoint(
      weights: weights, inputShape: dataset.inputShape,
      imageSize: try evaluation.data.imageSize())
    let plane = try self.plane.plane(around: checkpoint)
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: points, split: evaluation.split,
      loss: loss)
    let title = try net.net.specification()?.title ?? checkpoint.manifest?.weights?.model
    let study = CheckStudy(
      sampler,
      subject: [
        "\(weights)\(title.map { ": \($0)" } ?? "")",
        "\(loss.inMean) of \(dataset.count) examples of \(dataset.name)",
        self.plane.directions ?? plane.manifest.directions?.plane.summary
          ?? "plane of unknown origin",
      ])
    let report = try LongJob(task: "checking").run(workers: workers) { try study.run(in: $0) }
    try StandardStreams.writeOutput(report.formatted(as: format))
  }
}
