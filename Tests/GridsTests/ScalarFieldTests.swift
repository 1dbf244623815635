import Grids
import Testing

struct ScalarFieldTests {
  private func grid() throws -> Grid { try #require(Grid(xs: [0, 1, 2], ys: [10, 20])) }

  @Test func holdsValuesRowByRow() throws {
    let field = ScalarField(grid: try grid()) { x, y in x + y }
    #expect(field.values == [10, 11, 12, 20, 21, 22])
    #expect(field[column: 2, row: 0] == 12)
    #expect(field[column: 0, row: 1] == 20)
  }

  @Test func tellsMissingFromNonfinite() throws {
    let field = ScalarField(
      grid: try grid(), values: [1, .nan, .infinity, -.infinity, 5, 6],
      isComputed: [true, true, true, true, false, true])
    #expect(
      (0..<6).map(field.state(at:))
        == [.finite, .nonfinite, .nonfinite, .nonfinite, .missing, .finite])
    #expect(field.values[4].isNaN, "what was there before a point was computed means nothing")
  }

  @Test func aPointThatIsSetIsComputedWhateverItsValue() throws {
    var field = ScalarField(missingOn: try grid())
    #expect((0..<6).allSatisfy { field.state(at: $0) == .missing })
    field[1] = 3
    field[4] = .nan
    #expect(
      (0..<6).map(field.state(at:))
        == [.missing, .finite, .missing, .missing, .nonfinite, .missing])
    #expect(field[1] == 3 && field[column: 1, row: 0] == 3 && field[0].isNaN)
  }

  @Test func mapsValuesAndKeepsWhatIsMissing() throws {
    let field = ScalarField(
      grid: try grid(), values: [1, 2, 3, 4, 5, 6],
      isComputed: [true, true, true, true, false, true])
    let mapped = field.map { _ in 7 }
    #expect(mapped.values.prefix(4) == [7, 7, 7, 7])
    #expect(mapped.state(at: 4) == .missing)
  }

  @Test func rangeIsOfFiniteValues() throws {
    let grid = try grid()
    #expect(
      ScalarField(grid: grid, values: [3, .nan, .infinity, -2, -.infinity, 1]).finiteRange
        == -2...3)
    #expect(ScalarField(grid: grid, values: Array(repeating: .nan, count: 6)).finiteRange == nil)
    #expect(ScalarField(grid: grid, values: Array(repeating: 4, count: 6)).finiteRange == 4...4)
  }
}
