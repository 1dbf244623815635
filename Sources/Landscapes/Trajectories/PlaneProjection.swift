internal import Networks

/// The nearest point of a plane to weights, by least squares: right for axes of any length and at any angle.
struct PlaneProjection {
  private let x: [Float]
  private let y: [Float]
  private let xx: Double
  private let xy: Double
  private let yy: Double

  init(_ plane: Plane) {
    x = plane.x.values
    y = plane.y.values
    (xx, xy, yy) = (plane.x.dot(plane.x), plane.x.dot(plane.y), plane.y.dot(plane.y))
  }

  /// The determinant of the normal equations, relative to its largest value; at most 0 on a line.
  var determinant: Double { xx > 0 && yy > 0 ? 1 - xy * xy / (xx * yy) : 0 }

  /// The coordinates of the nearest point, and the distance to it.
  ///
  /// - Parameter row: the difference to the weights at the centre.
  func callAsFunction(_ row: [Float]) -> (x: Double, y: Double, distance: Double) {
    let (bx, by) = (InnerProduct.of(x, row), InnerProduct.of(y, row))
    let (alpha, beta) = solution(bx, by)
    var sum = 0.0
    for i in row.indices {
      let rest = Double(row[i]) - alpha * Double(x[i]) - beta * Double(y[i])
      sum += rest * rest
    }
    return (alpha, beta, sum.squareRoot())
  }

  private func solution(_ bx: Double, _ by: Double) -> (Double, Double) {
    guard xx > 0 else { return (0, yy > 0 ? by / yy : 0) }
    // What is left of y across x.
    let height = yy - xy * xy / xx
    guard determinant > 1e-12 else { return (bx / xx, 0) }
    let beta = (by - bx * xy / xx) / height
    return ((bx - beta * xy) / xx, beta)
  }
}
