package import Analysis
package import Documents
internal import Numerals

/// A number that is compared between nets with and without shortcuts: one for each surface, or one for
/// each net. The raw value is its key in `report.json` and its column in `report.csv`.
public enum Measure: String, CaseIterable, Sendable {
  // Minima of a surface.
  case minima = "count"
  case confirmedMinima = "confirmed_count"
  case artefactMinima = "artefact_count"
  case refinedBelowMinima = "refined_below_count"
  case undecidedMinima = "undecided_count"
  case resolvedMinima = "resolved_count"
  case borderMinima = "border_count"
  case neighbourMinima = "neighbour_count"
  // The rest of its topology.
  case holes = "hole_count"
  case saddleGap = "saddle_gap"
  case weightedSaddleGap = "weighted_saddle_gap"
  // Its shape.
  case convexShare = "convex_share"
  case centreBasinConvexShare = "centre_basin_convex_share"
  case lineVariation = "line_variation"
  case roughness = "roughness_index"
  case laplacian = "laplacian_rms"
  case belowGuessingShare = "below_guessing_share"
  // The net itself.
  case trainLoss = "train_loss"
  case trainAccuracy = "train_accuracy"
  case testAccuracy = "test_accuracy"
  case topEigenvalue = "top_eigenvalue"
  case topResidual = "top_eigenvalue_residual"
  case bottomEigenvalue = "bottom_eigenvalue"
  case bottomResidual = "bottom_eigenvalue_residual"
  case trace = "trace"
  case traceError = "trace_standard_error"

  /// What a measure is a number of.
  enum Subject: Hashable, Sendable {
    /// How many minima there are on a plane.
    case minima
    /// The form of a surface.
    case form
    /// The Hessian of the loss at the trained weights.
    case curvature
    /// How far a net was trained.
    case training
  }

  var subject: Subject {
    switch self {
    case .minima, .confirmedMinima, .artefactMinima, .refinedBelowMinima, .undecidedMinima,
      .resolvedMinima, .borderMinima, .neighbourMinima:
      .minima
    case .holes, .saddleGap, .weightedSaddleGap, .convexShare,
      .centreBasinConvexShare, .lineVariation, .roughness, .laplacian, .belowGuessingShare:
      .form
    case .topEigenvalue, .topResidual, .bottomEigenvalue, .bottomResidual, .trace, .traceError:
      .curvature
    case .trainLoss, .trainAccuracy, .testAccuracy: .training
    }
  }

  /// Whether there is one for each surface rather than one for each net.
  var isOfSurface: Bool { subject == .minima || subject == .form }

  /// Whether it is compared between the two kinds of nets: errors are not.
  var isCompared: Bool { ![.traceError, .topResidual, .bottomResidual].contains(self) }

  /// Whether it counts something, so that it is a whole number.
  var isCount: Bool { rawValue.hasSuffix("count") }

  /// What tables call it.
  ///
  /// - Parameter unit: that of heights.
  package func title(in unit: HeightScale.Unit) -> RichText {
    let height: RichText = unit == .decades ? "decades" : "units of loss"
    return switch self {
    case .minima: "local minima"
    case .confirmedMinima: "confirmed minima"
    case .artefactMinima: "artefacts of the grid"
    case .refinedBelowMinima: "refined barriers below the threshold"
    case .undecidedMinima: "undecided minima"
    case .resolvedMinima: "resolved minima"
    case .borderMinima: "minima on the border"
    case .neighbourMinima: "raw neighbour count"
    case .holes: "enclosed hills"
    case .saddleGap: "saddle-to-minimum gap, \(height)"
    case .weightedSaddleGap: "the same, weighted by basin"
    case .convexShare: "convex share"
    case .centreBasinConvexShare: "convex share of the centre's basin"
    case .lineVariation: "ups and downs along lines"
    case .roughness: "roughness index"
    case .laplacian: "RMS Laplacian, \(height)"
    case .belowGuessingShare: "share below the loss of guessing"
    case .trainLoss: "training loss"
    case .trainAccuracy: "training accuracy, %"
    case .testAccuracy: "test accuracy, %"
    case .topEigenvalue: "largest eigenvalue"
    case .topResidual: "its residual norm"
    case .bottomEigenvalue: "smallest eigenvalue"
    case .bottomResidual: "residual norm of the smallest eigenvalue"
    case .trace: "trace"
    case .traceError: "standard error of the trace"
    }
  }

  /// How tables show a value of it: accuracies with one decimal, the rest with three digits.
  var style: NumberStyle {
    switch self {
    case .trainAccuracy, .testAccuracy: .decimals(1)
    default: .significant(3)
    }
  }
}
