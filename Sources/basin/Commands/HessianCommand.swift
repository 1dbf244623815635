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
      The Hessian is the matrix of second derivatives of the mean loss with respect to all \
      trainable parameters. Each eigenvalue is the curvature along its eigenvector: along that of \
      the largest, the loss rises most steeply; along that of a negative one, it falls on both \
      sides. A trained net may well have negative eigenvalues; its weights are then not a local \
      minimum in the strict sense. Most eigenvalues of a net are close to zero. The trace is the \
      sum of all eigenvalues.

      Hessian-vector products are exact, in double precision; the matrix itself is never built. \
      Eigenvalues come with the residual |H v - value v|: a true eigenvalue lies within that \
      distance. The trace comes with a standard error. The net is in evaluation mode.

      ReLU has kinks, where second derivatives do not exist. The eigenvalues describe the smooth \
      piece around the weights. The loss also bends between the pieces, so a sampled surface \
      (basin sample) may rise more than the eigenvalues suggest.

      Ctrl-C stops the command. Finished parts (the eigenvalues, the traces, each layer, the \
      density) are kept next to the weights, in NAME.safetensors.hessian.partial. Run the same \
      command again, or one that asks for less, to resume. Parts with other data or OpenBLAS \
      kernels stay beside them, in NAME.safetensors.hessian-2.partial and so on.

      Several processes (of Slurm, mpirun or a job array, or with --part) share the work: the \
      eigenvalues of the net, each layer, each probe of the densities and two thirds of the \
      products for the trace. The first third finds the basis that the others need, and is done \
      by every process that takes some of these. Each process keeps its pieces in \
      NAME.safetensors.hessian.partial.part-I-of-N. The last one to finish prints the answer, \
      bit-identical to that of one process, and removes these files.

      Examples:
        basin hessian residual.safetensors --data fashion-mnist --image-size 14
        basin hessian residual.safetensors --data fashion-mnist --image-size 14 \\
            --samples 256 --top 10 --bottom 3 --density density.png --format json
        basin hessian pytorch.safetensors --model resnet20 \\
            --data arrays:x.npy,y.npy --per-layer
        srun -n 8 basin hessian residual.safetensors --data fashion-mnist \\
            --image-size 14 --per-layer --format json
      """)

  @Argument(help: ArgumentHelp("Weights at which to measure.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net (if the weights file does not describe it)") var net: WeightsNetOptions
  @OptionGroup(title: "Data and accuracy") var curvature: CurvatureOptions

  @Option(
    help: ArgumentHelp("Number of largest eigenvalues, at most 200.", valueName: "number"))
  var top = 5

  @Option(
    help: ArgumentHelp(
      "Number of smallest (most negative) eigenvalues, at most 200.", valueName: "number"))
  var bottom = 1

  @Option(
    help: ArgumentHelp(
      "Hessian-vector products for the trace; four times as many at least halve its error.",
      valueName: "number"))
  var traceProbes = 64

  @Option(
    help: ArgumentHelp(
      "Seed of the random vectors that the methods start from.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(
    help: """
      Also measure each weight tensor by itself, with all others fixed: its largest and smallest \
      eigenvalue (about 120 products each), its trace and, with --density, the density of its \
      eigenvalues (faint lines in the picture, numbers in the JSON).
      """)
  var perLayer = false

  @OptionGroup(title: "Density") var density: DensityOptions

  @Option(help: ArgumentHelp("Output format.", valueName: "name"))
  var format = CurvatureReport.Format.text

  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Several processes") var share: ShareOptions

  var inputs: [String] { [weights] + curvature.data.files }
  var outputs: [OutputFile] { density.files }

  func run() throws {
    let workers = try threads.workers()
    try check(traceProbes, in: HutchPlusPlus.fewestProbes...100_000, option: "trace probes")
    let settings = CurvatureStudy.Settings(
      eigenpairs: try curvature.eigenpairs(top: top, bottom: bottom, seed: seed),
      traceProbes: traceProbes, perLayer: perLayer, density: try density.settings(seed: seed))
    let engine = try share.engine()
    engine.announce()
    let study = try curvature.study(weights: weights, net: net)
    let ledger = try study.ledger(besides: weights, share: engine.share)
    let isResumed = !ledger.ledger.work.isEmpty || !ledger.others.isEmpty
    try density.prepare(resuming: isResumed ? study.manifest(of: settings) : nil)
    let job = LongJob.hessian(examples: study.dataset.count, engine)
    let report = try job.run(workers: workers) { context -> CurvatureReport? in
      try study.measureShare(of: settings, in: context, ledger: ledger)
      guard try CurvatureStudy.claimAnswer(of: settings, ledger) else { return nil }
      return try study.run(settings, in: context, ledger: ledger)
    }
    guard let report else { return engine.leaveAnswer() }
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
