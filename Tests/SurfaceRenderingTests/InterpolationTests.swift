import Grids
import SurfaceRendering
import Testing

@Suite struct InterpolationTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6]) func pointsAreKeptAndCellsKeepTheirRange(seed: Int) {
    let field = randomField(7, 5, seed: UInt64(seed))
    let refined = RefinedField(field, count: 60)
    let steps = refined.steps
    #expect(steps == 10)
    for row in 0..<4 {
      for column in 0..<6 {
        #expect(refined.rows[row * steps][column * steps] == field[column: column, row: row])
        let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
          field[column: column + $0.0, row: row + $0.1]
        }
        let (least, most) = (corners.min() ?? 0, corners.max() ?? 0)
        for j in 0...steps {
          for i in 0...steps {
            let value = refined.rows[row * steps + j][column * steps + i]
            #expect(value >= least && value <= most)
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6]) func noExtremumAppearsInsideACell(seed: Int) {
    let refined = RefinedField(randomField(6, 7, seed: UInt64(seed)), count: 48)
    let steps = refined.steps
    for row in 1..<(refined.ys.count - 1) where row % steps != 0 {
      for column in 1..<(refined.xs.count - 1) {
        let value = refined.rows[row][column]
        let around = (-1...1).flatMap { j in (-1...1).map { i in (i, j) } }.filter { $0 != (0, 0) }
          .map { refined.rows[row + $0.1][column + $0.0] }
        #expect(!around.allSatisfy { $0 < value } && !around.allSatisfy { $0 > value })
      }
    }
  }

  @Test func aPlaneAndASaddleAreReproduced() {
    let plane = RefinedField(square(5) { 2 * $0 - 3 * $1 + 1 }, count: 40)
    for (row, y) in plane.ys.enumerated() {
      for (column, x) in plane.xs.enumerated() {
        #expect(abs(plane.rows[row][column] - (2 * x - 3 * y + 1)) < 1e-12)
      }
    }
    // Linear along both axes, so the limits of the slopes never bind.
    let saddle = RefinedField(square(5) { $0 * $1 }, count: 40)
    for (row, y) in saddle.ys.enumerated() {
      for (column, x) in saddle.xs.enumerated() {
        #expect(abs(saddle.rows[row][column] - x * y) < 1e-12)
      }
    }
  }

  @Test func slopesAreThoseOfTheParabolaWhereTheyMayBe() {
    // y = x² on 1, 2, 3, 4: the slope of the parabola through three points is 2x.
    let slopes = MonotoneCubic.slopes([1, 2, 3, 4], [1, 4, 9, 16])
    #expect(slopes == [2, 4, 6, 8])
    // At a point that is higher than both neighbours the slope is 0.
    #expect(MonotoneCubic.slopes([0, 1, 2], [0, 1, 0])[1] == 0)
    // Not more than twice the smaller secant.
    #expect(MonotoneCubic.slopes([0, 1, 2, 3], [0, 0.1, 5, 6])[1] == 0.2)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func aMissingCornerMakesACellAHole(
    value: Double
  ) {
    var values = square(5) { $0 + $1 }.values
    values[12] = value
    let field = ScalarField(grid: .square(-1...1, count: 5), values: values)
    let refined = RefinedField(field, count: 40)
    for row in 0..<40 {
      for column in 0..<40 {
        let isHole = (1...2).contains(column / 10) && (1...2).contains(row / 10)
        let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
          refined.rows[row + $0.1][column + $0.0]
        }
        #expect(corners.allSatisfy(\.isFinite) == !isHole)
      }
    }
  }
}
