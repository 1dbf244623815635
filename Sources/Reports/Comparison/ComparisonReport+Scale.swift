public import Analysis

extension ComparisonReport.Method {
  private static let countingName = "Counting"

  /// How minima are counted on a scale.
  ///
  /// - Parameters:
  ///   - scale: the scale of heights.
  ///   - threshold: a share of the scale's reference.
  public static func counting(on scale: HeightScale, threshold: Double) -> Self {
    .init(
      countingName,
      "merge tree of sublevel sets of \(scale.formula), 8 neighbours; a minimum counts if its "
        + "persistence is at least \(scale.text(share: threshold)) and it is not on the border")
  }

  /// Whether it is about how minima are counted.
  fileprivate var isCounting: Bool { name == Self.countingName }
}

extension ComparisonReport {
  /// The same nets with what was counted on another scale of heights. Second looks, and the pictures of
  /// what was counted before, do not apply to it.
  ///
  /// - Parameters:
  ///   - scale: the scale of heights.
  ///   - plain: the nets without shortcuts, counted on that scale.
  ///   - residual: the nets with shortcuts.
  ///   - command: the command that counts on that scale, after the run's own.
  ///   - generator: draws the resamples behind intervals.
  public func counted(
    on scale: HeightScale, plain: Arm, residual: Arm, command: String,
    using generator: inout some RandomNumberGenerator
  ) -> ComparisonReport {
    let hasLooks = arms.flatMap(\.surfaces).contains { $0.measures[.confirmedMinima] != nil }
    return ComparisonReport(
      model: model, data: data,
      method: method.map { $0.isCounting ? .counting(on: scale, threshold: threshold) : $0 },
      command: "\(self.command)\n\(command)", samples: samples, classes: classes,
      trainingExamples: trainingExamples, scale: scale, threshold: threshold,
      omittedLooks: hasLooks ? self.scale : omittedLooks, plain: plain, residual: residual,
      figures: Figures(gradients: figures.gradients), using: &generator)
  }
}
