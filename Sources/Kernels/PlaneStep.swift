/// A step along the two directions of a plane, α·x + β·y: what kernels add to weights where they read
/// them, so that the weights of a point are never written to memory.
///
/// The sums have the bits of `Elementwise.combine`.
public struct PlaneStep<Scalar: KernelScalar>: Sendable {
  let x: Region<Scalar>
  let y: Region<Scalar>
  private let coordinates: Region<Scalar>

  /// - Parameters:
  ///   - x: the part of the first direction that belongs to the weights.
  ///   - y: that of the second.
  ///   - coordinates: α and β, read whenever the step is taken.
  public init(x: Region<Scalar>, y: Region<Scalar>, coordinates: Region<Scalar>) {
    precondition(
      x.count == y.count && coordinates.count == 2,
      "directions of \(x.count) and \(y.count) numbers, \(coordinates.count) coordinates")
    self.x = x
    self.y = y
    self.coordinates = coordinates
  }

  var alpha: Double { Double(coordinates[0]) }
  var beta: Double { Double(coordinates[1]) }
}
