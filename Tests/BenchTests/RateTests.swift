import Testing
import basin_bench

@Suite("Rates and their medians")
struct RateTests {
  @Test("the median is the middle one, or between the middle two")
  func median() {
    #expect([3.0].median == 3)
    #expect([9.0, 1, 2].median == 2)
    #expect([4.0, 1, 3, 100].median == 3.5)
    #expect([Double]().median.isNaN)
  }
}
