public import Grids
internal import Synchronization

extension PointExecutor {
  /// The mean losses at some points, in their order; bit-identical to those of a surface that this
  /// executor evaluates.
  ///
  /// - Throws: where the points cannot be evaluated.
  public func losses(at points: [PlanePoint]) throws -> [Double] {
    let losses = Mutex([Double](repeating: .nan, count: points.count))
    try evaluate(points, while: { true }) { index, value in
      losses.withLock { $0[index] = value.loss }
    }
    return losses.withLock { $0 }
  }
}
