/// What is looked at beyond the surfaces of a comparison. It changes none of their numbers, so that it
/// may be asked for once they are there.
public struct ComparisonExtras: Hashable, Sendable {
  /// The half-widths of further windows that are sampled on the first plane of each net, as many
  /// points along each axis as on the main one.
  public var halfWidths: [Double]

  /// Asks for extras; none unless told.
  public init(halfWidths: [Double] = []) {
    self.halfWidths = halfWidths
  }

  /// The half-widths that a preset sweeps besides its own of 1.
  public static func halfWidths(_ preset: ComparisonSettings.Preset) -> [Double] {
    preset == .paper ? [0.25, 0.5, 2] : []
  }
}
