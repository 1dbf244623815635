internal import Catalogues
internal import Comparisons
internal import Datasets
internal import Failures
internal import Grids
internal import Networks
internal import Training

/// What the options ask for.
extension CompareCommand {
  /// The numbers of examples that were asked for; those of presets are the most.
  var exactCounts: Set<ComparisonSettings.ExampleCount> {
    var counts: Set<ComparisonSettings.ExampleCount> = []
    if trainSamples != nil { counts.insert(.training) }
    if samples != nil { counts.insert(.surface) }
    return counts
  }

  /// The preset with what the options change of it.
  func settings() throws -> ComparisonSettings {
    var settings = ComparisonSettings(preset)
    if let specification = try model.specification(
      defaultModel: "resnet56", usual: [ResNet.entry.name: ["width": "\(preset.width)"]])
    {
      settings.use(specification, like: preset)
    }
    if let name = data.data, name != ComparisonSettings(preset).data {
      // What the presets say of images and of how many there are holds for Fashion-MNIST.
      settings.imageSize = nil
      settings.trainSamples = nil
    }
    settings.data = data.data ?? settings.data
    if let size = try data.imageSize() { settings.imageSize = size }
    // A wrong name, or a choice that the data do not have, is found before anything is made.
    _ = try DatasetSource(parsing: settings.data, options: data.values)
    if let trainSamples {
      settings.trainSamples = try SampleCount(parsing: trainSamples, option: "train samples")
        .limit
    }
    settings.training.loss = try loss.chosen()
    if let epochs {
      try check(epochs, in: 1...100_000, option: "epochs")
      settings.training.epochs = epochs
    }
    if let plainEpochs {
      try check(plainEpochs, in: 1...100_000, option: "plain epochs")
      settings.plainEpochs = plainEpochs
    }
    settings.matching = try matching()
    if let seeds {
      try check(seeds, in: 1...1000, option: "seeds")
      settings.seeds = seeds
    }
    if let planes {
      try check(planes, in: 1...1000, option: "planes")
      settings.planes = planes
    }
    if let grid {
      let size = try GridSize(parsing: grid, option: "grid")
      guard size.columns > 1, size.rows > 1 else {
        throw Failure(
          .usage, "a comparison needs at least 2 points per axis",
          at: .setting("grid", value: grid),
          remedy: "Give a grid such as 51, or sample lines with basin sample.")
      }
      (settings.gridColumns, settings.gridRows) = (size.columns, size.rows)
    }
    if let span {
      let span = try Span(parsing: span.description, option: "span")
      (settings.lower, settings.upper) = (span.lower, span.upper)
    }
    if let samples {
      try check(samples, in: 1...Int.max, option: "samples")
      settings.samples = samples
    }
    try checkWindow(from: settings.lower, to: settings.upper, settings, option: "span")
    return settings
  }
}

extension CompareCommand {
  /// How the training losses are matched; nil where they are not.
  private func matching() throws(Failure) -> ComparisonSettings.LossMatching? {
    guard matchLoss else {
      guard checksPerEpoch == nil else {
        throw Failure(
          .usage, "requires --match-loss", at: .setting("checks per epoch"),
          remedy: "Add it, or leave --checks-per-epoch out.")
      }
      return nil
    }
    if let checksPerEpoch { try check(checksPerEpoch, in: 1...10_000, option: "checks per epoch") }
    return checksPerEpoch.map { .init(checksPerEpoch: $0) } ?? .init()
  }

  /// Makes sure that a window has room for as many different points as are wanted.
  private func checkWindow(
    from lower: Double, to upper: Double, _ settings: ComparisonSettings, option: Setting
  ) throws {
    let (columns, rows) = (settings.gridColumns, settings.gridRows)
    guard
      Grid(
        xs: Grid.axis(from: lower, to: upper, count: columns),
        ys: Grid.axis(from: lower, to: upper, count: rows)) != nil
    else {
      throw Failure(
        .usage, "\(lower):\(upper) is too narrow for \(columns)x\(rows) different points",
        at: .setting(option), remedy: "Give a wider interval or a smaller --grid.")
    }
  }

  /// What is asked for beyond the surfaces.
  func extras(_ settings: ComparisonSettings) throws -> ComparisonExtras {
    var extras = ComparisonExtras(preset)
    extras.scale = try heights.heights()
    extras.confirms = confirm ?? extras.confirms
    extras.measuresCurvature = curvature ?? extras.measuresCurvature
    extras.connects = connect
    extras.reorderedAfter = try reorderedAfter()
    try extras.check(for: settings)
    guard !connect || settings.seeds > 1 || !extras.reorderedAfter.isEmpty else {
      throw Failure(
        .usage, "measures lines between nets of different seeds, and there is one seed",
        at: .setting("connect"), remedy: "Add --seeds 2 or more, or --reorder-after.")
    }
    if let windows, windows != "none" {
      let list = try NumberList(parsing: windows, option: "windows")
      guard list.numbers.allSatisfy({ $0 > 0 }), Set(list.numbers).count == list.numbers.count
      else {
        throw Failure(
          .usage, "half-widths must be different and above 0, got \"\(windows)\"",
          at: .setting("windows"),
          remedy: "Give numbers separated by commas, such as 0.25,0.5,2, or none.")
      }
      for width in list.numbers {
        try checkWindow(from: -width, to: width, settings, option: "windows")
      }
      extras.halfWidths = list.numbers
    } else if windows != nil {
      extras.halfWidths = []
    }
    return extras
  }
}

extension ComparisonSettings.Preset {
  /// The width of a ResNet where none is given.
  fileprivate var width: Int {
    (ComparisonSettings(self).model.model as? ResNet)?.width ?? 16
  }
}

extension CompareCommand {
  /// The epochs after which copies take the examples in another order.
  private func reorderedAfter() throws(Failure) -> [Int] {
    guard let reorderAfter else { return [] }
    guard connect else {
      throw Failure(
        .usage, "requires --connect, which measures the lines to the copies",
        at: .setting("reorder after"), remedy: "Add it, or leave --reorder-after out.")
    }
    let parts = reorderAfter.split(separator: ",", omittingEmptySubsequences: false)
    let epochs = parts.compactMap { Int($0) }
    guard epochs.count == parts.count else {
      throw Failure(
        .usage, "\"\(reorderAfter)\" is not a list of numbers of epochs",
        at: .setting("reorder after"),
        remedy: "Give rising numbers separated by commas, such as 0,1.")
    }
    return epochs
  }
}
