internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Numerals
internal import Runs
internal import Studies
internal import Training

/// `basin sample`
struct SampleCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Sample the loss on a plane around weights and write the surface.",
    discussion: """
      The grid point (x, y) has the weights w + x * d1 + y * d2. At each point the net is \
      evaluated on the same examples, with the running statistics of the weights at the centre of \
      the plane, unless the directions move them too (basin plane --to; directions of states by \
      Li et al.'s code) or --batch-norm recalibrate finds those of the examples. Results do not \
      depend on the number of threads.

      Points are computed from coarse to fine and written as they are finished. If the command \
      ends early, the file holds a coarser surface, which minima and render accept; run the same \
      command again to resume. Ctrl-C (exit code 130) and a used-up time budget (exit code 0) keep \
      all finished points.

      With --evaluator, a program of yours computes the losses, for any net, data and framework \
      (basin evaluator prints one to fill in). Basin makes the directions from the tensors of the \
      weights file, visits the points, keeps and resumes them; an evaluator that dies is started again.

      Several processes can share a surface: under srun, mpirun, a job array or a Kubernetes Job, or \
      with --part, each computes every Nth point and writes a part of its own beside the output; \
      the last to finish joins them, and the result is bit-identical (basin join does it by hand). \
      Started again, in any number, they take up what is there.

      With --dry-run, nothing is written: Basin evaluates a few points and says how long all of them \
      will take, and how much memory. Where memory is too short for all threads, fewer are used.

      Examples:
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --output surface.h5
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --output surface.h5 --dry-run
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --grid 101x51 --span -0.5:0.5 --samples 5000 --output fine.h5
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --grid 201 --time-budget 10m --output surface-201.h5
        basin sample residual.safetensors --data fashion-mnist --image-size 14 \\
            --grid 5 --precision reference --output check.h5
        basin sample pytorch.safetensors --model resnet56 \\
            --data arrays:x.npy,y.npy --directions d.h5 --output pytorch.h5
        basin sample seed-1.safetensors --data fashion-mnist \\
            --image-size 14 --directions line.h5 --output profile.h5
        srun -n 16 basin sample residual.safetensors --data fashion-mnist \\
            --image-size 14 --samples all --output fine.h5
        basin sample mine.pt --evaluator 'python3 evaluator.py' \\
            --evaluators 2 --output mine.h5
      """)

  @Argument(
    help: ArgumentHelp("Weights at the centre of the plane.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net (if the weights file does not describe it)") var net: WeightsNetOptions
  @OptionGroup(title: "Data") var evaluation: EvaluationOptions
  @OptionGroup(title: "Plane") var plane: DirectionsOptions
  @OptionGroup var window: WindowOptions

  @Option(
    help: ArgumentHelp(
      """
      Arithmetic: fast computes in single precision; reference computes operation by operation in \
      double precision, several times as slow, to check the results of fast. (default: fast)
      """, valueName: "name"))
  var precision: SamplingPrecision?

  @Option(
    help: ArgumentHelp(
      """
      Statistics of batch normalisations: running takes those of the weights at the centre; \
      recalibrate finds those of all samples anew at each point, layer by layer, as training mode \
      does on one batch of them (up to three times as slow, and more memory). (default: running)
      """, valueName: "name"))
  var batchNorm: InferencePlan.Statistics?

  @OptionGroup(title: "Your own net") var evaluator: EvaluatorOptions

  @Option(
    help: ArgumentHelp(
      """
      Stop starting new points after this time, such as 90s, 10m or 1h30m. Run the same command \
      again to resume.
      """, valueName: "time"))
  var timeBudget: String?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Several processes") var share: ShareOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Forecast") var forecast: ForecastOptions

  var inputs: [String] { [weights] + evaluation.data.files + plane.files }
  var outputs: [OutputFile] { [output.file(.surface)] }

  func run() throws {
    let start = ContinuousClock.now
    let budget = try timeBudget.map {
      try TimeBudget(parsing: $0, option: "time budget")
    }
    try window.check()
    try output.file(.surface).checkName()
    try forecast.check()
    let engine = forecast.dryRun ? .none : try share.engine()
    try engine.refuseOverwriting(output.overwrite)
    try plane.check()
    let points = try window.points(on: plane.outline())
    if let settings = try evaluator.settings() {
      return try sample(
        with: settings, grid: points, engine: engine, budget: budget, since: start)
    }

    var workers = try threads.workers()
    try checkReading()
    let (dataset, loss) = try evaluation.examples(weights: weights, net: net)
    let checkpoint = try net.checkpoint(
      weights: weights, inputShape: dataset.inputShape,
      imageSize: try evaluation.data.imageSize())
    let memory = SamplingMemory(
      of: checkpoint.network, dataset: dataset, points: points.count,
      precision: precision ?? .fast, statistics: batchNorm ?? .running)
    workers = try fitting(workers, memory, ofPoints: points.count)
    let plane = try self.plane.plane(around: checkpoint)
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: points,
      split: evaluation.split, precision: precision ?? .fast,
      statistics: batchNorm ?? .running, loss: loss)
    let run = SamplingRun(sampler, output: output.output)
    if forecast.dryRun {
      return try tellForecast(of: run, workers: workers, memory: memory, examples: dataset.count)
    }
    try output.prepare(for: run, engine.share)
    engine.announce()

    let job = LongJob(
      task: "sampling",
      throughput: .init(
        perPiece: Double(dataset.count) * dataset.unitsPerExample, unit: dataset.speedUnit),
      opening: opening(
        workers: workers.count, engine.share, examples: dataset.count, budget, since: start),
      deadline: budget?.end(from: start), engine: engine)
    let surface = try job.run(workers: workers) { try run.run(in: $0) }
    try report(surface, engine, examples: dataset.count, budget: budget)
    tell(sampler.checks(of: surface, .init(of: dataset, loss: loss)), of: surface, engine)
  }
}
