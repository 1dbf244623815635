import Analysis
import Grids
import RealModule
import Testing

private func valley(points: Int, offset: Double = 0.3) -> ScalarField {
  ScalarField(grid: squareGrid(points: points)) { x, y in
    let along = 0.8 * x + 0.6 * y
    let across = -0.6 * x + 0.8 * y
    return along * along + 100 * across * across + offset
  }
}

struct MinimaAnalysisTests {
  @Test func aCompleteCoarserGridStandsForAnIncompleteSurface() {
    let whole = valley(points: 51)
    // One more point than the grid of stride 2 has.
    var isComputed = Array(repeating: false, count: whole.grid.count)
    for point in whole.grid.coarseToFine.prefix(25 * 25 + 1) { isComputed[point] = true }
    let field = ScalarField(grid: whole.grid, values: whole.values, isComputed: isComputed)
    let analysis = MinimaAnalysis(
      of: field, analysing: field.readablePart, quantity: "train_loss")
    #expect(analysis.columns == 51 && analysis.rows == 51)
    #expect(analysis.analysedColumns == 25 && analysis.analysedRows == 25 && analysis.isCoarser)
    #expect(analysis.missingPoints == 51 * 51 - 626)
    #expect(analysis.warnings.first == .coarser(missing: 51 * 51 - 626, columns: 25, rows: 25))
    let part = MinimaAnalysis(of: field.readablePart, quantity: "train_loss")
    #expect(analysis.minima == part.minima && analysis.neighbourCount == part.neighbourCount)
    #expect(part.count >= 1)
    // Between gaps that are walls nothing can be compared with its neighbours.
    let walled = MinimaAnalysis(of: field, quantity: "train_loss")
    #expect(walled.neighbourCount == 0 && !walled.isCoarser)
  }

  @Test func convexValleyFinelySampledHasOneMinimum() {
    let analysis = MinimaAnalysis(of: valley(points: 51), quantity: "train_loss")
    #expect(analysis.count == 1)
    #expect(analysis.neighbourCount == 3)
    #expect(analysis.borderCount == 0)
    #expect(analysis.minima.count == 3)
    #expect(analysis.warnings == [])
    #expect(analysis.minima[0].x == 0 && analysis.minima[0].y == 0)
    #expect(analysis.minima[0].basinFraction == 1)
    #expect(analysis.minima[1].basinFraction == 0)
  }

  @Test func convexValleyCoarselySampledIsWarnedOf() {
    let analysis = MinimaAnalysis(of: valley(points: 21), quantity: "train_loss")
    #expect(analysis.count == 3)
    #expect(analysis.minima.dropFirst().allSatisfy { abs($0.persistence - 0.034) < 0.0005 })
    #expect(analysis.warnings == [.withinSampling(2, of: 3)])
    #expect(abs(analysis.minima.reduce(0) { $0 + $1.basinFraction } - 1) < 1e-12)
  }

  @Test func valleyAtZeroLossPassesTheThresholdAndIsWarnedOf() {
    let analysis = MinimaAnalysis(of: valley(points: 51, offset: 0), quantity: "train_loss")
    #expect(analysis.minima.dropFirst().contains { abs($0.persistence - 0.087) < 0.0005 })
    #expect(analysis.warnings == [.withinSampling(analysis.count - 1, of: analysis.count)])
  }

  @Test func eggBoxHasAMinimumPerCellAndNoWarning() {
    let box = ScalarField(grid: squareGrid(points: 51)) { x, y in
      0.5 + Double.cos(.pi * x) * Double.cos(.pi * x) + Double.cos(.pi * y) * Double.cos(.pi * y)
    }
    let analysis = MinimaAnalysis(of: box, quantity: "train_loss")
    #expect(analysis.count == 4)
    #expect(analysis.borderCount == 0)
    #expect(analysis.warnings == [])
    for minimum in analysis.minima where minimum.persistence >= analysis.threshold {
      #expect(abs(minimum.basinFraction - 0.25) < 0.03)
    }
  }

  @Test func reportsPlaceLossAndSaddle() throws {
    let losses = field([[9, 9, 9, 9, 9], [9, 0.009, 0.999, 0.099, 9], [9, 9, 9, 9, 99.999]])
    let analysis = MinimaAnalysis(of: losses, quantity: "test_loss", threshold: 0.5)
    #expect(analysis.quantity == "test_loss")
    #expect((analysis.columns, analysis.rows) == (5, 3))
    try #require(analysis.minima.count == 2)
    let (lowest, second) = (analysis.minima[0], analysis.minima[1])
    #expect((lowest.x, lowest.y, lowest.loss) == (1, 1, 0.009))
    #expect(abs(lowest.persistence - 4) < 1e-12, "largest minus smallest, in decades")
    #expect(lowest.saddle == nil)
    #expect(second.saddle == Minimum.Saddle(x: 2, y: 1, loss: 0.999))
    #expect(abs(second.persistence - 1) < 1e-12)
    #expect(analysis.count == 2)
    #expect(analysis.count(atThreshold: 1.5) == 1)
  }

