import Synchronization
import Testing
import basin

@Suite("Reporting progress")
struct ProgressReporterTests {
  /// A clock that stands until it is set, and the text that was written.
  private final class Bench: Sendable {
    private let state = Mutex((time: 0.0, written: [String]()))

    var time: Double {
      get { state.withLock(\.time) }
      set { state.withLock { $0.time = newValue } }
    }
    var written: [String] { state.withLock(\.written) }

    func write(_ text: String) { state.withLock { $0.written.append(text) } }

    func reporter(_ style: ProgressReporter.Style, done: Int? = 0) -> ProgressReporter {
      ProgressReporter(
        task: "counting", unit: "sheep", done: done, style: style,
        now: { self.time }, write: { self.write($0) })
    }
  }

  @Test("a log gets a line every five seconds and one at the end")
  func plain() {
    let bench = Bench()
    let reporter = bench.reporter(.plain)
    for second in 1...12 {
      bench.time = Double(second)
      reporter.update(done: second * 5, of: 100, details: ["loss \(second)"])
    }
    reporter.finish("60 sheep")
    #expect(
      bench.written == [
        "counting: 25 of 100 sheep, 25%, loss 5, 0:05 elapsed, 0:15 left\n",
        "counting: 50 of 100 sheep, 50%, loss 10, 0:10 elapsed, 0:10 left\n",
        "counting: 60 sheep, 0:12 elapsed\n",
      ])
  }

  @Test("a terminal gets its line at once, redrawn at most ten times a second, and cleared")
  func redrawn() {
    let bench = Bench()
    let reporter = bench.reporter(.redrawn(columns: 80))
    for step in 0..<100 {
      bench.time = Double(step) / 64
      reporter.update(done: step, of: 100)
    }
    #expect((10...17).contains(bench.written.count))
    for text in bench.written {
      #expect(text.hasPrefix("\r\u{1B}[?7l") && text.hasSuffix("\u{1B}[K\u{1B}[?7h"))
      #expect(!text.contains("\n"))
    }
    let before = bench.written.count
    reporter.finish("done")
    #expect(bench.written.dropFirst(before) == ["\r\u{1B}[K", "counting: done, 0:02 elapsed\n"])
  }

  @Test("a note stands on a line of its own; without a line to clear nothing is cleared")
  func notes() {
    let bench = Bench()
    bench.reporter(.redrawn(columns: nil)).note("stopping")
    let plain = bench.reporter(.plain)
    plain.note("stopping")
    plain.close()
    #expect(bench.written == ["stopping\n", "stopping\n"])
  }

  @Test("a continued run is estimated from today's work")
  func continued() {
    let bench = Bench()
    let reporter = bench.reporter(.plain, done: 900)
    for second in 1...5 {
      bench.time = Double(second)
      reporter.update(done: 900 + second * 10, of: 1000)
    }
    #expect(bench.written == ["counting: 950 of 1,000 sheep, 95%, 0:05 elapsed, 0:05 left\n"])
  }

  @Test("speed is shown in its own unit once it is measured")
  func speed() {
    let bench = Bench()
    let reporter = ProgressReporter(
      task: "counting", unit: "sheep",
      throughput: ProgressReporter.Throughput(perPiece: 1000, unit: "hairs/s"), style: .plain,
      now: { bench.time }, write: { bench.write($0) })
    for second in [5.0, 6, 7, 10] {
      bench.time = second
      reporter.update(done: Int(second) * 2, of: 100, details: ["calm"])
    }
    #expect(
      bench.written == [
        "counting: 10 of 100 sheep, 10%, calm, 0:05 elapsed\n",
        "counting: 20 of 100 sheep, 20%, calm, 2,000 hairs/s, 0:10 elapsed, 0:40 left\n",
      ])
  }

  @Test("what is found done already is not taken for speed")
  func skipping() {
    let bench = Bench()
    let reporter = bench.reporter(.plain, done: nil)
    for second in 1...6 {
      bench.time = Double(second)
      if second == 4 { reporter.skip() }
      // A stage of 500 was done already when the fourth second began.
      reporter.update(
        done: second * 10 + (second < 4 ? 0 : 500), of: 1000, stage: "stage \(second)")
    }
    #expect(
      bench.written == ["stage 5: 550 of 1,000 sheep, 55%, 0:05 elapsed, 0:45 left\n"])
  }

  @Test("details are worked out only when they are written")
  func lazyDetails() {
    let bench = Bench()
    let reporter = bench.reporter(.plain)
    var asked = 0
    func details() -> [String] {
      asked += 1
      return []
    }
    for second in 1...9 {
      bench.time = Double(second)
      reporter.update(done: second, of: 100, details: details())
    }
    #expect(asked == 1)
  }

  @Test("only a terminal that can redraw is redrawn, in the width it exports")
  func style() {
    func columns(_ isTerminal: Bool, _ environment: [String: String]) -> String {
      switch ProgressReporter.Style(isTerminal: isTerminal, environment: environment) {
      case .plain: "plain"
      case .redrawn(let columns): columns.map(String.init) ?? "unknown"
      }
    }
    #expect(columns(false, ["COLUMNS": "80"]) == "plain")
    #expect(columns(true, ["TERM": "dumb"]) == "plain")
    #expect(columns(true, ["TERM": "xterm"]) == "unknown")
    #expect(columns(true, ["COLUMNS": "80"]) == "80")
    #expect(columns(true, ["COLUMNS": "0"]) == "unknown")
    #expect(columns(true, ["COLUMNS": "wide"]) == "unknown")
  }
}
