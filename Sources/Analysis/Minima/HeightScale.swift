public import Grids
internal import RealModule

/// The scale on which the heights of a loss surface are measured: minima, saddles, and the barriers
/// between them.
public enum HeightScale: Hashable, Sendable {
  /// log10(loss + offset), in decades.
  ///
  /// Barriers are compared in decades, so that a basin near zero loss and one on a high plateau are
  /// measured alike; the offset keeps a logarithm near zero from magnifying differences too small
  /// to be a barrier (Δ in a loss ≥ 0 counts as at most Δ / (offset · ln 10) decades). It is in
  /// units of the loss, finite, and may be negative: only losses above −offset have a height.
  case logarithmic(offset: Double)
  /// The loss itself.
  case linear

  /// log10(loss + 0.001): made for cross-entropies, whose interesting losses lie between 0.001 and 10.
  public static let standard = HeightScale.logarithmic(offset: 0.001)

  /// The unit of heights.
  public enum Unit: String, Codable, CaseIterable, Sendable {
    /// Powers of ten of loss + offset.
    case decades
    /// Units of the loss.
    case loss
  }

  /// The unit of its heights.
  public var unit: Unit {
    switch self {
    case .logarithmic: .decades
    case .linear: .loss
    }
  }

  /// What is added to the loss before the logarithm is taken; nil on a linear scale.
  public var offset: Double? {
    switch self {
    case .logarithmic(let offset): offset
    case .linear: nil
    }
  }

  /// What heights are the logarithm of, or are themselves: `loss + 0.001`, or `loss`.
  public var argument: String {
    offset.map { "loss \($0 < 0 ? "-" : "+") \($0.magnitude)" } ?? "loss"
  }

  /// The height of a loss.
  ///
  /// On a logarithmic scale only losses above −offset have a finite one. At −offset it is −∞, below it
  /// is NaN; NaN stays NaN and +∞ stays +∞. None of these belongs to any sublevel set (see
  /// ``MergeTree``).
  public func height(of loss: Double) -> Double {
    switch self {
    case .logarithmic(let offset): Double.log10(loss + offset)
    case .linear: loss
    }
  }

  /// The heights of a field of losses; what is missing stays missing.
  public func callAsFunction(_ losses: ScalarField) -> ScalarField {
    self == .linear ? losses : losses.map(height(of:))
  }

  /// The height of a rise of the loss above a loss: log10((loss + offset + rise) / (loss + offset))
  /// decades, or the rise itself. Nil where the loss has no finite height.
  public func height(ofRise rise: Double, above loss: Double) -> Double? {
    guard height(of: loss).isFinite else { return nil }
    switch self {
    case .logarithmic(let offset):
      return Double.log(onePlus: rise / (loss + offset)) / Double.log(10)
    case .linear: return rise
    }
  }

  /// The difference of losses that makes a small height at a loss, to first order; 0 where the loss
  /// has no height.
  func rise(ofSmallHeight height: Double, at loss: Double) -> Double {
    switch self {
    case .logarithmic(let offset): max(0, loss + offset) * height * Double.log(10)
    case .linear: height
    }
  }

  /// The part of the reference from which a minimum counts unless another is asked for.
  public static let defaultShare = 0.01

  /// The persistence from which a minimum counts unless another is asked for: 0.01 decades, or 1 % of
  /// the range of the losses.
  ///
  /// - Parameter range: the lowest and the highest finite height of a surface; nil where there is none.
  public func defaultThreshold(in range: ClosedRange<Double>?) -> Double {
    Self.defaultShare * reference(in: range)
  }

  /// The height that others are compared with: a decade, or the range of the losses.
  ///
  /// - Parameter range: the lowest and the highest finite height of a surface; nil where there is none.
  public func reference(in range: ClosedRange<Double>?) -> Double {
    switch self {
    case .logarithmic: 1
    case .linear: range.map { $0.upperBound - $0.lowerBound } ?? 0
    }
  }
}

extension HeightScale: CustomStringConvertible {
  /// The formula, as written in files: `log10(loss + 0.001)`, or `linear`.
  public var description: String {
    switch self {
    case .logarithmic: "log10(\(argument))"
    case .linear: "linear"
    }
  }
}
