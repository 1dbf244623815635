import Analysis
import Grids
import RealModule
import Testing

/// A valley along an axis at an angle, convex by construction: it has one minimum.
private struct Valley {
  enum Shape: CaseIterable { case quadratic, quartic, hyperbolic }

  let angle: Double
  let aspect: Double
  let offset: Double
  let shape: Shape
  /// Where its minimum lies, off the points of most grids.
  var center = (x: 0.0, y: 0.0)

  func sampled(on grid: Grid) -> ScalarField {
    ScalarField(grid: grid) { x, y in
      let (x, y) = (x - center.x, y - center.y)
      let along = Double.cos(angle) * x + Double.sin(angle) * y
      let across = -Double.sin(angle) * x + Double.cos(angle) * y
      let wall =
        switch shape {
        case .quadratic: across * across
        case .quartic: across * across + across * across * across * across
        case .hyperbolic: Double.cosh(2 * across) - 1
        }
      return along * along + aspect * wall + offset
    }
  }
}

struct SamplingAllowanceTests {
  /// Persistence over allowance of every false minimum of valleys over angle, aspect and height above
  /// zero: of every minimum but the lowest.
  private func ratios(
    _ shape: Valley.Shape, on grid: Grid, center: (x: Double, y: Double) = (0, 0),
    scale: HeightScale = .standard
  ) -> [Double] {
    var ratios: [Double] = []
    for step in 1..<23 {
      for aspect in [3.0, 10, 100, 1000] {
        for offset in [0, 0.01, 0.3, 3] {
          let valley = Valley(
            angle: Double(step) * Double.pi / 46, aspect: aspect, offset: offset, shape: shape,
            center: center)
          let analysis = MinimaAnalysis(
            of: valley.sampled(on: grid), quantity: "loss", scale: scale)
          ratios += analysis.minima.dropFirst().map { minimum in
            minimum.allowance.map { minimum.persistence / $0 } ?? .infinity
          }
        }
      }
    }
    return ratios
  }

  /// The allowance covers what sampling invents; were it twice as low, it would not.
  @Test(arguments: Valley.Shape.allCases, [11, 21, 51])
  private func coversWhatSamplingInventsInConvexValleys(shape: Valley.Shape, points: Int) throws {
    for scale in [HeightScale.standard, .linear] {
      let ratios = ratios(shape, on: squareGrid(points: points), scale: scale)
      #expect(ratios.count > 100, "the sweep must invent minima")
      let worst = try #require(ratios.max())
      #expect(worst < 1 && worst > 0.5, "\(worst)")
    }
  }

