internal import Datasets
internal import Failures
internal import Kernels
internal import Landscapes
internal import Numerals
internal import Provenance
internal import Runs
internal import Studies

extension PlaneCommand {
  /// Writes the plane of two eigenvectors of the Hessian.
  func writeEigenvectors(workers: Workers) throws {
    if let option = plane.givenScaling {
      throw Failure(
        .usage, "scales random directions; eigenvectors keep length 1", at: .flag(option),
        remedy: "Leave out \(option) or --hessian.")
    }
    let settings = try curvature.eigenpairs(top: 2, bottom: 0, seed: plane.settings.seed)
    try output.prepare(.directions)
    let study = try curvature.study(weights: weights, net: net)
    let job = LongJob.hessian(examples: study.dataset.count)
    let (directions, pairs) = try job.run(workers: workers) { try study.plane(settings, in: $0) }
    try directions.write(to: output.output)
    let values = pairs.map { pair in
      pair.value.written() + " (residual \(pair.residualNorm.written())"
        + (pair.isConverged ? ")" : ", not converged)")
    }
    try StandardStreams.writeLine(
      "\(output.output): the eigenvectors of \(values.joined(separator: " and "))")
  }
}
