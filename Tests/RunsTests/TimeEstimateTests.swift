import Runs
import Testing

@Suite("The time that is left")
struct TimeEstimateTests {
  /// An estimate that saw work at a steady rate, one piece a step.
  private func steady(rate: Double, step: Double, until end: Double, from done: Int = 0)
    -> (estimate: TimeEstimate, done: Int)
  {
    var estimate = TimeEstimate()
    var time = 0.0
    var latest = done
    estimate.observe(done: done, at: 0)
    while time + step <= end {
      time += step
      latest = done + Int((rate * time).rounded())
      estimate.observe(done: latest, at: time)
    }
    return (estimate, latest)
  }

  @Test("there is none before 2 s and three pieces were measured")
  func tooEarly() {
    #expect(TimeEstimate().remaining(of: 10, at: 0) == nil)
    #expect(steady(rate: 100, step: 0.5, until: 1.5).estimate.remaining(of: 1000, at: 1.5) == nil)
    #expect(steady(rate: 1, step: 1, until: 2).estimate.remaining(of: 1000, at: 2) == nil)
    #expect(steady(rate: 1, step: 1, until: 3).estimate.remaining(of: 1000, at: 3) != nil)
  }

  @Test("at a steady rate it is exact", arguments: [2.0, 5, 60, 600])
  func steadyRate(end: Double) throws {
    let (estimate, done) = steady(rate: 8, step: 0.5, until: end)
    let remaining = try #require(estimate.remaining(of: 10_000, at: end))
    #expect(abs(remaining - Double(10_000 - done) / 8) < 1e-6)
  }

  @Test("between two pieces it runs down with the clock, never below zero")
  func runsDown() throws {
    let estimate = steady(rate: 1, step: 1, until: 10).estimate
    let then = try #require(estimate.remaining(of: 20, at: 10))
    let later = try #require(estimate.remaining(of: 20, at: 14))
    #expect(abs(then - later - 4) < 1e-9)
    #expect(estimate.remaining(of: 20, at: 1000) == 0)
  }

  @Test("what an earlier run has done does not count")
  func continued() throws {
    let (estimate, done) = steady(rate: 2, step: 1, until: 10, from: 900)
    #expect(done == 920)
    #expect(abs(try #require(estimate.remaining(of: 1000, at: 10)) - 40) < 1e-9)
  }

  @Test("a change of pace is followed within half a minute")
  func changeOfPace() throws {
    var estimate = steady(rate: 10, step: 1, until: 60).estimate
    for second in 1...30 { estimate.observe(done: 600 + second, at: 60 + Double(second)) }
    let rate = try #require(estimate.rate)
    #expect(rate > 1 && rate < 2.5)
  }

  @Test("reports that bring nothing new change nothing")
  func nothingNew() {
    var estimate = steady(rate: 4, step: 1, until: 8).estimate
    let rate = estimate.rate
    estimate.observe(done: 32, at: 9)
    estimate.observe(done: 30, at: 10)
    #expect(estimate.rate == rate)
  }
}
