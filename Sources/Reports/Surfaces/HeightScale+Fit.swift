public import Analysis
internal import Failures
public import Landscapes

extension HeightScale {
  /// Makes sure that the heights of all of some surfaces are what they seem (see
  /// `HeightScale.misfit(of:)`).
  ///
  /// - Throws: `Failure` (data) naming the first file that the scale does not fit, and scales that fit
  ///   all of them.
  public func checkFit(of surfaces: [(path: String, surface: LossSurface)]) throws {
    for (path, surface) in surfaces {
      guard let misfit = misfit(of: surface.loss) else { continue }
      let offset = HeightScale.fitting(surfaces.map(\.surface.loss))?.offset
      let other: Phrase = offset.map { " or \(setting: "offset", "\($0)")" } ?? ""
      throw Failure(
        .data, "\(misfit)", at: path,
        remedy: self == .standard
          ? "Add \(setting: "scale", "linear")\(other)."
          : "Give \(setting: "scale", "linear")\(other) instead of this offset.")
    }
  }
}
