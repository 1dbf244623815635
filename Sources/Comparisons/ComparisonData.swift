internal import Datasets
internal import Failures
internal import Networks

/// The data of a comparison.
struct ComparisonData: Sendable {
  /// What the nets learn.
  let train: Dataset
  /// What they are tested on; nil for data without a test split.
  let test: Dataset?
  /// What the surfaces are sampled over: the first training examples.
  let surface: Dataset

  init(_ settings: ComparisonSettings, directory: String?) throws {
    let source = try DatasetSource(parsing: settings.data)
    train = try source.load(
      split: .train, samples: settings.trainSamples, directory: directory,
      imageSize: settings.imageSize, context: settings.model.context)
    test =
      source.hasTestSplit
      ? try source.load(
        split: .test, directory: directory, imageSize: settings.imageSize,
        context: settings.model.context) : nil
    guard settings.samples <= train.count else {
      throw Failure(
        .usage, "asks for \(settings.samples) examples, there are \(train.count)",
        at: .setting("samples"), remedy: "Give at most \(train.count).")
    }
    surface = try train.prefix(settings.samples)
  }

  /// The data in words.
  var description: String {
    train.labelsPerExample > 1
      ? "\(train.name) (\(train.count) windows of \(train.labelsPerExample) bytes)"
      : "\(train.name) (\(train.count) examples, \(train.inputShape))"
  }
}