  /// The axes have spacings of their own, and need not be spaced evenly.
  @Test(arguments: [(51, 21), (21, 51), (41, 11)])
  private func measuresEachAxisInItsOwnSpacing(columns: Int, rows: Int) throws {
    let grid = try #require(
      Grid(
        xs: Grid.axis(from: -1, to: 1, count: columns), ys: Grid.axis(from: -1, to: 1, count: rows))
    )
    for shape in Valley.Shape.allCases {
      let ratios = ratios(shape, on: grid, center: (0.013, -0.031))
      #expect(ratios.count > 50, "the sweep must invent minima")
      let worst = try #require(ratios.max())
      #expect(worst < 1 && worst > 0.5, "\(worst)")
    }
  }

  /// Spacings that alternate between one and three parts, and spacings that grow outwards.
  @Test(arguments: [true, false])
  private func coversWhatUnevenAxesInvent(isAlternating: Bool) throws {
    let axis = (-12...12).map { place -> Double in
      let t = Double(place)
      return isAlternating
        ? (t + (place.isMultiple(of: 2) ? 0 : 0.5)) / 12.5 : t * abs(t) / 160 + t / 120
    }
    let grid = try #require(Grid(xs: axis, ys: axis))
    for shape in Valley.Shape.allCases {
      let ratios = ratios(shape, on: grid, center: (0.013, -0.031))
      #expect(ratios.count > 50, "the sweep must invent minima")
      let worst = try #require(ratios.max())
      #expect(worst < 1, "\(worst)")
    }
  }

  @Test func isTheFormulaOfTheLargestCurvature() throws {
    // Second differences of 2 along x and 8 along y, none mixed; wells at both ends.
    let grid = unitGrid(columns: 9, rows: 3)
    let losses = ScalarField(grid: grid) { x, y in
      min((x - 1) * (x - 1), (x - 6) * (x - 6) + 1) + 4 * (y - 1) * (y - 1) + 0.1
    }
    let minimum = try #require(MinimaAnalysis(of: losses, quantity: "loss").minima.last)
    #expect(minimum.loss == 1.1)
    let expected = Double.log10((1.1 + 0.001 + 8.0 / 8) / (1.1 + 0.001))
    #expect(abs(try #require(minimum.allowance) - expected) < 1e-12)
    let linear = MinimaAnalysis(of: losses, quantity: "loss", scale: .linear)
    #expect(abs(try #require(linear.minima.last?.allowance) - 8.0 / 8) < 1e-12)
  }

  @Test func needsSecondDifferences() throws {
    let line = MinimaAnalysis(of: field([[1, 9, 2]]), quantity: "loss")
    // Along the one axis: 1 − 18 + 2 < 0, which invents nothing.
    #expect(line.minima.map(\.allowance) == [nil, 0])
    let walled = MinimaAnalysis(
      of: field([[1, .nan, .nan, .nan], [.nan, 9, 2, .nan]]), quantity: "loss")
    #expect(walled.minima.map(\.allowance) == [nil, nil])
    #expect(walled.minima.last?.saddle != nil)
  }

  /// The claim itself, on ways that are no straight lines: along a bent valley of floor B that never
  /// rises, the barrier on the grid stays below κ/8, κ the largest second difference along an axis.
  @Test(arguments: [11, 21, 41])
  func holdsAlongBentValleys(points: Int) {
    let grid = squareGrid(points: points)
    let (radius, steepness) = (0.7, 200.0)
    // A gutter round the centre that falls from the angle 0 to the angle π.
    let losses = ScalarField(grid: grid) { x, y in
      let across = Double.hypot(x, y) - radius
      return 1 + steepness * across * across + 0.1 * (x + 1)
    }
    let spacing = 2 / Double(points - 1)
    // Across the gutter the second derivative is 2 · steepness, along an axis at most that.
    let allowance = spacing * spacing * 2 * steepness / 8
    let tree = MergeTree(sublevelSetsOf: losses)
    #expect(tree.branches.count > 1)
    for branch in tree.branches.dropFirst() {
      #expect(branch.persistence <= allowance, "\(branch.persistence) > \(allowance)")
    }
  }

  @Test func classifiesByThresholdAndAllowance() {
    func minimum(
      _ persistence: Double, allowance: Double?, saddle: Bool = true, isCutOff: Bool = false
    ) -> Minimum {
      Minimum(
        x: 0, y: 0, loss: 1, persistence: persistence, isOnBorder: false,
        saddle: saddle ? .init(x: 1, y: 0, loss: 2) : nil, basinFraction: 0.5, allowance: allowance,
        isCutOff: isCutOff)
    }
    func resolution(_ minimum: Minimum) -> Minimum.Resolution {
      minimum.resolution(atThreshold: 0.01)
    }
    #expect(resolution(minimum(0.009, allowance: 0)) == .belowThreshold)
    #expect(resolution(minimum(0.01, allowance: 0.01)) == .unresolved)
    #expect(resolution(minimum(0.01, allowance: 0.009)) == .resolved)
    #expect(resolution(minimum(0.02, allowance: nil)) == .unresolved)
    #expect(resolution(minimum(0.02, allowance: nil, saddle: false)) == .resolved)
    #expect(
      resolution(minimum(0.02, allowance: nil, saddle: false, isCutOff: true)) == .unresolved)
  }

  @Test func countsWhatIsResolved() {
    let valley = Valley(angle: 0.4, aspect: 100, offset: 0, shape: .quadratic)
    let analysis = MinimaAnalysis(of: valley.sampled(on: squareGrid(points: 51)), quantity: "loss")
    #expect(analysis.count > 1)
    #expect(analysis.resolvedCount == 1)
  }
}
