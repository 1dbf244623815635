import Analysis
import Foundation
import Grids
import Testing

struct SurfaceTopologyTests {
  /// cos 4πx + cos 4πy on [−1, 1]²: minima at odd quarters, 4 × 4 of them; maxima at halves, of which
  /// 3 × 3 lie inside; saddles of height 0 between.
  private let box = ScalarField(grid: squareGrid(points: 41)) {
    pow(10, cos(4 * .pi * $0) + cos(4 * .pi * $1)) - 0.001
  }

  @Test func eggBoxHasAsManyMinimaAndHolesAsOneCanSee() {
    let topology = SurfaceTopology(of: box, threshold: 0.5)
    #expect(topology.componentCount(atThreshold: 0.5) == 16)
    #expect(topology.holeCount(atThreshold: 0.5) == 9)
    for component in topology.components where component.persistence >= 0.5 {
      #expect(abs(component.birth + 2) < 1e-9)
      #expect(component.death == .infinity || abs(component.death) < 1e-9)
      #expect(abs(cos(4 * .pi * component.birthPoint.x) + 1) < 1e-9)
      #expect(!component.birthPoint.isOnBorder)
    }
    for hole in topology.holes where hole.persistence >= 0.5 {
      #expect(abs(hole.death - 2) < 1e-9 && abs(hole.birth) < 1e-9)
      #expect(abs((hole.deathPoint?.loss ?? 0) - 100) < 0.01)
      #expect(hole.deathPoint?.isOnBorder == false)
    }
    #expect(topology.saddleGaps?.count == 16)
    #expect(abs((topology.saddleGaps?.plain ?? 0) - 2) < 1e-9, "all saddles are 2 decades up")
    #expect(abs((topology.saddleGaps?.weighted ?? 0) - 2) < 1e-9)
  }

  @Test func bowlsHaveOneMinimumAndNoHole() {
    let bowl = SurfaceTopology(
      of: ScalarField(grid: squareGrid(points: 21)) { $0 * $0 + $1 * $1 }, classes: 10)
    #expect(bowl.components.count == 1 && bowl.holes.isEmpty && bowl.saddleGaps == nil)
    #expect(bowl.components[0].birthPoint == .init(x: 0, y: 0, loss: 0, isOnBorder: false))
    #expect(bowl.components[0].deathPoint == nil)
    #expect(bowl.roughness.convexShare == 1 && bowl.roughness.betterThanGuessing == 1)
    #expect((bowl.columns, bowl.rows) == (21, 21))
  }

  @Test func heightsAreInTheUnitOfTheScale() throws {
    let bowl = ScalarField(grid: squareGrid(points: 21)) { $0 * $0 + $1 * $1 - 1 }
    let linear = SurfaceTopology(of: bowl, scale: .linear)
    #expect(linear.threshold == 0.02)
    #expect(linear.components.map(\.birth) == [-1])
    // ∂²/∂x² + ∂²/∂y² = 4.
    #expect(abs(try #require(linear.roughness.laplacian) - 4) < 1e-9)
    let wells = SurfaceTopology(of: field([[0, 3, 1, 5, 2, 9]]), scale: .linear)
    #expect(wells.components.map(\.persistence) == [.infinity, 2, 3])
    #expect(abs(try #require(wells.saddleGaps).plain - (3 + 2 + 3) / 3.0) < 1e-12)
  }

  @Test func warnsOfPointsWithoutAValue() {
    let walled = SurfaceTopology(of: field([[1, 2, .nan, 3, -1]]))
    #expect(walled.warnings == [.pointsWithoutHeight(1), .nonfinitePoints(1)])
    #expect(SurfaceTopology(of: box).warnings == [])
  }

  @Test func tellsWhereWallsAre() {
    let holed = SurfaceTopology(
      of: field([[1, 1, 1], [1, .nan, 1], [1, 1, 1]]))
    #expect(holed.holes.count == 1 && holed.holes[0].deathPoint == nil)
    #expect(holed.holeCount(atThreshold: 100) == 1, "it never ends")
  }
}
