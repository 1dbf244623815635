internal import Archives
internal import Failures
internal import Networks
internal import Provenance

/// A net at the end of an axis.
public struct PlaneEnd: Sendable {
  /// Its weights.
  public let weights: MatchedWeights
  /// Its file, for messages.
  public let path: String

  /// Names a net.
  public init(_ weights: MatchedWeights, path: String) {
    self.weights = weights
    self.path = path
  }
}

extension Plane {
  /// The line through two nets, or the plane through three: x = B − A, and y = C − A or zero, never
  /// scaled. A lies at (0, 0), B at (1, 0), C at (0, 1).
  ///
  /// Where the net has running statistics, their differences are directions too, so that on the line from A to B
  /// they are interpolated with the weights.
  ///
  /// - Parameters:
  ///   - center: the weights of A; all numbers must be finite.
  ///   - path: its file, for messages.
  ///   - b: the net at the end of x.
  ///   - c: that at the end of y; nil for a line.
  /// - Throws: `Failure` (data) where the nets do not span a line or a plane, or one is not finite.
  public static func through(
    _ center: NamedWeights, at path: String, to b: PlaneEnd, and c: PlaneEnd? = nil
  ) throws -> Plane {
    try center.parameters.checkFinite(at: path)
    try center.buffers.checkFinite(at: path)
    let x = b.weights.parameters - center.parameters
    let zero = Parameters<Float>(layout: center.parameters.layout, repeating: 0)
    let y = c.map { $0.weights.parameters - center.parameters } ?? zero
    try check(x, y, center, at: path, b, c)
    var statistics: PlaneStatistics?
    if center.buffers.layout.count > 0 {
      statistics = PlaneStatistics(
        x: b.weights.buffers - center.buffers,
        y: c.map { $0.weights.buffers - center.buffers }
          ?? Parameters(layout: center.buffers.layout, repeating: 0))
    }
    let ends = try ([b] + [c].compactMap(\.self)).map {
      Origin(digest: try $0.weights.digest(), made: $0.weights.manifest)
    }
    return Plane(
      x: x, y: y, statistics: statistics,
      manifest: Manifest(
        .directions(
          DirectionsRecord(
            .nets(NetsPlane(ends: ends)), weightsDigest: try center.digest()))))
  }

  /// Makes sure that the axes span what they are meant to.
  private static func check(
    _ x: Parameters<Float>, _ y: Parameters<Float>, _ center: NamedWeights, at path: String,
    _ b: PlaneEnd, _ c: PlaneEnd?
  ) throws(Failure) {
    func same(_ end: String, as other: String) -> Failure {
      Failure(
        .data, "has the same trainable weights as \(other): there is no line between them",
        at: end, remedy: "Give another net.")
    }
    let xx = x.dot(x)
    guard xx > 0 else { throw same(b.path, as: path) }
    guard let c else { return }
    let (xy, yy) = (x.dot(y), y.dot(y))
    guard yy > 0 else { throw same(c.path, as: path) }
    guard c.weights.parameters != b.weights.parameters else { throw same(c.path, as: b.path) }
    // What is left of y across x must be more than the rounding of single precision.
    let ulp = Double(Float.ulpOfOne)
    let rounding = ulp * ulp * (center.parameters.dot(center.parameters) + xx + yy)
    guard yy - xy * xy / xx > max(rounding, 1e-12 * yy) else {
      throw Failure(
        .data, "lies on one line with \(path) and \(b.path): there is no plane through them",
        at: c.path, remedy: "Give another net, or leave it out for a line.")
    }
  }
}

extension MatchedWeights {
  /// The SHA-256 digest, in hexadecimal, of parameters and buffers.
  public func digest() throws -> String {
    var digest = try Digest()
    try digest.update(parameters.values)
    try digest.update(buffers.values)
    return try digest.hexadecimal()
  }
}
