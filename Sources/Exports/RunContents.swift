public import Analysis
internal import Comparisons
public import Documents
internal import Landscapes
internal import Pictures
public import Reports

/// What is taken along from a run, or from some surface files: the surfaces with their minima, the
/// report where there is one, the pictures, and what must be said beside them.
///
/// Everything that leaves the tool for other programs (arrays, notebooks, pages, slides) is made from
/// this one value, so that all of them hold the same surfaces under the same names.
public struct RunContents: Sendable {
  /// The most surfaces that are taken along at once.
  public static let mostSurfaces = 64

  /// What to call it among files: the last part of the run's folder, or the name of the surface file;
  /// of several files `surfaces`.
  public let name: String
  /// A title for people.
  public let title: String
  /// The folder of the run, relative to which its report names files; nil for surface files.
  public let folder: String?
  /// The results of the comparison; nil for surface files.
  public let report: ComparisonReport?
  /// The lesson around the comparison; nil for a comparison by itself, and for surface files.
  public let lesson: Lesson?
  /// The surfaces, at least one: of a run seed by seed, in each by plane, without shortcuts first. Windows
  /// of other half-widths are left to be given as files.
  public let surfaces: [RunSurface]
  /// The scale on which the minima of all surfaces are counted.
  public let scale: HeightScale
  /// The persistence from which a minimum counts, as a share of the reference of the scale: in decades, or
  /// as a part of the range of each surface's losses.
  public let threshold: Double

  /// What the numbers are, in words for a colour bar: `training loss (cross-entropy)`.
  public var quantity: String {
    LossSurface.quantityTitle(of: surfaces.map(\.surface)) ?? surfaces[0].surface.quantityTitle
  }

  /// The losses from the first to the last colour, as in the pictures of a run; nil for all there are.
  public var colorRange: ClosedRange<Double>? {
    LossSurface.colorRange(of: surfaces.map(\.surface))
  }

  /// What must be said beside the surfaces so that they are not taken for more than they are.
  public var caveats: [RichText] {
    if let report { return report.caveats }
    let warnings = surfaces.flatMap { surface in
      surface.analysis.warnings.map { "\(surface.title): \($0)" as RichText }
    }
    return warnings + [ComparisonReport.planeCaveat]
  }

  /// How everything was made, in the order in which it is shown.
  public var method: [ComparisonReport.Method] {
    if let report { return report.method }
    return surfaces.compactMap { surface in
      surface.surface.provenance.map { ComparisonReport.Method(surface.title, $0) }
    } + [.counting(on: scale, threshold: threshold)]
  }
}
