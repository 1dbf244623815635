import Figures
import Grids
import Testing

@Suite struct PlotExtentTests {
  @Test func edgesLieHalfwayAndHalfASpacingBeyond() {
    #expect(PlotExtent.edges(of: [0, 1, 3], other: [0]) == [-0.5, 0.5, 2, 4])
  }

  @Test func aSinglePointIsAsWideAsTheOtherAxisIsSpaced() {
    #expect(PlotExtent.edges(of: [2], other: [0, 1, 2]) == [1.5, 2.5])
    #expect(PlotExtent.edges(of: [2], other: [7]) == [1.5, 2.5])
    #expect(PlotExtent.edges(of: [2], other: [0, 4]) == [0, 4])
  }

  @Test func cellsReachFromPointToPoint() throws {
    let grid = try #require(Grid(xs: [0, 1, 2, 3, 4], ys: [0, 2]))
    let cells = PlotExtent(grid, isCellwise: false)
    #expect(cells.x == 0...4 && cells.y == 0...2 && cells.aspect == 2)
    let points = PlotExtent(grid, isCellwise: true)
    #expect(points.x == -0.5...4.5 && points.y == -1...3 && points.aspect == 1.25)
  }

  @Test func theFrameMapsUpwards() throws {
    let grid = try #require(Grid(xs: [0, 4], ys: [0, 2]))
    let frame = PlotFrame(
      extent: PlotExtent(grid, isCellwise: false),
      rectangle: Rectangle(x: 10, y: 20, width: 400, height: 200))
    #expect(frame.point(PlanePoint(x: 0, y: 0)) == Point(x: 10, y: 220))
    #expect(frame.point(PlanePoint(x: 3, y: 2)) == Point(x: 310, y: 20))
  }
}
