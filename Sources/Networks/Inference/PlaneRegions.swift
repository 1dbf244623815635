public import Kernels

/// The parameters that span a plane, in the network's order, where kernels can read them.
public struct PlaneRegions<Scalar: KernelScalar>: Sendable {
  /// The parameters in the middle.
  public let origin: Region<Scalar>
  /// The first direction.
  public let x: Region<Scalar>
  /// The second direction.
  public let y: Region<Scalar>
  /// The running statistics in the middle and along both directions; nil where they stay what they are.
  let statistics: Statistics?

  /// Running statistics that move with the parameters.
  struct Statistics: Sendable {
    let origin: Region<Scalar>
    let x: Region<Scalar>
    let y: Region<Scalar>
  }

  /// Takes three sets of parameters of one size, without copying them.
  ///
  /// - Parameters:
  ///   - origin: the parameters in the middle.
  ///   - x: the first direction.
  ///   - y: the second direction.
  ///   - statistics: buffers of the network in the same order: in the middle, along x, along y; nil or
  ///     empty where those that a workspace is given stay at every point.
  public init(
    origin: [Scalar], x: [Scalar], y: [Scalar],
    statistics: (origin: [Scalar], x: [Scalar], y: [Scalar])? = nil
  ) {
    precondition(
      x.count == origin.count && y.count == origin.count,
      "directions of \(x.count) and \(y.count) numbers for \(origin.count) parameters")
    self.origin = Arena(reading: origin).all
    self.x = Arena(reading: x).all
    self.y = Arena(reading: y).all
    self.statistics = statistics.flatMap { origin, x, y in
      precondition(
        x.count == origin.count && y.count == origin.count,
        "directions of \(x.count) and \(y.count) numbers for \(origin.count) statistics")
      guard !origin.isEmpty else { return nil }
      return Statistics(
        origin: Arena(reading: origin).all, x: Arena(reading: x).all, y: Arena(reading: y).all)
    }
  }
}