  @Test func borderMinimaAreCountedApart() {
    let analysis = MinimaAnalysis(
      of: field([[9, 9, 9, 9], [9, 1, 9, 0], [9, 9, 9, 9]]), quantity: "loss")
    #expect(analysis.minima.map(\.isOnBorder) == [true, false])
    #expect((analysis.count, analysis.borderCount) == (1, 1))
  }

  @Test func onALineOnlyTheEndsAreBorder() {
    for rows in [[[1, 0.5, 1, 0.2, 1]], [[1], [0.5], [1], [0.2], [1]]] {
      let line = MinimaAnalysis(of: field(rows), quantity: "loss")
      #expect((line.count, line.borderCount, line.neighbourCount) == (2, 0, 2))
      #expect(line.resolvedCount == 2, "on a line sampling can hide a minimum, not invent one")
      #expect(line.warnings == [])
    }
    let falling = MinimaAnalysis(of: field([[3, 2, 4, 1]]), quantity: "loss")
    #expect((falling.count, falling.borderCount, falling.neighbourCount) == (1, 1, 1))
    #expect(MinimaAnalysis(of: field([[0, 1]]), quantity: "loss").borderCount == 1)
  }

  /// A bowl of which a part lies below zero, and two wells of which one does: on scales that fit, as many
  /// minima as there are; their barriers are in the unit of the scale.
  @Test func negativeLossesAreCountedOnScalesThatFit() throws {
    let dip = ScalarField(grid: squareGrid(points: 21)) { 0.1 - 0.5 + $0 * $0 + 2 * $1 * $1 }
    let wells = ScalarField(grid: squareGrid(points: 41)) { x, y in
      func well(_ center: Double) -> Double {
        Double.exp(-8 * ((x - center) * (x - center) + y * y))
      }
      return 1 - 0.8 * well(-0.5) - 1.3 * well(0.5)
    }
    for (losses, count) in [(dip, 1), (wells, 2)] {
      #expect(HeightScale.standard.misfit(of: losses) != nil)
      let fitting = try #require(HeightScale.fitting([losses]))
      for scale in [.linear, fitting] {
        let analysis = MinimaAnalysis(of: losses, quantity: "loss", scale: scale)
        #expect((analysis.count, analysis.resolvedCount) == (count, count), "\(scale)")
        #expect(analysis.nonfinitePoints == 0 && analysis.warnings == [])
      }
    }
    let linear = MinimaAnalysis(of: wells, quantity: "loss", scale: .linear)
    let range = try #require(wells.finiteRange)
    #expect(linear.threshold == 0.01 * (range.upperBound - range.lowerBound))
    #expect(linear.minima[0].persistence == range.upperBound - range.lowerBound)
    let second = linear.minima[1]
    #expect(second.persistence == (second.saddle?.loss ?? .nan) - second.loss)
  }

  /// The unit of the loss does not change a count on a linear scale.
  @Test(arguments: [1e-6, 1e-4, 1e-3, 1, 1000])
  func linearCountsDoNotDependOnTheUnit(factor: Double) {
    let wells = ScalarField(grid: squareGrid(points: 21)) { x, y in
      factor * ((x * x - 0.25) * (x * x - 0.25) + 0.3 * y * y + 0.02 * x)
    }
    let analysis = MinimaAnalysis(of: wells, quantity: "loss", scale: .linear)
    #expect((analysis.count, analysis.resolvedCount) == (2, 2))
  }

  @Test func whatCannotBeCountedIsNotCounted() {
    func text(_ rows: [[Double]]) -> String {
      MinimaAnalysis(of: field(rows), quantity: "loss").countText
    }
    #expect(text([[.nan, .infinity, .nan]]) == "no finite loss")
    #expect(text([[1, 2], [3, 4], [5, 6]]) == "too few points to count minima")
    #expect(text([[1, 2]]) == "too few points to count minima")
    #expect(text([[1, 0, 2]]) == "1 local minimum")
    #expect(text([[1, 2, 3]]) == "0 local minima")
  }

  @Test func aPlateauThatTouchesTheBorderIsOnIt() {
    let touching = field([[9, 9, 9, 9], [9, 1, 1, 1], [9, 9, 9, 9]])
    for side in [touching, touching.reflected, touching.transposed] {
      #expect(MinimaAnalysis(of: side, quantity: "loss").minima.map(\.isOnBorder) == [true])
    }
  }

