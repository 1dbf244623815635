public import Kernels

/// The parameters that span a plane, in the network's order, where kernels can read them.
public struct PlaneRegions<Scalar: KernelScalar>: Sendable {
  /// The parameters in the middle.
  public let origin: Region<Scalar>
  /// The first direction.
  public let x: Region<Scalar>
  /// The second direction.
  public let y: Region<Scalar>

  /// Takes three sets of parameters of one size, without copying them.
  public init(origin: [Scalar], x: [Scalar], y: [Scalar]) {
    precondition(
      x.count == origin.count && y.count == origin.count,
      "directions of \(x.count) and \(y.count) numbers for \(origin.count) parameters")
    self.origin = Arena(reading: origin).all
    self.x = Arena(reading: x).all
    self.y = Arena(reading: y).all
  }
}
