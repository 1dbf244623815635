internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Networks
internal import Training

/// Which loss is evaluated, on which examples.
struct EvaluationOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @OptionGroup var loss: LossOptions

  @Option(
    help: ArgumentHelp(
      "Evaluate the first N examples of the split, or all. (default: at most 1000)",
      valueName: "number"))
  var samples: String?

  @Option(help: ArgumentHelp("Split of the data that is evaluated.", valueName: "name"))
  var split = DatasetSplit.train

  /// The examples, and the loss over them.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, and what loading throws.
  func examples(weights: String, net: WeightsNetOptions) throws -> (dataset: Dataset, loss: Loss) {
    try net.examples(of: data, loss, split: split, samples: samples, weights: weights)
  }
}

extension WeightsNetOptions {
  /// The examples that a net in a weights file is evaluated on, and the loss over them. What is taken for
  /// granted of the data is said on the standard error.
  ///
  /// - Parameters:
  ///   - data: the options that choose the data.
  ///   - loss: the option that chooses the loss.
  ///   - split: which part of the data.
  ///   - samples: how many examples; nil for at most 1,000.
  ///   - path: the weights file.
  /// - Throws: `Failure` (usage) for values that make no sense, and what loading throws.
  func examples(
    of data: DataOptions, _ loss: LossOptions, split: DatasetSplit, samples: String?,
    weights path: String
  ) throws -> (dataset: Dataset, loss: Loss) {
    let samples = try SampleCount(parsing: samples, option: "samples", usual: 1000)
    let source = try data.source(readsTokens: (try? context(weights: path)) ?? nil != nil)
    let loss = try self.loss(loss, weights: path)
    let dataset = try source.loadTelling(
      split: split, samples: samples,
      context: source.isText ? try context(weights: path) : nil, targets: loss.targets)
    return (dataset, loss)
  }
}
