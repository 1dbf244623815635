internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Figures
internal import Landscapes
internal import Pictures
internal import Reports
internal import Runs
internal import Studies

/// `basin hessian`
struct HessianCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "hessian",
    abstract: "Measure the curvature of the loss at a net's weights: eigenvalues and trace.",
    discussion: """
      The Hessian holds the second derivatives of the mean loss by all trainable parameters. Each \
      of its eigenvalues is the curvature along one direction, its eigenvector: along the largest \
      the loss rises most steeply, along a negative one it falls off to both sides, which a \
      trained net may well have: it is no minimum in the strict sense. Most eigenvalues of a net \
      are nearly zero. The trace is the sum of all of them.

      Products of the Hessian with vectors are exact, in double precision; the matrix itself is \
      never built. Eigenvalues come with the residual |H v - value v|: an eigenvalue lies no \
      further away than that. The trace comes with a standard error. The net is in evaluation \
      mode.

      A net with ReLU is bent at kinks, where it has no second derivative. This is the curvature \
      of the smooth piece around the weights; between the pieces the loss bends as well, so a \
      surface of the loss (basin sample) may rise more than these numbers say.

      Ctrl-C ends the command. Parts that are finished by then (the eigenvalues, the traces, each \
      layer, the density) are kept beside the weights (NAME.safetensors.hessian.partial), and the \
      same command goes on; so does one that asks for less.

      Examples:
        basin hessian residual.safetensors --data fashion-mnist --image-size 14
        basin hessian residual.safetensors --data fashion-mnist --image-size 14 \\
            --samples 256 --top 10 --bottom 3 --density density.png --format json
        basin hessian pytorch.safetensors --model resnet20 --data arrays:x.npy,y.npy \\
            --per-layer
      """)

  @Argument(help: ArgumentHelp("The weights.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net, where the weights file does not say") var net: NetOptions
  @OptionGroup(title: "Data and accuracy") var curvature: CurvatureOptions

  @Option(
    help: ArgumentHelp("How many of the largest eigenvalues, at most 200.", valueName: "number"))
  var top = 5

  @Option(
    help: ArgumentHelp(
      "How many of the smallest, the most negative ones, at most 200.", valueName: "number"))
  var bottom = 1

  @Option(
    help: ArgumentHelp(
      "Products to spend on the trace: four times as many at least halve its error.",
      valueName: "number"))
  var traceProbes = 64

  @Option(
    help: ArgumentHelp(
      "Determines the random vectors that the methods start from.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(
    help: """
      Measure each weight tensor by itself too, all others held fixed: its largest and smallest \
      eigenvalue, which takes some 120 products for each, its trace and, with --density, the density \
      of its eigenvalues (faint lines in the picture, numbers in the JSON).
      """)
  var perLayer = false

  @OptionGroup(title: "Density") var density: DensityOptions

  @Option(help: ArgumentHelp("text or json.", valueName: "name"))
  var format = CurvatureReport.Format.text

  @OptionGroup var threads: ThreadOptions

  var inputs: [String] { [weights] + curvature.data.files }
  var outputs: [OutputFile] { density.files }

  func run() throws {
    let workers = try threads.workers()
    try check(traceProbes, in: HutchPlusPlus.fewestProbes...100_000, option: "trace probes")
    let settings = CurvatureStudy.Settings(
      eigenpairs: try curvature.eigenpairs(top: top, bottom: bottom, seed: seed),
      traceProbes: traceProbes, perLayer: perLayer, density: try density.settings(seed: seed))
    let study = try curvature.study(weights: weights, net: net)
    let ledger = try study.ledger(besides: weights)
    let report = try LongJob.hessian(examples: study.dataset.count).run(workers: workers) {
      try study.run(settings, in: $0, ledger: ledger)
    }
    try ledger.finish {
      // First, so that a disk that is full costs the picture alone.
      try StandardStreams.writeOutput(report.formatted(as: format))
      if let path = density.density,
        let figure = report.densityFigure(theme: density.theme ?? .light)
      {
        try writePicture(figure, manifest: report.manifest, to: path)
      }
      try StandardStreams.flushOutput()
    }
  }
}
