public import Analysis

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

  /// The scale on which minima are counted.
  public var scale: HeightScale

  /// Asks for extras; none unless told.
  public init(
    halfWidths: [Double] = [], confirms: Bool = false, measuresCurvature: Bool = false,
    connects: Bool = false, scale: HeightScale = .standard
  ) {
    self.halfWidths = halfWidths
    self.confirms = confirms
    self.measuresCurvature = measuresCurvature
    self.connects = connects
    self.scale = scale
  }

  /// What a preset asks for.
  public init(_ preset: ComparisonSettings.Preset) {
    self.init(
      halfWidths: preset == .paper ? [0.25, 0.5, 2] : [], confirms: preset != .quick,
      measuresCurvature: preset == .paper)
  }
}
