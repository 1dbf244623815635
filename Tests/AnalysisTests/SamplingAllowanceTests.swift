import Analysis
import Grids
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A valley along an axis at an angle, convex by construction: it has one minimum.
private struct Valley {
  enum Shape: CaseIterable { case quadratic, quartic, hyperbolic }

  let angle: Double
  let aspect: Double
  let offset: Double
  let shape: Shape

  func sampled(points: Int) -> ScalarField {
    ScalarField(grid: squareGrid(points: points)) { x, y in
      let along = cos(angle) * x + sin(angle) * y
      let across = -sin(angle) * x + cos(angle) * y
      let wall =
        switch shape {
        case .quadratic: across * across
        case .quartic: across * across + across * across * across * across
        case .hyperbolic: cosh(2 * across) - 1
        }
      return along * along + aspect * wall + offset
    }
  }
}

struct SamplingAllowanceTests {
  /// Every minimum of a convex valley but the lowest is an artefact, and must be within its
  /// allowance.
  @Test(arguments: Valley.Shape.allCases, [11, 21, 51])
  private func coversWhatSamplingInventsInConvexValleys(shape: Valley.Shape, points: Int) {
    var artefacts = 0
    for step in 1..<23 {
      for aspect in [3.0, 10, 100, 1000] {
        for offset in [0, 0.01, 0.3, 3] {
          let valley = Valley(
            angle: Double(step) * Double.pi / 46, aspect: aspect, offset: offset, shape: shape)
          let analysis = MinimaAnalysis(of: valley.sampled(points: points), quantity: "loss")
          for minimum in analysis.minima.dropFirst() {
            artefacts += 1
            #expect(
              minimum.isWithinSampling,
              "\(valley): \(minimum.persistence) > \(String(describing: minimum.allowance))")
          }
        }
      }
    }
    #expect(artefacts > 100, "the sweep must invent minima")
  }

  @Test func isTheFormulaOfTheLargestCurvature() throws {
    // Second differences of 2 along x and 8 along y, none mixed; wells at both ends.
    let grid = unitGrid(columns: 9, rows: 3)
    let losses = ScalarField(grid: grid) { x, y in
      min((x - 1) * (x - 1), (x - 6) * (x - 6) + 1) + 4 * (y - 1) * (y - 1) + 0.1
    }
    let minimum = try #require(MinimaAnalysis(of: losses, quantity: "loss").minima.last)
    #expect(minimum.loss == 1.1)
    let expected = log10((1.1 + 0.001 + 8.0 / 8) / (1.1 + 0.001))
    #expect(abs(try #require(minimum.allowance) - expected) < 1e-12)
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
}
