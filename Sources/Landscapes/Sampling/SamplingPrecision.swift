internal import Archives

/// How the points of a surface are computed.
public enum SamplingPrecision: String, CaseIterable, Codable, Sendable {
  /// In single precision, with everything that makes it fast: minimal filtering, folded
  /// normalisation, fused passes, products shared by all points.
  case fast
  /// Operation by operation in double precision, with direct convolutions, at parameters
  /// origin + α·x + β·y formed in double precision: several times as slow, to check the fast way by.
  case reference
}

extension LossSurface {
  /// How the points were computed; nil for files of other programs.
  public var precision: SamplingPrecision? {
    manifest.flatMap { manifest in
      // Files from before there was a choice do not say it.
      guard let name = manifest["precision"]?.string else { return .fast }
      return SamplingPrecision(rawValue: name)
    }
  }
}
