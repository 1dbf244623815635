/// The values at which a figure draws its contour lines, which are the edges of its bands.
public enum ContourLevels: Hashable, Sendable {
  /// Evenly spaced values that make at most so many bands, 1 to 100; round ones where these leave two
  /// bands.
  case bands(Int)
  /// Chosen values, each with its number where there is room. Those outside the colours, or without a
  /// place on the scale, are left out.
  case values([Double])
}
