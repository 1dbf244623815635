internal import Archives
internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Networks
internal import Studies
internal import Training

/// Weights and data for the gradients of a net other than the lecture's.
struct TrainedNetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Weights of a trained net.", valueName: "weights.safetensors"))
  var weights: String?

  @OptionGroup var data: DataOptions
  @OptionGroup var loss: LossOptions

  @Option(
    help: ArgumentHelp(
      "Size of the batch: the first N examples of the train split. (default: at most 128)",
      valueName: "number"))
  var samples: Int?

  /// The files that are read.
  var files: [String] { [weights].compactMap(\.self) + data.files }

  /// The study of the net that the flags or the file describe.
  ///
  /// - Throws: `Failure` (usage) where data are missing or values make no sense, and what loading
  ///   throws.
  func study(net: WeightsNetOptions, initialization: Initialization?) throws -> GradientStudy {
    if let samples { try check(samples, in: 1...65_536, option: "samples") }
    if weights != nil, initialization != nil {
      throw Failure(
        .usage, "cannot be combined with --weights, which names trained weights",
        at: .setting("initialize"),
        remedy: "Leave out --weights or --initialize.")
    }
    if weights == nil, net.key != nil {
      throw Failure(
        .usage, "is for a file of weights, and none is given", at: .setting("key"),
        remedy: "Add --weights, or leave --key out.")
    }
    let description = try net.net.specification()
    if description?.plain == true, weights == nil {
      throw Failure(
        .usage, "is redundant: the plain net is measured as well", at: .setting("plain"),
        remedy: "Leave it out.")
    }
    let context =
      try weights.map { try net.context(weights: $0) } ?? description?.model.context
    let loss =
      try weights.map { try net.loss(self.loss, weights: $0) } ?? self.loss.chosen()
      ?? .crossEntropy
    let dataset = try data.source(readsTokens: context != nil).loadTelling(
      split: .train, samples: samples.map { .first($0) } ?? .atMost(128), context: context,
      targets: loss.targets)
    let twin = try description?.model.network(
      inputShape: dataset.inputShape, classes: dataset.classes, plain: false)
    if let weights {
      let checkpoint = try net.checkpoint(
        weights: weights, inputShape: dataset.inputShape, imageSize: try data.imageSize())
      return try GradientStudy(
        checkpoint: checkpoint, file: weights, twin: twin, dataset: dataset, loss: loss)
    }
    guard let description else { preconditionFailure("neither weights nor a model") }
    return try GradientStudy(
      model: description.model, initialization: initialization, strength: description.strength,
      dataset: dataset, loss: loss)
  }
}
