/// What is asked of data.
struct DataRequest: Sendable {
  /// Which split.
  let split: DatasetSplit
  /// How many examples.
  let samples: SampleCount
  /// Tokens per window of text; nil for a network that reads no tokens.
  let context: Int?
  /// What the targets are.
  let targets: TargetKind
}
