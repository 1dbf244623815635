internal import RealModule

/// The part of a logarithmic scale that a picture of values shows where nothing else is asked for.
public enum ShownDecades {
  /// Decades that it spans at most.
  public static let most = 5
  /// The lower end is not below this while there are larger values: the floor under which
  /// differences of a loss say nothing on a logarithmic scale.
  public static let floor = 0.001

  /// The log10 of the values shown, from the lowest to at most ``most`` decades above.
  ///
  /// - Parameter values: finite numbers; only positive ones have a place on the scale.
  /// - Returns: nil where none is positive.
  public static func range(of values: some Sequence<Double>) -> ClosedRange<Double>? {
    let positive = values.lazy.filter { $0 > 0 }
    guard let lowest = positive.min(), let highest = positive.max() else { return nil }
    let lower = Double.log10(highest > floor * 10 ? max(lowest, floor) : lowest)
    return lower...min(Double.log10(highest), lower + Double(most))
  }
}
