public import Kernels

/// The parameters that span a plane, in the network's order, where kernels can read them.
public struct PlaneRegions<Scalar: KernelScalar>: Sendable {
  /// The parameters in the middle.
  public let origin: Region<Scalar>
  /// The first direction.
  public let x: Region<Scalar>
  /// The second direction.
  public let y: Region<Scalar>

  /// Copies three sets of parameters of one size.
  public init(origin: [Scalar], x: [Scalar], y: [Scalar]) {
    precondition(
      x.count == origin.count && y.count == origin.count,
      "directions of \(x.count) and \(y.count) numbers for \(origin.count) parameters")
    var layout = ArenaLayout()
    let ranges = [origin, x, y].map { layout.reserve($0.count) }
    let arena = Arena<Scalar>(count: layout.count)
    func place(_ values: [Scalar], at range: Range<Int>) -> Region<Scalar> {
      let region = arena[range]
      region.assign(values)
      return region
    }
    self.origin = place(origin, at: ranges[0])
    self.x = place(x, at: ranges[1])
    self.y = place(y, at: ranges[2])
  }
}
