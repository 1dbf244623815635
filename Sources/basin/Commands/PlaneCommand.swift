internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Landscapes
internal import Networks
internal import Provenance

/// `basin plane`
struct PlaneCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "plane",
    abstract: "Write the two directions of a plane around weights.",
    discussion: """
      Entries are drawn from a standard normal distribution; each tensor is then scaled to the \
      weights. With the filter normalisation of Li et al. 2018, each filter of a direction has the \
      length of the filter it is added to, so that landscapes of different nets can be compared.

      The weights may be of any net: where basin does not know it, the directions go by the names and \
      shapes of the tensors, in the order of the file. Running statistics and whole numbers are not \
      moved. Each dataset has the parameter's name as an attribute.

      basin sample draws the same directions from the same seed. Write them to a file to keep \
      them, to use them elsewhere, or to sample several nets on one plane. basin sample also reads \
      directions written by Li et al.'s code.

      With --hessian, the directions are the eigenvectors of the two largest eigenvalues of the \
      Hessian of the loss (basin hessian), along which the loss is most curved. They keep length 1 \
      and are not scaled to the weights, so that the surface has the curvatures of the net at the \
      centre of the plane. Near it, apart from the slope, for the eigenvalues a and b:

        L(x, y) = L + (a x^2 + b y^2) / 2

      One unit is then much farther than on a random plane; start with a --span such as -0.5:0.5.

      With --to, the directions lead from these weights, A, to others of the same net: \
      x = B - A, and with --and y = C - A, never scaled. A lies at (0, 0), B at (1, 0), C at \
      (0, 1); without --and the file describes a line. Running statistics of batch norms are \
      interpolated with the weights. Beyond the nets, an extrapolated variance can be negative: \
      the loss there is NaN, unless basin sample --batch-norm recalibrate takes the statistics of \
      the samples instead.

      With --trajectory, the directions are the principal axes of an optimiser's checkpoints minus \
      these weights, as in Li et al. 2018: orthonormal, the first with the largest variance. The \
      file also holds the path: each checkpoint's nearest point on the plane, its distance to the \
      plane and, with --data, its true loss (basin render draws it). Checkpoints are read one at \
      a time, in the order given; of a folder, by the numbers in their names. With --onto, the \
      path is put on a plane that is there, to compare several on one surface.

      Examples:
        basin plane residual.safetensors --seed 2 --output directions.h5
        basin plane pytorch.safetensors --model resnet20 --image-size 28 \\
            --normalize layer --output directions.h5
        basin plane residual.safetensors --hessian --data fashion-mnist \\
            --image-size 14 --output eigenvectors.h5
        basin plane seed-1.safetensors --to seed-2.safetensors \\
            --output line.h5
        basin plane seed-1.safetensors --to seed-2.safetensors \\
            --and seed-3.safetensors --output nets.h5
        basin plane net.safetensors --trajectory net.trajectory \\
            --data fashion-mnist --image-size 14 --output pca.h5
        basin plane net.safetensors --onto pca.h5 \\
            --trajectory adam.trajectory --output adam-path.h5
      """)

  @Argument(
    help: ArgumentHelp("Weights at the centre of the plane.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net (if the weights file does not describe it)") var net: WeightsNetOptions
  @OptionGroup(title: "Plane") var plane: PlaneOptions

  @Flag(help: "Use the eigenvectors of the two largest eigenvalues of the Hessian.")
  var hessian = false

  @OptionGroup(title: "Other nets") var nets: NetEndOptions
  @OptionGroup(title: "Trajectories") var path: TrajectoryOptions
  @OptionGroup(title: "Loss (--hessian, --trajectory)") var curvature: CurvatureOptions

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var output: OutputOptions

  var inputs: [String] { [weights] + nets.files + path.files + curvature.data.files }
  var outputs: [OutputFile] { [output.file(.directions)] }

  func run() throws {
    let size = try curvature.data.imageSize()
    let workers = try threads.workers()
    try nets.check()
    try path.check()
    try refuseSeveralKinds()
    if hessian {
      try writeEigenvectors(workers: workers)
      return
    }
    if path.isGiven {
      try writeTrajectory(workers: workers)
      return
    }
    if nets.isGiven {
      try refuseForNets()
      try writeNets(imageSize: size)
      return
    }
    if let option = curvature.given ?? (threads.threads == nil ? nil : "--threads") {
      throw Failure(
        .usage, "goes with eigenvectors and trajectories, not with random directions",
        at: .flag(option),
        remedy: "Add --hessian or --trajectory, or leave \(option) out.")
    }
    try output.prepare(.directions)
    let weights = try net.namedWeights(weights: self.weights, imageSize: size)
    let settings = plane.settings
    try weights.check(settings)
    let directions = try Plane.random(around: weights, settings)
    try directions.write(to: output.output)
    let count = weights.parameters.layout.specifications.count
    try StandardStreams.writeLine(
      "\(output.output): 2 directions of \(count) tensors, \(settings.normalization.rawValue) "
        + "normalisation, seed \(settings.seed)")
  }

  /// What spans a plane is one thing.
  private func refuseSeveralKinds() throws(Failure) {
    let given = [
      ("--hessian", hessian), ("--to", nets.isGiven), ("--trajectory", path.isGiven),
    ].filter(\.1).map(\.0)
    guard given.count > 1 else { return }
    throw Failure(
      .usage, "cannot be combined with \(given[1])", at: .flag(given[0]),
      remedy: "Leave one of the two out.")
  }
}
