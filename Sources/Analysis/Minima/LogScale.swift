public import Grids
internal import RealModule

/// The scale on which a loss surface is analysed: log10(loss + floor).
///
/// Barriers are compared in decades, so that a basin near zero loss and one on a high plateau are
/// measured alike; the floor keeps a logarithm near zero from magnifying what no one would call a
/// barrier (Δ in the loss counts as at most Δ / (floor · ln 10) decades).
public struct LogScale: Hashable, Sendable, CustomStringConvertible {
  /// What is added to the loss before the logarithm is taken, in units of the loss; ≥ 0.
  public let floor: Double

  /// Creates the scale with a floor, by default 0.001.
  public init(floor: Double = 0.001) {
    precondition(floor >= 0 && floor.isFinite, "a floor must be finite and ≥ 0, got \(floor)")
    self.floor = floor
  }

  /// The value of a loss on this scale, in decades.
  ///
  /// Only losses above −floor have a finite value. At −floor it is −∞, below it is NaN, NaN stays
  /// NaN and +∞ stays +∞; none of these belongs to any sublevel set (see ``MergeTree``).
  public func value(of loss: Double) -> Double {
    Double.log10(loss + floor)
  }

  /// A field of losses on this scale; what is missing stays missing.
  public func callAsFunction(_ losses: ScalarField) -> ScalarField {
    losses.map(value(of:))
  }

  /// A difference of losses above a loss, in decades: log10((loss + floor + rise) / (loss + floor)).
  ///
  /// Nil where the loss has no finite value on this scale.
  public func decades(ofRise rise: Double, above loss: Double) -> Double? {
    guard value(of: loss).isFinite else { return nil }
    return Double.log(onePlus: rise / (loss + floor)) / Double.log(10)
  }

  /// The formula, as it stands in files: `log10(loss + 0.001)`.
  public var description: String { "log10(loss + \(floor))" }
}