  @Test func statesWhatHasNoValue() {
    let losses = ScalarField(
      grid: unitGrid(columns: 5, rows: 1), values: [1, .nan, 2, 3, -1],
      isComputed: [true, true, true, false, true])
    let analysis = MinimaAnalysis(of: losses, quantity: "loss")
    #expect(analysis.missingPoints == 1)
    #expect(analysis.nonfinitePoints == 1)
    #expect(analysis.points.withoutHeight == 1, "a loss below −offset is finite")
    #expect(
      analysis.warnings.prefix(3) == [
        .missingPoints(1), .pointsWithoutHeight(1), .nonfinitePoints(1),
      ])
  }

  @Test func cutOffMinimaAreWarnedOf() {
    let analysis = MinimaAnalysis(of: field([[1, 2, .nan, 3, 4, .nan, 9]]), quantity: "loss")
    #expect(analysis.minima.map(\.loss) == [1, 3], "a flat region has no minimum")
    #expect(analysis.minima.allSatisfy { $0.saddle == nil })
    #expect(analysis.minima.map(\.isCutOff) == [false, true])
    #expect(analysis.warnings == [.nonfinitePoints(2), .cutOff(1)])
    #expect(analysis.minima.map(\.basinFraction) == [0.4, 0.4])
  }

  @Test(arguments: [[[5.0]], [[5, 5], [5, 5]], [[.nan, .nan]]])
  func nothingToSeeHasNoMinima(rows: [[Double]]) {
    let analysis = MinimaAnalysis(of: field(rows), quantity: "loss")
    #expect(analysis.minima == [])
    #expect((analysis.count, analysis.borderCount, analysis.neighbourCount) == (0, 0, 0))
    #expect(analysis.thresholdCurve == [])
  }

  @Test func thresholdCurveHoldsEveryStep() {
    let edge = [Double](repeating: 1000, count: 11)
    let inside: [Double] = [1000, 0.1, 10, 1, 10, 1, 100, 10, 1000, 10, 1000]
    let analysis = MinimaAnalysis(
      of: field([edge, inside, edge]), quantity: "loss", scale: .logarithmic(offset: 0))
    #expect(analysis.thresholdCurve.map(\.threshold) == [1, 2, 4])
    #expect(analysis.thresholdCurve.map(\.count) == [5, 2, 1])
    for step in analysis.thresholdCurve {
      #expect(analysis.count(atThreshold: step.threshold) == step.count)
      #expect(analysis.count(atThreshold: step.threshold.nextUp) < step.count)
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func minimaDoNotDependOnTheSideOneLooksFrom(seed: UInt64) {
    let field = randomField(seed: seed, walls: 0.1).map { $0 + 1.5 }
    func summary(_ field: ScalarField) -> [[Double?]] {
      MinimaAnalysis(of: field, quantity: "loss").minima.map {
        [$0.loss, $0.persistence, $0.basinFraction, $0.isOnBorder ? 1 : 0, $0.saddle?.loss]
      }
    }
    #expect(summary(field.transposed) == summary(field))
    #expect(summary(field.reflected) == summary(field))
  }

  /// Of minima of one value the elder is the first in grid order, so which of them has which
  /// barrier changes with the side one looks from; the barriers themselves do not.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func barriersOfTiesDoNotDependOnTheSideOneLooksFrom(seed: UInt64) {
    let field = randomField(seed: seed, levels: 3, walls: 0.1).map { $0 + 1 }
    let analysis = MinimaAnalysis(of: field, quantity: "loss")
    for turned in [field.transposed, field.reflected] {
      let other = MinimaAnalysis(of: turned, quantity: "loss")
      #expect(
        other.minima.map(\.persistence).sorted() == analysis.minima.map(\.persistence).sorted())
      #expect(other.count + other.borderCount == analysis.count + analysis.borderCount)
      #expect(other.neighbourCount == analysis.neighbourCount)
    }
  }

  @Test func warningsReadAsSentences() {
    let warnings: [SurfaceWarning] = [
      .missingPoints(1), .missingPoints(7), .pointsWithoutHeight(1), .pointsWithoutHeight(2),
      .nonfinitePoints(1), .nonfinitePoints(2), .cutOff(1),
      .cutOff(3), .withinSampling(1, of: 2), .withinSampling(2, of: 3),
    ]
    #expect(
      warnings.map(\.description) == [
        "1 point has not been evaluated: the counts are provisional.",
        "7 points have not been evaluated: the counts are provisional.",
        "1 point has a finite loss, but no height on this scale, and acts as a wall.",
        "2 points have a finite loss, but no height on this scale, and act as walls.",
        "1 point has no finite value and acts as a wall.",
        "2 points have no finite value and act as walls.",
        "1 minimum is cut off by points without a value: its persistence covers only the visible"
          + " part of the region around.",
        "3 minima are cut off by points without a value: their persistence covers only the visible"
          + " part of the region around.",
        "1 of these 2 minima is within what grid spacing alone can produce (persistence ≤ allowance):"
          + " sample more finely before counting it.",
        "2 of these 3 minima are within what grid spacing alone can produce (persistence ≤"
          + " allowance): sample more finely before counting them.",
      ])
  }
}
