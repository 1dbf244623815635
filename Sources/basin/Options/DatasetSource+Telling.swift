internal import Datasets
internal import Failures

extension DatasetSource {
  /// Loads a split, and says on the standard error what was taken for granted.
  ///
  /// - Throws: what `load` throws.
  func loadTelling(
    split: DatasetSplit, samples: SampleCount, context: Int?, targets: TargetKind
  ) throws -> Dataset {
    let dataset = try load(split: split, samples: samples, context: context, targets: targets)
    for note in dataset.notes {
      StandardStreams.writeMessage("\(dataset.name): \(note.text(naming: flag))\n")
    }
    return dataset
  }
}
