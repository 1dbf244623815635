import Failures
import Foundation
import Testing
import Training

struct LearningRateScheduleTests {
  private struct Fixture: Decodable {
    struct Run: Decodable {
      let shape: String
      let steps: Int
      let warmup: Int
      let rates: [Double]
    }
    let peak: Double
    let runs: [Run]
  }

  @Test func ratesArePyTorchs() throws {
    let path = try Problems.fixture("schedules", "json")
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: URL(filePath: path)))
    #expect(fixture.runs.count == 8)
    for run in fixture.runs {
      let schedule = LearningRateSchedule(
        try #require(LearningRateSchedule.Shape(rawValue: run.shape)), peak: fixture.peak,
        steps: run.steps, warmupSteps: run.warmup)
      #expect(run.rates.count == run.steps)
      for (step, rate) in run.rates.enumerated() {
        #expect(abs(schedule.rate(at: step) - rate) < 1e-15, "step \(step) of \(run)")
      }
    }
  }

  @Test func stepsArePyTorchs() throws {
    struct Steps: Decodable {
      struct Run: Decodable {
        let steps: Int
        let warmup: Int
        let drops: [Int]
        let factor: Double
        let rates: [Double]
      }
      let peak: Double
      let runs: [Run]
    }
    let path = try Problems.fixture("step-schedules", "json")
    let fixture = try JSONDecoder().decode(Steps.self, from: Data(contentsOf: URL(filePath: path)))
    #expect(fixture.runs.count == 4)
    for run in fixture.runs {
      let schedule = LearningRateSchedule(
        .step, peak: fixture.peak, steps: run.steps, warmupSteps: run.warmup, dropSteps: run.drops,
        dropFactor: run.factor)
      #expect(run.rates.count == run.steps)
      for (step, rate) in run.rates.enumerated() {
        #expect(abs(schedule.rate(at: step) - rate) < 1e-15, "step \(step) of \(run)")
      }
    }
  }

  /// He et al.: after a half and three quarters, as far as there are such epochs.
  @Test(arguments: [(1, []), (2, [1]), (3, [1, 2]), (4, [2, 3]), (7, [3, 5]), (160, [80, 120])])
  func theUsualDropsAreHeEtAls(epochs: Int, drops: [Int]) {
    #expect(RateDrops(usualFor: epochs) == RateDrops(epochs: drops, factor: 0.1))
  }

  @Test(arguments: [
    "", "0", "-1", "2,2", "3,1", "1,,2", "1.5", "a", "1,2,", "99999999999999999999",
  ])
  func otherListsOfDropsAreRefused(text: String) {
    #expect(throws: Failure.self) {
      try RateDrops(parsing: text, factor: 0.1, option: "step epochs")
    }
  }

  @Test func oneCycleIsItself() {
    let schedule = LearningRateSchedule(.oneCycle, peak: 0.3, steps: 50)
    let cycle = OneCycleSchedule(peak: 0.3, steps: 50)
    #expect((0..<50).allSatisfy { schedule.rate(at: $0) == cycle.rate(at: $0) })
  }

  @Test func noStepIsWithoutARate() {
    for shape in LearningRateSchedule.Shape.allCases {
      for steps in 1...40 {
        let schedule = LearningRateSchedule(shape, peak: 1, steps: steps)
        #expect((0..<steps).allSatisfy { schedule.rate(at: $0) > 0 })
      }
    }
  }

  @Test(arguments: [
    ("0", 0), ("1", 1), ("250", 250), ("5%", 50), ("0%", 0), ("0.1%", 1), ("99.99%", 999),
  ])
  func warmupsAreRead(text: String, steps: Int) throws {
    let warmup = try Warmup(parsing: text, option: "warmup steps")
    #expect(warmup.steps(of: 1000) == steps)
    #expect(try Warmup(parsing: warmup.description, option: "") == warmup)
    let coded = try JSONDecoder().decode(
      [Warmup].self, from: JSONEncoder().encode([warmup]))
    #expect(coded == [warmup])
  }

  @Test(arguments: ["-1", "", "%", "100%", "-5%", "5 %", "nan%", "inf%", "1.5", "x", "5%%"])
  func otherWarmupsAreRefused(text: String) {
    #expect(
      throws: Failure(
        .usage, "\"\(text)\" is not a number of steps", at: .setting("warmup steps"),
        remedy: "Give 0 or more steps, or a share of all steps below 100%, such as 5%.")
    ) { try Warmup(parsing: text, option: "warmup steps") }
  }
}
