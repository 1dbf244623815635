import Analysis
import Grids
import Testing

struct LogScaleTests {
  @Test func describesItselfAsInFiles() {
    #expect(LogScale().description == "log10(loss + 0.001)")
    #expect(LogScale(floor: 0.5).description == "log10(loss + 0.5)")
  }

  @Test func isTheLogarithmAboveTheFloor() {
    #expect(LogScale().value(of: 0) == -3)
    #expect(LogScale(floor: 0).value(of: 100) == 2)
  }

  @Test func saysWhatHasNoFiniteValue() {
    let scale = LogScale()
    #expect(scale.value(of: -0.001) == -.infinity)
    #expect(scale.value(of: -1).isNaN)
    #expect(scale.value(of: .nan).isNaN)
    #expect(scale.value(of: .infinity) == .infinity)
    #expect(scale.decades(ofRise: 1, above: .nan) == nil)
    #expect(scale.decades(ofRise: 1, above: -0.001) == nil)
  }

  @Test func measuresRisesInDecades() throws {
    let decades = try #require(LogScale(floor: 0).decades(ofRise: 9, above: 1))
    #expect(abs(decades - 1) < 1e-15)
  }

  @Test func keepsMissingPointsMissing() {
    let losses = ScalarField(
      grid: unitGrid(columns: 2, rows: 1), values: [0.999, 5], isComputed: [true, false])
    let scaled = LogScale()(losses)
    #expect(scaled.values[0] == 0)
    #expect(scaled.state(at: 1) == .missing)
  }
}
