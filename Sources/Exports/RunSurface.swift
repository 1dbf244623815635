public import Analysis
public import Comparisons
public import Landscapes
public import Reports

/// One surface that is taken along.
public struct RunSurface: Sendable {
  /// Where a surface stands in a comparison.
  public struct Place: Sendable {
    /// The kind of its net.
    public let arm: ComparisonFiles.Arm
    /// Its net.
    public let net: ComparisonReport.Net
    /// What the report holds of it.
    public let result: ComparisonReport.Surface
  }

  /// What it is called in files: ASCII letters, digits and `_`, not beginning with a digit, unique among
  /// those that are taken along.
  public let name: String
  /// What it is called for people.
  public let title: String
  /// Where it stands in a comparison; nil for a surface file.
  public let place: Place?
  /// The file.
  public let path: String
  /// The losses and accuracies.
  public let surface: LossSurface
  /// Its minima, on the scale and at the threshold of all that is taken along.
  public let analysis: MinimaAnalysis

  /// Facts of the net, such as `training loss 0.24, training accuracy 91.0 %`; nil where unknown.
  public var facts: String? { place?.net.facts ?? surface.model }
}
