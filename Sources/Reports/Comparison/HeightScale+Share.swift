public import Analysis
internal import Numerals

/// Thresholds of a comparison are shares of `HeightScale.reference(in:)`, so that they mean the same
/// on surfaces of any range.
extension HeightScale {
  /// What a share of the reference is a number of.
  public enum ShareUnit: String, Codable, Sendable {
    /// Decades.
    case decades
    /// Ranges of the losses of a surface: 0.01 is 1 % of it.
    case range = "share_of_range"
  }

  /// What a share of the reference is a number of.
  public var shareUnit: ShareUnit { self == .linear ? .range : .decades }

  /// A share with its unit: "0.01 decades", or "1 % of the range of the surface's losses".
  package func text(share: Double) -> String {
    let unit =
      switch shareUnit {
      case .decades: "decades"
      case .range: "of the range of the surface's losses"
      }
    return "\(shortText(share: share)) \(unit)"
  }

  /// A share without its unit: "0.01", or "1 %".
  func shortText(share: Double) -> String {
    switch shareUnit {
    case .decades: "\(share)"
    case .range: "\((100 * share).written(.significant(3))) %"
    }
  }

  /// What is measured, in a sentence: "log10(loss + 0.001)", or "the loss".
  package var formula: String { self == .linear ? "the loss" : "\(self)" }
}
