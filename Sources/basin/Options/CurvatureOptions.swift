internal import ArgumentParser
internal import Catalogues
internal import Datasets
internal import Failures
internal import Landscapes
internal import Networks
internal import Studies
internal import Training

/// Of which loss the Hessian is, and how exact its eigenvalues are to be.
struct CurvatureOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @OptionGroup var loss: LossOptions

  @Option(
    help: ArgumentHelp(
      "Use the first N examples of the train split, or all. (default: at most 1000)",
      valueName: "number"))
  var samples: String?

  @Option(
    help: ArgumentHelp(
      """
      Accept an eigenvalue when its residual |H v - value v| is at most this fraction of |value| \
      (for values near zero, of a thousandth of the largest). (default: 0.0001)
      """, valueName: "number"))
  var tolerance: Double?

  /// The first option that is given; nil where none is.
  var given: String? {
    // The size of images describes the net as well.
    let chosen = data.data != nil ? "data" : data.values.settings.first { $0 != "image size" }
    return [
      (chosen.map { flag($0, nil) } ?? "", chosen != nil), ("--loss", loss.loss != nil),
      ("--samples", samples != nil),
      ("--tolerance", tolerance != nil),
    ].first(where: \.1)?.0
  }

  /// The eigenvalues to find.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense.
  func eigenpairs(top: Int, bottom: Int, seed: UInt64) throws(Failure) -> LanczosEigenpairs.Settings
  {
    try check(top, in: 0...200, option: "top")
    try check(bottom, in: 0...200, option: "bottom")
    let tolerance = tolerance ?? 1e-4
    try check(tolerance, in: 1e-12...0.5, option: "tolerance")
    return LanczosEigenpairs.Settings(top: top, bottom: bottom, seed: seed, tolerance: tolerance)
  }

  /// The study of a weights file.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, and what loading throws.
  func study(weights: String, net: WeightsNetOptions) throws -> CurvatureStudy {
    let (dataset, loss) = try examples(weights: weights, net: net)
    return CurvatureStudy(
      checkpoint: try net.checkpoint(
        weights: weights, inputShape: dataset.inputShape, imageSize: try data.imageSize()),
      file: weights, title: try net.net.specification()?.title, dataset: dataset,
      loss: loss)
  }

  /// The examples, and the loss over them.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, and what loading throws.
  func examples(weights: String, net: WeightsNetOptions) throws -> (Dataset, Loss) {
    try net.examples(of: data, loss, split: .train, samples: samples, weights: weights)
  }
}
