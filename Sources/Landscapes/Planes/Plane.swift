internal import Archives
public import Kernels
public import Networks
public import Provenance
internal import Tensors

/// Two directions in the space of parameters: with the weights at the centre they span the plane
/// on which the loss is sampled. Random ones are not made orthogonal, as in Li et al. Where the second
/// is zero, they span a line.
public struct Plane: Equatable, Sendable {
  /// The direction of the horizontal axis.
  public let x: Parameters<Float>
  /// The direction of the vertical axis.
  public let y: Parameters<Float>
  /// How running statistics move along the axes; nil where those of the centre stay.
  public let statistics: PlaneStatistics?
  /// How the directions were made.
  public let manifest: Manifest

  /// Draws two random directions: entries from a standard normal distribution, then scaled tensor
  /// by tensor.
  ///
  /// A tensor's entries depend on the seed, the axis and its name, so nets with and without
  /// shortcuts share the directions, before scaling, of the tensors they share.
  public static func random(around checkpoint: Checkpoint, _ settings: RandomDirections) throws
    -> Plane
  {
    random(around: checkpoint.parameters, of: try checkpoint.digest(), settings)
  }

  /// The same around weights of any net: a net that Basin knows has the same directions either way.
  public static func random(around weights: NamedWeights, _ settings: RandomDirections) throws
    -> Plane
  {
    random(around: weights.parameters, of: try weights.digest(), settings)
  }

  private static func random(
    around parameters: Parameters<Float>, of digest: String, _ settings: RandomDirections
  ) -> Plane {
    Plane(
      x: direction(around: parameters, axis: "x", settings),
      y: direction(around: parameters, axis: "y", settings),
      manifest: Manifest(
        .directions(DirectionsRecord(.random(settings), weightsDigest: digest))))
  }

  /// Takes two directions.
  ///
  /// - Parameters:
  ///   - x: the direction of the horizontal axis.
  ///   - y: that of the vertical axis, of the same layout.
  ///   - statistics: the directions of the running statistics; nil where these stay.
  ///   - manifest: how they were made.
  package init(
    x: Parameters<Float>, y: Parameters<Float>, statistics: PlaneStatistics? = nil,
    manifest: Manifest
  ) {
    self.x = x
    self.y = y
    self.statistics = statistics
    self.manifest = manifest
  }

  private static func direction(
    around weights: Parameters<Float>, axis: String, _ settings: RandomDirections
  ) -> Parameters<Float> {
    // One tensor may be nearly all of the net, so each is made in its place.
    var values = Array<Float>(repeating: 0, count: weights.values.count)
    for (specification, range) in zip(weights.layout.specifications, weights.layout.ranges) {
      if specification.shape.rank <= 1 {
        if settings.ignored == .none { for i in range { values[i] = weights.values[i] } }
        continue
      }
      var random = RandomStream(
        seed: settings.seed, purpose: "direction.\(axis).\(specification.name)")
      for i in range { values[i] = Float(random.normal()) }
      settings.normalization.apply(
        to: &values, range, weights: weights.values[range], slices: specification.shape[0])
    }
    return Parameters(layout: weights.layout, values: values)
  }
}

extension Plane {
  /// The SHA-256 digest, in hexadecimal, of both directions, those of running statistics included.
  public func digest() throws -> String {
    var digest = try Digest()
    try digest.update(x.values)
    try digest.update(y.values)
    if let statistics {
      try digest.update(statistics.x.values)
      try digest.update(statistics.y.values)
    }
    return try digest.hexadecimal()
  }

  /// Whether nothing moves along y, so that one row of points shows all there is.
  public var isLine: Bool {
    y.values.allSatisfy { $0 == 0 } && statistics?.y.values.allSatisfy { $0 == 0 } ?? true
  }
}

/// The directions of running statistics, in the order of a network's buffers.
public struct PlaneStatistics: Equatable, Sendable {
  /// The direction of the horizontal axis.
  public let x: Parameters<Float>
  /// The direction of the vertical axis.
  public let y: Parameters<Float>

  /// Takes two directions of one layout.
  public init(x: Parameters<Float>, y: Parameters<Float>) {
    precondition(x.layout == y.layout, "directions of different statistics")
    self.x = x
    self.y = y
  }
}
