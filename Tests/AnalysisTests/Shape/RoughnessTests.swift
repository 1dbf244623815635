import Analysis
import Foundation
import Grids
import Testing

private func roughness(
  _ losses: ScalarField, scale: HeightScale = .standard, threshold: Double = 0.01,
  classes: Int? = nil
) -> Roughness {
  Roughness(
    of: losses, scale: scale, basins: MergeTree(sublevelSetsOf: scale(losses)),
    threshold: threshold, classes: classes)
}

/// A field of losses whose logarithm is a function.
private func losses(points: Int, log10 value: (Double, Double) -> Double) -> ScalarField {
  ScalarField(grid: squareGrid(points: points)) { pow(10, value($0, $1)) - 0.001 }
}

struct RoughnessTests {
  @Test func bowlsAreConvexEverywhere() {
    let bowl = roughness(
      ScalarField(grid: squareGrid(points: 21)) { $0 * $0 + 2 * $1 * $1 + $0 * $1 })
    #expect(bowl.convexShare == 1 && bowl.basinConvexShare == 1)
  }

  @Test func valleysAndSaddlesAreConvexNowhere() {
    // Along a straight valley the second difference is 0, not positive.
    #expect(roughness(ScalarField(grid: squareGrid(points: 21)) { _, y in y * y }).convexShare == 0)
    #expect(
      roughness(ScalarField(grid: squareGrid(points: 21)) { 2 + $0 * $0 - $1 * $1 }).convexShare
        == 0)
    #expect(
      roughness(ScalarField(grid: squareGrid(points: 21)) { 2 + $0 * $0 + $1 * $1 + 3 * $0 * $1 })
        .convexShare == 0, "positive along both axes, but not between them")
  }

  /// Valleys that are straight at any angle and height, level or tilted: one eigenvalue is 0.
  @Test(arguments: [21, 51, 101])
  func straightValleysAreConvexNowhereAtAnyAngle(points: Int) {
    for step in 0..<24 {
      let angle = Double(step) * .pi / 24
      for (offset, tilt) in [(0, 0), (1, 0), (0.01, 0), (2, 0.3), (1000, 0)] {
        let valley = ScalarField(grid: squareGrid(points: points, from: -1, to: 1.1)) { x, y in
          let (along, across) = (cos(angle) * x + sin(angle) * y, -sin(angle) * x + cos(angle) * y)
          return offset + across * across + tilt * along
        }
        #expect(roughness(valley).convexShare == 0, "\(step), \(offset), \(tilt)")
      }
    }
    let valleys: [(Double, Double) -> Double] = [
      { ($0 + $1) * ($0 + $1) }, { (0.8 * $0 + 0.6 * $1) * (0.8 * $0 + 0.6 * $1) },
      { 1 + ($0 - 2 * $1) * ($0 - 2 * $1) }, { 2 + 3 * $0 + $1 * $1 }, { 5 + 3 * $0 + $1 },
    ]
    for valley in valleys {
      #expect(
        roughness(ScalarField(grid: squareGrid(points: points), valley)).convexShare == 0)
    }
  }

  /// What is allowed for rounding hides no curvature that is there.
  @Test func nearlyStraightValleysAreConvex() {
    let valley = ScalarField(grid: squareGrid(points: 101)) { x, y in
      let (along, across) = (0.8 * x + 0.6 * y, -0.6 * x + 0.8 * y)
      return 1 + across * across + 1e-6 * along * along
    }
    #expect(roughness(valley).convexShare == 1)
  }

  @Test func theLaplacianIsThatOfTheLogarithm() throws {
    // ∂²(x² + 3y²) = 2 + 6, at every point.
    let laplacian = try #require(
      roughness(losses(points: 21) { $0 * $0 + 3 * $1 * $1 }).laplacian)
    #expect(abs(laplacian - 8) < 1e-6)
  }

  @Test func unevenAxesAreMeasuredInTheirUnits() throws {
    let grid = try #require(Grid(xs: [0, 1, 3, 4], ys: [0, 0.5, 2]))
    let field = ScalarField(grid: grid) { pow(10, 0.1 * ($0 * $0 + 2 * $1 * $1)) - 0.001 }
    let laplacian = try #require(roughness(field).laplacian)
    #expect(abs(laplacian - 0.6) < 1e-9)
  }

  @Test func eggBoxIsConvexWhereBothCosinesAreBelowZero() throws {
    let points = 41
    let box = ScalarField(grid: squareGrid(points: points)) {
      3 + cos(4 * .pi * $0) + cos(4 * .pi * $1)
    }
    let inner = box.grid.xs.dropFirst().dropLast()
    let share = Double(inner.count { cos(4 * .pi * $0) < 0 }) / Double(inner.count)
    #expect(try abs(#require(roughness(box).convexShare) - share * share) < 1e-12)
  }

  @Test func theBasinOfTheMiddleIsMeasuredApart() throws {
    // A bowl on the left with the middle in it, a saddle-shaped slope far on the right.
    let field = ScalarField(grid: squareGrid(points: 41)) { x, y in
      x < 0.5 ? 1 + x * x + y * y : 1.25 + y * y - 4 * (x - 0.5) * (x - 0.5)
    }
    let shares = roughness(field, threshold: 0.01)
    #expect(try #require(shares.basinConvexShare) > #require(shares.convexShare))
    #expect(try #require(shares.convexShare) < 1)
  }

  @Test func guessingHasTheLogarithmOfTheClasses() {
    // ln 10 = 2.3026: of the 5 columns 0 … 4 three lie below.
    let slope = ScalarField(grid: unitGrid(columns: 5, rows: 3)) { x, _ in x }
    #expect(roughness(slope, classes: 10).betterThanGuessing == 0.6)
    #expect(roughness(slope, classes: 2).betterThanGuessing == 0.2)
    #expect(roughness(slope).betterThanGuessing == nil)
  }

  @Test func wallsAreLeftOutNotGuessed() {
    let grid = unitGrid(columns: 5, rows: 5)
    let values = (0..<25).map { index -> Double in
      let (column, row) = (Double(index % 5), Double(index / 5))
      return index == 12 ? .nan : (column - 2) * (column - 2) + row
    }
    let holed = roughness(ScalarField(grid: grid, values: values), classes: 10)
    #expect(holed.convexShare == nil, "all inner points touch the wall in the middle")
    #expect(holed.basinConvexShare == nil && holed.laplacian == nil)
    #expect(holed.lineVariation.lines == 0)
    #expect(holed.betterThanGuessing == 6.0 / 25, "a loss that is no number is not below guessing")
  }

  @Test func smallGridsHaveNoInside() {
    let line = roughness(field([[3, 1, 2]]), classes: 2)
    #expect(line.convexShare == nil && line.laplacian == nil)
    #expect(roughness(field([[.nan]]), classes: 2).betterThanGuessing == 0)
    let missing = ScalarField(
      grid: unitGrid(columns: 2, rows: 1), values: [0, 0], isComputed: [true, false])
    #expect(roughness(missing, classes: 2).betterThanGuessing == 1)
    let nothing = ScalarField(
      grid: unitGrid(columns: 1, rows: 1), values: [0], isComputed: [false])
    #expect(roughness(nothing, classes: 2).betterThanGuessing == nil)
  }

  /// Middle points of one value that belong to two basins.
  @Test func tiedMiddlePointsStandForBothBasins() throws {
    let wall = [Double](repeating: 9, count: 6)
    let tied = field([wall, [3, 0, 1, 1, 0.9, 0.2], wall])
    let share = try #require(roughness(tied).basinConvexShare)
    #expect(roughness(tied.reflected).basinConvexShare == share)
    #expect(share == roughness(tied).convexShare, "the two basins are all there is")
  }

  @Test func isTheSameFromEverySideWithTiesInTheMiddle() throws {
    for seed in 0..<200 as Range<UInt64> {
      let random = randomField(seed: seed).map { $0 + 1.5 }
      let grid = random.grid
      let columns = (grid.columns - 1) / 2...grid.columns / 2
      let rows = (grid.rows - 1) / 2...grid.rows / 2
      let field = ScalarField(
        grid: grid,
        values: random.values.indices.map { index in
          columns.contains(grid.column(of: index)) && rows.contains(grid.row(of: index))
            ? 1.2 : random.values[index]
        })
      let share = roughness(field).basinConvexShare
      #expect(roughness(field.transposed).basinConvexShare == share, "\(seed)")
      #expect(roughness(field.reflected).basinConvexShare == share, "\(seed)")
    }
  }

  @Test func isTheSameFromEverySide() {
    for seed in 0..<80 as Range<UInt64> {
      let field = randomField(seed: seed, walls: seed % 3 == 0 ? 0.1 : 0).map { $0 + 1.5 }
      let straight = roughness(field, classes: 4)
      #expect(roughness(field.transposed, classes: 4) == straight)
      #expect(roughness(field.reflected, classes: 4) == straight)
    }
  }
}
