import Runs
import Testing

@Suite("The estimate at the beginning of a job")
struct OpeningEstimateTests {
  /// Pieces of equal length on some workers, after a slow first round; the estimates told.
  private func told(
    workers: Int, total: Int, secondsPerPiece: Double, warmUp: Double = 0, before: Int = 0
  ) -> [(done: Int, result: OpeningEstimate.Result)] {
    var estimate = OpeningEstimate(before: before, workers: workers, at: 0)
    var told: [(Int, OpeningEstimate.Result)] = []
    for done in before + 1...total {
      let round = (done - before - 1) / workers + 1
      let time = warmUp + Double(round) * secondsPerPiece
      if let result = estimate.observe(done: done, of: total, at: time) {
        told.append((done, result))
      }
    }
    return told
  }

  @Test(
    "it is told once, early, and is exact for equal pieces",
    arguments: [(1, 0.01), (2, 0.01), (3, 0.5), (2, 30)], [0, 1.5])
  func exact(_ job: (workers: Int, seconds: Double), warmUp: Double) throws {
    let total = 1200
    let told = told(
      workers: job.workers, total: total, secondsPerPiece: job.seconds, warmUp: warmUp)
    let first = try #require(told.first)
    #expect(told.count == 1)
    #expect(first.done <= total / 5)
    let whole = warmUp + Double(total / job.workers) * job.seconds
    #expect(abs(first.result.total - whole) < 1e-6 * whole)
    #expect(abs(first.result.rate - Double(job.workers) / job.seconds) < 1e-6)
  }

  @Test("what an earlier run has done is not taken for speed")
  func continued() throws {
    let told = told(workers: 2, total: 1000, secondsPerPiece: 1, before: 901)
    let first = try #require(told.first)
    #expect(abs(first.result.total - 50) < 0.6)
  }

  @Test("a job of a few pieces, or one that is done, is not estimated")
  func tooSmall() {
    #expect(told(workers: 4, total: 4, secondsPerPiece: 10).isEmpty)
    #expect(told(workers: 1, total: 1, secondsPerPiece: 10).isEmpty)
  }

  @Test("one that may measure for less long is told sooner")
  func shorter() throws {
    func pieces(_ estimate: OpeningEstimate) -> Int? {
      var estimate = estimate
      return (1...1000).compactMap { estimate.observe(done: $0, of: 1000, at: Double($0) * 0.1) }
        .first?.pieces
    }
    #expect(pieces(OpeningEstimate(before: 0, workers: 1, at: 0)) == 20)
    #expect(pieces(OpeningEstimate(before: 0, workers: 1, at: 0, measurement: 1)) == 10)
    #expect(pieces(OpeningEstimate(before: 0, workers: 1, at: 0, share: 0.005)) == 5)
  }
}
