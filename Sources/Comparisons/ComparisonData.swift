internal import Catalogues
internal import Datasets
internal import Networks
internal import Numerals
internal import Tensors
internal import Training

/// The data of a comparison.
struct ComparisonData: Sendable {
  /// What the nets learn.
  let train: Dataset
  /// What they are tested on; nil for data without a test split.
  let test: Dataset?
  /// What the surfaces are sampled over: the first training examples.
  let surface: Dataset

  /// - Parameters:
  ///   - options: what is chosen of the data besides.
  ///   - counts: the numbers of examples that must be there in full.
  init(
    _ settings: ComparisonSettings, options: OptionValues,
    exactly counts: Set<ComparisonSettings.ExampleCount>
  ) throws {
    let source = try settings.source(options)
    train = try source.load(
      split: .train,
      samples: settings.trainSamples.map {
        counts.contains(.training) ? .first($0) : .atMost($0)
      } ?? .all,
      context: settings.model.context, targets: settings.training.loss.targets)
    test =
      source.hasTestSplit
      ? try source.load(
        split: .test, context: settings.model.context, targets: settings.training.loss.targets)
      : nil
    let samples: SampleCount =
      counts.contains(.surface) ? .first(settings.samples) : .atMost(settings.samples)
    surface = try train.prefix(try samples.count(of: train.count, in: train.name))
  }

  /// The classes of the data; nil where the targets are numbers.
  var classes: Int? { train.values == nil ? train.classes : nil }

  /// The data in words.
  var description: String {
    let shape = train.inputShape
    let what =
      train.labelsPerExample > 1
      ? "\(counted(train.count, "window")) of \(train.labelsPerExample) bytes"
      : shape.rank == 1
        ? "\(counted(train.count, "example")) of \(counted(shape.count, "feature"))"
        : "\(counted(train.count, "example")), \(shape)"
    return "\(train.name) (\(what))"
  }
}

extension ComparisonSettings {
  /// The settings with as many examples behind a surface as there are.
  func limited(to data: ComparisonData) -> ComparisonSettings {
    var settings = self
    settings.samples = data.surface.count
    return settings
  }
}
