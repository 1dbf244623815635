import Analysis
import Grids
import Testing

struct PlateauTests {
  @Test func followsEqualValuesAlsoDiagonally() {
    let steps = field([[1, 2, 2], [2, 1, 2], [2, 2, 1], [1, 2, 2]])
    #expect(steps.plateau(around: 4).sorted() == [0, 4, 8])
    #expect(steps.plateau(around: 9) == [9])
  }

  @Test func pointsWithoutAValueHaveNone() {
    #expect(field([[.nan, .nan]]).plateau(around: 0) == [])
    #expect(field([[.infinity, .infinity]]).plateau(around: 0) == [])
  }
}
