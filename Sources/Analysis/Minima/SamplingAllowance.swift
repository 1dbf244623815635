internal import Grids
internal import RealModule

/// The barrier that sampling alone can put around a point from which the loss falls away.
///
/// **Claim.** Let two grid points be joined by any continuous way on which the loss does not exceed
/// B. Then they are joined by a way over grid points, each a neighbour (of 8) of the one before it,
/// on which it does not exceed B + κ/8, where κ is the largest second difference along an axis,
/// h²·∂²f, near the way. So the persistence of a minimum on the grid exceeds its true one by at
/// most that, and a false one, whose true persistence is 0, has at most κ/8.
///
/// **Why.** The way leaves a cell of the grid by one of its edges and enters the next by the same
/// edge, so it crosses edges one after the other, and two crossed in succession belong to one cell,
/// whose corners are all neighbours. Let it cross the edge from a to b (distance h) at
/// q = (1 − θ)a + θb. With ∂²f ≤ λ on the edge, the loss interpolated between its ends exceeds that
/// at q by at most θ(1 − θ)h²λ/2 (the remainder of linear interpolation):
///
///     min(f(a), f(b)) ≤ (1 − θ)f(a) + θf(b) ≤ f(q) + θ(1 − θ)h²λ/2 ≤ B + h²λ/8.
///
/// The lower ends of all edges crossed are the way over grid points. No use is made of convexity.
/// (With 4 neighbours the corners of a cell are not all joined, and the claim is false.) In a
/// narrow valley at an angle to the axes it is nearly reached: the floor passes between two grid
/// points at half a spacing from both, which lie λ(h/2)²/2 up its walls.
///
/// On a line (a grid one point wide) there are no artefacts: a way between two grid points passes
/// all that lie between them, so B already bounds these, and the allowance is 0.
///
/// The allowance is the height of this rise above a minimum of loss L: on a linear scale κ/8 itself, on
/// a logarithmic one log10((L + offset + κ/8) / (L + offset)) decades. Near −offset that is large.
///
/// **What is an estimate.** κ is taken from the samples, along the straight line from the minimum
/// to its saddle, and as the largest eigenvalue of the matrix of second differences, each axis
/// measured in its own spacing, the larger one of those to both sides. That is at least the larger
/// one along an axis, and up to twice it, which makes up for walls that are steeper between the
/// samples than at them.
struct SamplingAllowance {
  let losses: ScalarField
  let scale: HeightScale

  /// The allowance, in the unit of the scale, of a minimum with a saddle, both given by index; nil where no second
  /// difference between them can be formed (walls all around).
  func height(minimum: Int, saddle: Int) -> Double? {
    height(along: line(from: minimum, to: saddle), above: losses.values[minimum])
  }

  /// The allowance above a loss, of the largest second difference at any of some points;
  /// nil where none can be formed.
  func height(along points: [Int], above loss: Double) -> Double? {
    rise(along: points).flatMap { scale.height(ofRise: $0, above: loss) }
  }

  /// κ/8 in units of the loss: an eighth of the largest second difference at any of some points,
  /// not below 0; nil where none can be formed.
  func rise(along points: [Int]) -> Double? {
    if losses.grid.isLine { return 0 }
    return points.compactMap(largestSecondDifference).max().map { max(0, $0) / 8 }
  }

  /// The grid points nearest to the straight line between two, both included.
  private func line(from start: Int, to end: Int) -> [Int] {
    let grid = losses.grid
    let (column, row) = (grid.column(of: start), grid.row(of: start))
    let (columns, rows) = (grid.column(of: end) - column, grid.row(of: end) - row)
    let steps = max(abs(columns), abs(rows))
    func part(_ step: Int, of length: Int) -> Int {
      steps == 0 ? 0 : Int((Double(step * length) / Double(steps)).rounded())
    }
    return (0...steps).map {
      grid.index(column: column + part($0, of: columns), row: row + part($0, of: rows))
    }
  }

  /// The largest eigenvalue of the second differences at a point; on the border at the nearest
  /// inner point. An axis of fewer than three points has no curvature.
  private func largestSecondDifference(at point: Int) -> Double? {
    let grid = losses.grid
    let (hasX, hasY) = (grid.columns > 2, grid.rows > 2)
    let column =
      hasX ? min(max(grid.column(of: point), 1), grid.columns - 2) : grid.column(of: point)
    let row = hasY ? min(max(grid.row(of: point), 1), grid.rows - 2) : grid.row(of: point)
    let xs = hasX ? AxisSteps(at: column, of: grid.xs) : nil
    let ys = hasY ? AxisSteps(at: row, of: grid.ys) : nil
    func loss(_ dx: Int, _ dy: Int) -> Double { losses[column: column + dx, row: row + dy] }

    let (xx, yy, xy): (Double, Double, Double)
    if let xs, let ys {
      let index = grid.index(column: column, row: row)
      guard let differences = losses.secondDifferences(at: index) else { return nil }
      xx = differences.xx * xs.larger * xs.larger
      yy = differences.yy * ys.larger * ys.larger
      xy = differences.xy * xs.larger * ys.larger
    } else {
      let x = xs.map {
        $0.secondDifference(loss(-1, 0), loss(0, 0), loss(1, 0)) * $0.larger * $0.larger
      }
      let y = ys.map {
        $0.secondDifference(loss(0, -1), loss(0, 0), loss(0, 1)) * $0.larger * $0.larger
      }
      (xx, yy, xy) = (x ?? 0, y ?? 0, 0)
    }
    let largest = (xx + yy) / 2 + Double.hypot((xx - yy) / 2, xy)
    return largest.isFinite ? largest : nil
  }
}
