public import Networks
public import Provenance

extension Plane {
  /// The plane of two eigenvectors of the Hessian of a loss at the weights.
  ///
  /// The directions keep the length 1 and are rounded to single precision. At the centre of the
  /// plane the surface of that loss then has the second derivatives x.value and y.value along its
  /// axes, and none across.
  ///
  /// - Parameters:
  ///   - x: the pair of the horizontal axis, its vector in the order of the network's parameters.
  ///   - y: that of the vertical axis.
  ///   - checkpoint: the weights at the centre of the plane.
  ///   - made: how the pairs were found.
  public init(x: Eigenpair, y: Eigenpair, around checkpoint: Checkpoint, made: Manifest) {
    let layout = checkpoint.network.parameters
    let pairs = [x, y]
    self.init(
      x: Parameters(layout: layout, values: x.vector.map { Float($0) }),
      y: Parameters(layout: layout, values: y.vector.map { Float($0) }),
      manifest: Manifest(
        .directions(
          DirectionsRecord(
            .hessian(
              HessianDirections(
                made: made, eigenvalues: pairs.map(\.value),
                residualNorms: pairs.map(\.residualNorm), converged: pairs.map(\.isConverged)
              ))))))
  }
}
