import Analysis
import Foundation
import Grids
import Testing

struct HeightScaleTests {
  @Test func describesItselfAsInFiles() {
    #expect("\(HeightScale.standard)" == "log10(loss + 0.001)")
    #expect("\(HeightScale.logarithmic(offset: 0.5))" == "log10(loss + 0.5)")
    #expect("\(HeightScale.logarithmic(offset: -5))" == "log10(loss - 5.0)")
    #expect("\(HeightScale.logarithmic(offset: 3e-9))" == "log10(loss + 3e-09)")
    #expect("\(HeightScale.linear)" == "linear")
    #expect(HeightScale.standard.unit == .decades && HeightScale.linear.unit == .loss)
    #expect(HeightScale.standard.offset == 0.001 && HeightScale.linear.offset == nil)
  }

  @Test func isTheLogarithmAboveTheOffset() {
    #expect(HeightScale.standard.height(of: 0) == -3)
    #expect(HeightScale.logarithmic(offset: 0).height(of: 100) == 2)
    #expect(HeightScale.logarithmic(offset: -5).height(of: 15) == 1)
  }

  @Test func isTheLossItself() {
    #expect(HeightScale.linear.height(of: -4.5) == -4.5)
    #expect(HeightScale.linear.height(ofRise: 0.25, above: -4.5) == 0.25)
    #expect(HeightScale.linear.height(ofRise: 0.25, above: .nan) == nil)
  }

  @Test func saysWhatHasNoFiniteHeight() {
    let scale = HeightScale.standard
    #expect(scale.height(of: -0.001) == -.infinity)
    #expect(scale.height(of: -1).isNaN)
    #expect(scale.height(of: .nan).isNaN)
    #expect(scale.height(of: .infinity) == .infinity)
    #expect(scale.height(ofRise: 1, above: .nan) == nil)
    #expect(scale.height(ofRise: 1, above: -0.001) == nil)
  }

  @Test func measuresRisesInDecades() throws {
    let decades = try #require(HeightScale.logarithmic(offset: 0).height(ofRise: 9, above: 1))
    #expect(abs(decades - 1) < 1e-15)
  }

  @Test func keepsMissingPointsMissing() {
    let losses = ScalarField(
      grid: unitGrid(columns: 2, rows: 1), values: [0.999, 5], isComputed: [true, false])
    let heights = HeightScale.standard(losses)
    #expect(heights.values[0] == 0)
    #expect(heights.state(at: 1) == .missing)
    #expect(HeightScale.linear(losses).state(at: 1) == .missing)
  }

  @Test func thresholdsFollowTheUnit() {
    #expect(HeightScale.standard.defaultThreshold(in: -3...1) == 0.01)
    #expect(HeightScale.linear.defaultThreshold(in: -1...3) == 0.04)
    #expect(HeightScale.linear.defaultThreshold(in: nil) == 0)
  }
}

struct HeightScaleMisfitTests {
  private func losses(_ values: [Double]) -> ScalarField { field([values]) }

  @Test func lossesAtOrBelowTheOffsetHaveNoHeight() {
    let losses = losses([2, -0.001, 1, -3, .nan, .infinity])
    #expect(HeightScale.standard.misfit(of: losses) == .withoutHeight(points: 2, offset: 0.001))
    #expect(
      HeightScale.standard.misfit(of: losses)?.description
        == "loss ≤ −0.001 at 2 points; heights are log10(loss + 0.001)")
    #expect(HeightScale.linear.misfit(of: losses) == nil)
    #expect(HeightScale.logarithmic(offset: 3.1).misfit(of: losses) == nil)
    #expect(HeightScale.logarithmic(offset: 3).misfit(of: losses) != nil)
    #expect(
      HeightScale.logarithmic(offset: -5).misfit(of: self.losses([5, 6]))?.description
        == "loss ≤ 5 at 1 point; heights are log10(loss - 5.0)")
    #expect(
      HeightScale.logarithmic(offset: 0).misfit(of: self.losses([0, 6]))?.description
        == "loss ≤ 0 at 1 point; heights are log10(loss + 0.0)")
  }

  @Test func smallLossesAreLevelled() {
    let small = losses([0.00999, 0, 0.004])
    #expect(HeightScale.standard.misfit(of: small) == .levelled(largest: 0.00999, offset: 0.001))
    #expect(HeightScale.standard.misfit(of: losses([0.01, 0, 0.004])) == nil)
    #expect(HeightScale.logarithmic(offset: 1).misfit(of: small) != nil)
    #expect(HeightScale.logarithmic(offset: 1e-5).misfit(of: small) == nil)
    #expect(HeightScale.linear.misfit(of: small) == nil)
    #expect(HeightScale.standard.misfit(of: losses([.nan, .infinity])) == nil, "nothing to level")
  }

  /// What is advised works, whatever the losses, and no offset is advised that would not.
  @Test func fittingScalesFit() throws {
    let surfaces: [[Double]] = [
      [-0.4, 2.6], [3e-6, 1e-9, 0], [-1e-4, 5e-3], [-3, -1], [-1000, -999], [-0.0009995, 0.005],
      [1e-300, 3e-300], [-1e300, 1e300], [0.005, 0.0099], [0, 0.001, .nan],
    ]
    for values in surfaces {
      let scale = try #require(HeightScale.fitting([losses(values)]), "\(values)")
      #expect(scale.misfit(of: losses(values)) == nil)
      // As it is typed again.
      let offset = try #require(scale.offset)
      #expect(Double("\(offset)") == offset)
    }
    #expect(HeightScale.fitting([losses([-0.4, 2.6])])?.offset == 0.403)
    #expect(HeightScale.fitting([losses([0, 3.2e-6])])?.offset == 4e-9)
    for values in [
      [0.0, 0], [0, 0x1p-1040], [.nan, .nan], [-1e308, 1e308], [-1e9, -1e9 + 1e-8],
    ] {
      let scale = HeightScale.fitting([losses(values)])
      #expect(scale == nil || scale?.misfit(of: losses(values)) == nil, "\(values)")
    }
    let both = [losses([0, 3.2e-6]), losses([0, 3])]
    #expect(HeightScale.fitting(both)?.offset == 4e-9)
    #expect(HeightScale.fitting([losses([0, 3.2e-6]), losses([-4, 3])]) == nil)
  }
}
