import Foundation
import Testing
import Training

struct OneCycleScheduleTests {
  private struct Fixture: Decodable {
    struct Run: Decodable {
      let steps: Int
      let rates: [Double]
    }
    let peak: Double
    let runs: [Run]
  }

  @Test func ratesArePyTorchs() throws {
    let url = try #require(
      Bundle.module.url(forResource: "one-cycle", withExtension: "json", subdirectory: "Fixtures"))
    let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    #expect(fixture.runs.map(\.steps) == [1, 2, 3, 4, 10, 37, 100, 313])
    for run in fixture.runs {
      let schedule = OneCycleSchedule(peak: fixture.peak, steps: run.steps)
      #expect(run.rates.count == run.steps)
      for (step, rate) in run.rates.enumerated() {
        // Rates end 250,000 times below the peak by subtraction; hence the absolute bound.
        #expect(abs(schedule.rate(at: step) - rate) < 1e-15, "step \(step) of \(run.steps)")
      }
    }
  }

  @Test func itRisesFromATwentyFifthAndFallsToAlmostNothing() {
    let schedule = OneCycleSchedule(peak: 2, steps: 1000)
    let rates = (0..<1000).map(schedule.rate)
    #expect(abs(rates[0] - 0.08) < 1e-15)
    #expect(rates[299] == 2)
    #expect(abs(rates[999] - 8e-6) < 1e-15)
    #expect(zip(rates[...299], rates[1...299]).allSatisfy { $0 < $1 })
    #expect(zip(rates[299...], rates[300...]).allSatisfy { $0 > $1 })
  }
}
