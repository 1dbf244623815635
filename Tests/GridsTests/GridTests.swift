import Grids
import Testing

struct GridTests {
  @Test func numbersPointsRowByRow() throws {
    let grid = try #require(Grid(xs: [0, 1, 2], ys: [5, 6]))
    #expect((grid.columns, grid.rows, grid.count) == (3, 2, 6))
    #expect(grid.index(column: 2, row: 1) == 5)
    for index in 0..<grid.count {
      #expect(grid.index(column: grid.column(of: index), row: grid.row(of: index)) == index)
    }
    #expect((grid.column(of: 4), grid.row(of: 4)) == (1, 1))
  }

  @Test(
    arguments: [[], [1, 1], [2, 1], [.nan], [0, .nan], [0, .infinity], [-.infinity, 0]]
      as [[Double]])
  func refusesWhatIsNoAxis(axis: [Double]) {
    #expect(Grid(xs: axis, ys: [0]) == nil)
    #expect(Grid(xs: [0], ys: axis) == nil)
  }

  @Test func borderIsTheOuterEdge() throws {
    let grid = try #require(Grid(xs: [0, 1, 2, 3], ys: [0, 1, 2]))
    #expect((0..<grid.count).filter { !grid.isOnBorder($0) } == [5, 6])
    let line = try #require(Grid(xs: [0, 1, 2], ys: [0]))
    #expect((0..<line.count).filter(line.isOnBorder) == [0, line.count - 1], "its two ends")
  }

  @Test(arguments: [1, 2, 3, 10, 51, 101])
  func axisEndsExactlyAndIsSymmetric(count: Int) {
    let axis = Grid.axis(from: -0.7, to: 0.7, count: count)
    #expect(axis.count == count)
    #expect(axis.map { -$0 } == axis.reversed())
    if count > 1 { #expect(axis.first == -0.7 && axis.last == 0.7) }
    if count % 2 == 1 { #expect(axis[count / 2] == 0) }
    #expect(zip(axis, axis.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func axisIsEquallySpaced() {
    #expect(Grid.axis(from: 0, to: 4, count: 5) == [0, 1, 2, 3, 4])
    #expect(Grid.axis(from: 1, to: 2, count: 1) == [1.5])
  }
}
