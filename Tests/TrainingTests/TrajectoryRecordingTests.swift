import Failures
import Testing
import Training

@Suite("Which checkpoints are kept")
struct TrajectoryRecordingTests {
  @Test("steps and epochs are read as they are written")
  func intervals() throws {
    func read(_ text: String) throws -> TrajectoryRecording.Interval {
      try TrajectoryRecording.Interval(parsing: text, option: "record trajectory")
    }
    #expect(try read("100") == .steps(100))
    #expect(try read("1epoch") == .epochs(1) && read("25epochs") == .epochs(25))
    for interval in [TrajectoryRecording.Interval.steps(7), .epochs(1), .epochs(3)] {
      #expect(try read("\(interval)") == interval)
    }
    for text in [
      "", "0", "0epochs", "-1", "1week", "epoch", "1 epoch", "1.5epochs", "99999999999999999999",
    ] {
      let found = #expect(throws: Failure.self) { try read(text) }
      #expect(found?.code == .usage, "\(text)")
    }
  }
}
