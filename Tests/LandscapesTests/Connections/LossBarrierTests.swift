import Landscapes
import Testing

struct LossBarrierTests {
  @Test func theHighestRiseAboveTheLineCounts() {
    // The line between the ends goes from 1 to 3; at 0.75 it is at 2.5.
    let highest = LossBarrier.highest(of: [1, 1.5, 2.25, 4, 3], at: [0, 0.25, 0.5, 0.75, 1])
    #expect(highest.index == 3 && highest.height == 1.5)
    // The mean of the ends, as Frankle et al. take it, would make a barrier of 1 of a straight loss.
    let straight = LossBarrier.highest(of: [1, 1.5, 2, 2.5, 3], at: [0, 0.25, 0.5, 0.75, 1])
    #expect(straight.index == 0 && straight.height == 0)
    let valley = LossBarrier.highest(of: [1, 0.5, 1], at: [0, 0.5, 1])
    #expect(valley.index == 0 && valley.height == 0)
    // Of two places of one height it is the first.
    #expect(LossBarrier.highest(of: [0, 1, 1, 0], at: [0, 0.25, 0.75, 1]).index == 1)
  }

  @Test func aLossThatIsNotFiniteIsAnInfiniteBarrier() {
    for loss in [Double.nan, .infinity] {
      let highest = LossBarrier.highest(of: [1, 9, loss, 1], at: [0, 0.25, 0.75, 1])
      #expect(highest.index == 2 && highest.height == .infinity)
    }
  }

  @Test func theErrorIsThatOfTheExamplesOwnRises() {
    // Rises at t = ¼: 4 − (¾·1 + ¼·5) = 2, 6 − (¾·2 + ¼·2) = 4, 1 − (¾·0 + ¼·4) = 0; their mean is 2,
    // their variance (0 + 4 + 4) / 2 = 4, and the error √(4/3).
    let error = LossBarrier.standardError(
      at: 0.25, [4, 6, 1], start: [1, 2, 0], end: [5, 2, 4])
    #expect(abs(error - (4.0 / 3).squareRoot()) < 1e-15)
    // Losses that differ much, but all rise by the same: no error at all.
    #expect(
      LossBarrier.standardError(
        at: 0.5, [11, 101, 1001], start: [10, 100, 1000], end: [10, 100, 1000])
        == 0)
    #expect(LossBarrier.standardError(at: 0.5, [1], start: [1], end: [1]).isNaN)
  }
}
