public import Grids
internal import Synchronization

extension PointExecutor {
  /// The numbers of some points, in their order; bit-identical to those of a surface that this executor
  /// evaluates.
  ///
  /// - Throws: where the points cannot be evaluated.
  public func values(at points: [PlanePoint]) throws -> [PointValue] {
    let values = Mutex([PointValue](repeating: PointValue(loss: .nan), count: points.count))
    try evaluate(points, while: { true }) { index, value in
      values.withLock { $0[index] = value }
    }
    return values.withLock { $0 }
  }

  /// The mean losses at some points, in their order, as ``values(at:)`` has them.
  ///
  /// - Throws: where the points cannot be evaluated.
  public func losses(at points: [PlanePoint]) throws -> [Double] {
    try values(at: points).map(\.loss)
  }
}
