public import Analysis
public import Failures
internal import Training

/// What is looked at beyond the surfaces of a comparison, and how. It changes none of their numbers, so
/// that it may be asked for once they are there.
public struct ComparisonExtras: Hashable, Sendable {
  /// The half-widths of further windows that are sampled on the first plane of each net, as many
  /// points along each axis as on the main one.
  public var halfWidths: [Double]
  /// Whether the minima are looked at again at finer spacing.
  public var confirms: Bool
  /// Whether the curvature of each net is measured.
  public var measuresCurvature: Bool
  /// Whether the barriers between the nets of each kind are measured.
  public var connects: Bool
  /// The epochs after which copies of each net take the examples in another order, to measure the barrier
  /// to each; rising, each less than the epochs of the training.
  public var reorderedAfter: [Int]
  /// The scale on which minima are counted.
  public var scale: HeightScale

  /// Asks for extras; none unless told.
  public init(
    halfWidths: [Double] = [], confirms: Bool = false, measuresCurvature: Bool = false,
    connects: Bool = false, reorderedAfter: [Int] = [], scale: HeightScale = .standard
  ) {
    self.halfWidths = halfWidths
    self.confirms = confirms
    self.measuresCurvature = measuresCurvature
    self.connects = connects
    self.reorderedAfter = reorderedAfter
    self.scale = scale
  }

  /// What a preset asks for.
  public init(_ preset: ComparisonSettings.Preset) {
    self.init(
      halfWidths: preset == .paper ? [0.25, 0.5, 2] : [], confirms: preset != .quick,
      measuresCurvature: preset == .paper)
  }

  /// Refuses places to part that lie outside the trainings of a comparison.
  ///
  /// - Throws: `Failure` (usage) naming the setting.
  public func check(for settings: ComparisonSettings) throws(Failure) {
    guard !reorderedAfter.isEmpty else { return }
    let setting = Setting("reorder after")
    guard settings.matching == nil else {
      throw Failure(
        .usage, "does not go with a matched loss, which may end a training earlier",
        at: .setting(setting), remedy: "Compare orders in a run without \(setting: "match loss").")
    }
    let epochs = ComparisonFiles.Arm.allCases.map { settings.training($0).epochs }.min() ?? 0
    guard reorderedAfter.allSatisfy((0..<epochs).contains),
      zip(reorderedAfter, reorderedAfter.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw Failure(
        .usage,
        "must be rising numbers of epochs from 0 to \(epochs - 1), got "
          + "\(reorderedAfter.map(String.init).joined(separator: ","))",
        at: .setting(setting))
    }
  }
}
