internal import Archives
internal import Networks
internal import Provenance

/// How the points of a surface are computed.
public enum SamplingPrecision: String, CaseIterable, Codable, Sendable {
  /// In single precision, with everything that makes it fast: minimal filtering, folded
  /// normalisation, fused passes, products shared by all points.
  case fast
  /// Operation by operation in double precision, with direct convolutions, at parameters
  /// origin + α·x + β·y formed in double precision: several times slower, as a check of the fast
  /// mode.
  case reference
}

extension LossSurface {
  /// How the points were computed; nil for files of other programs, and where a process of the
  /// user's computed them.
  public var precision: SamplingPrecision? {
    manifest?.surface.flatMap { record in
      // Files from before there was a choice do not say it.
      guard let name = record.precision else { return record.evaluator == nil ? .fast : nil }
      return SamplingPrecision(rawValue: name)
    }
  }
}

extension Manifest {
  /// The manifest of a surface with precision and loss made explicit, also for versions without a
  /// choice.
  var withChoices: Manifest {
    guard surface?.evaluator == nil else { return self }
    return filling([
      "precision": .string(SamplingPrecision.fast.rawValue),
      "loss": .string(Loss.crossEntropy.name),
    ])
  }
}
