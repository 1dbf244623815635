internal import Datasets
internal import Failures
internal import Kernels
internal import Landscapes
internal import Networks
internal import Numerals
internal import Provenance
internal import Runs

extension PlaneCommand {
  /// Writes the plane of a trajectory, or a trajectory on another plane.
  func writeTrajectory(workers: Workers) throws {
    if let option = plane.given ?? (curvature.tolerance == nil ? nil : "--tolerance") {
      throw Failure(
        .usage, "does not go with --trajectory", at: .flag(option),
        remedy: "Leave \(option) out.")
    }
    if let option = curvature.given, curvature.data.data == nil {
      throw Failure(
        .usage, "goes with --data, for the true losses", at: .flag(option),
        remedy: "Add --data, or leave \(option) out.")
    }
    try output.prepare(.directions)
    let paths = try path.checkpoints()
    path.tellOrder(of: paths)
    let (center, examples) = try centerAndExamples()
    let checkpoints = CheckpointSequence(
      center: center, at: weights, paths: paths, key: net.key)
    let target = try path.onto.map { try readPlane($0, around: center) }
    let view = try LongJob(task: "trajectory").run(workers: workers) { context in
      if let target {
        try TrajectoryView(of: checkpoints, on: target, examples: examples, in: context)
      } else {
        try TrajectoryView(of: checkpoints, examples: examples, in: context)
      }
    }
    try view.write(to: output.output)
    try StandardStreams.writeLine("\(output.output): \(summary(of: view))")
  }

  /// The weights at the centre and, where data are given, what the true losses need.
  private func centerAndExamples() throws -> (NamedWeights, TrajectoryView.Examples?) {
    guard curvature.data.data != nil else {
      let size = try curvature.data.imageSize()
      return (try net.namedWeights(weights: weights, imageSize: size), nil)
    }
    let (dataset, loss) = try curvature.examples(weights: weights, net: net)
    let (checkpoint, named) = try net.namedCheckpoint(
      weights: weights, inputShape: dataset.inputShape,
      imageSize: try curvature.data.imageSize())
    return (
      named,
      try TrajectoryView.Examples(
        dataset, split: .train, loss: loss, network: checkpoint.network)
    )
  }

  /// The plane that a path is put on.
  private func readPlane(_ file: String, around center: NamedWeights) throws -> Plane {
    let plane = try Plane(path: file, weights: center)
    if let digest = plane.manifest.directions?.weightsDigest, digest != (try center.digest()) {
      throw Failure(
        .data, "was made around other weights than \(weights)", at: file,
        remedy: "Give the weights at the centre of that plane.")
    }
    return plane
  }

  private func summary(of view: TrajectoryView) -> String {
    let steps = view.trajectory.steps
    var parts = ["\(counted(steps.count, "checkpoint"))"]
    if path.onto == nil, let ratio = view.explainedVarianceRatio {
      let shares = ratio.map { (100 * $0).written() + " %" }
      parts.append("the axes explain \(shares[0]) and \(shares[1]) of the variance")
    }
    let farthest = steps.map(\.distance).max() ?? 0
    parts.append("at most \(farthest.written()) off the plane")
    let losses = steps.compactMap(\.loss)
    if let first = losses.first, let last = losses.last {
      parts.append("loss \(first.written()) to \(last.written())")
    }
    let window = view.trajectory.window
    func text(_ range: ClosedRange<Double>) -> String { "\(range.lowerBound):\(range.upperBound)" }
    parts.append("window \(text(window.x)) by \(text(window.y))")
    return parts.joined(separator: ", ")
  }
}
