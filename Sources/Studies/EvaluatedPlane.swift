internal import Analysis
internal import Grids
internal import Landscapes
internal import Runs

/// The losses of an evaluator on a plane.
///
/// Only losses can be asked for, so what is called exact elsewhere is an estimate here:
///
/// - The exact loss at a point is the mean over four points around it, ε away along the axes, where ε is so
///   small that the surface is flat to the rounding of single precision. Their rounding errors are as good
///   as independent, so that the difference to the loss itself shows how large these are.
/// - Derivatives are central differences over an eighth of the grid's spacing.
struct EvaluatedPlane: PlaneFunction {
  private let executor: any PointExecutor
  private let context: RunContext
  /// ε: the distance of the points that average out rounding.
  private let near: (x: Double, y: Double)
  /// The distance of the points that derivatives are taken from.
  private let step: (x: Double, y: Double)

  init(_ executor: any PointExecutor, grid: Grid, in context: RunContext) {
    self.executor = executor
    self.context = context
    func spacing(_ axis: [Double]) -> Double {
      zip(axis.dropFirst(), axis).map { $0 - $1 }.min() ?? 1
    }
    // On a line the other axis has no spacing: that along the line serves both.
    let x = grid.columns > 1 ? spacing(grid.xs) : spacing(grid.ys)
    let y = grid.rows > 1 ? spacing(grid.ys) : x
    near = (x / 4096, y / 4096)
    step = (x / 8, y / 8)
  }

  func losses(at points: [PlanePoint]) throws -> [Double] {
    try context.checkStop()
    let losses = try executor.losses(at: points)
    // Of points that were not begun no loss is known.
    try context.checkStop()
    return losses
  }

  func exactLosses(at points: [PlanePoint]) throws -> [Double] {
    let losses = try losses(
      at: points.flatMap { point in
        [(-near.x, 0), (near.x, 0), (0, -near.y), (0, near.y)].map { moved(point, $0.0, $0.1) }
      })
    return points.indices.map { losses[4 * $0..<4 * $0 + 4].reduce(0, +) / 4 }
  }

  func model(at point: PlanePoint) throws -> LocalModel {
    let (h, k) = step
    let offsets = [
      (-h, -k), (0, -k), (h, -k), (-h, 0), (0, 0), (h, 0), (-h, k), (0, k), (h, k),
    ]
    let f = try losses(at: offsets.map { moved(point, $0.0, $0.1) })
    return LocalModel(
      loss: f[4],
      gradient: ((f[5] - f[3]) / (2 * h), (f[7] - f[1]) / (2 * k)),
      hessian: (
        (f[5] - 2 * f[4] + f[3]) / (h * h), (f[8] - f[6] - f[2] + f[0]) / (4 * h * k),
        (f[7] - 2 * f[4] + f[1]) / (k * k)
      ))
  }

  private func moved(_ point: PlanePoint, _ x: Double, _ y: Double) -> PlanePoint {
    PlanePoint(x: point.x + x, y: point.y + y)
  }
}
