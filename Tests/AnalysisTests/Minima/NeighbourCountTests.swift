import Analysis
import Grids
import Testing

struct NeighbourCountTests {
  @Test func countsStrictInteriorMinima() {
    #expect(field([[1, 1, 1], [1, 0, 1], [1, 1, 1]]).strictNeighbourMinima == 1)
    #expect(field([[1, 1, 1], [1, 1, 1], [1, 1, 1]]).strictNeighbourMinima == 0)
    #expect(field([[1, 1, 1], [1, 0, 1], [1, 1, 0]]).strictNeighbourMinima == 0, "a tie")
    #expect(
      field([[0, 1, 1], [1, 1, 1], [1, 1, 0]]).strictNeighbourMinima == 0, "on the border")
  }

  @Test func oneNeighbourDecides() {
    for neighbour in [0, 1, 2, 3, 5, 6, 7, 8] {
      var values = [Double](repeating: 1, count: 9)
      values[4] = 0.5
      values[neighbour] = 0.4
      let field = ScalarField(grid: unitGrid(columns: 3, rows: 3), values: values)
      #expect(field.strictNeighbourMinima == 0, "neighbour \(neighbour)")
    }
  }

  @Test(arguments: [(Double.infinity, 1), (-.infinity, 0), (.nan, 0)])
  func nonfiniteNeighbours(value: Double, expected: Int) {
    #expect(field([[1, value, 1], [1, 0, 1], [1, 1, 1]]).strictNeighbourMinima == expected)
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan])
  func nonfinitePointsAreNoMinima(value: Double) {
    #expect(field([[1, 1, 1], [1, value, 1], [1, 1, 1]]).strictNeighbourMinima == 0)
  }

  @Test func onALineTwoNeighboursDecide() {
    let line: [Double] = [0, 1, 0, 0.5, 1, 1, 0.2, 3, 0]
    #expect(field([line]).strictNeighbourMinima == 2)
    #expect(field(line.map { [$0] }).strictNeighbourMinima == 2)
  }

  @Test(arguments: [[[0.0]], [[1, 0]], [[1], [0]], [[1, 0, 1], [1, 1, 1]]])
  func gridsWithoutInside(rows: [[Double]]) {
    #expect(field(rows).strictNeighbourMinima == 0)
  }
}
