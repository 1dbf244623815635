import Runs
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

    func reporter(
      _ style: ProgressReporter.Style, throughput: ProgressReporter.Throughput? = nil,
      after done: Int? = 0
    ) -> ProgressReporter {
      let reporter = ProgressReporter(
        task: "counting", throughput: throughput, style: style, now: { self.time },
        write: { self.write($0) })
      if let done { reporter.show(.begun(ProgressReporterTests.sheep(done, of: 1000))) }
      return reporter
    }
  }

  private static func sheep(
    _ done: Int, of total: Int, stage: String? = nil, followsKnown: Bool = false,
    facts: [RunFact] = []
  ) -> RunProgress {
    RunProgress(
      done: done, of: total, .init("sheep"), stage: stage, followsKnown: followsKnown, facts: facts)
  }

  @Test("a log gets a line every five seconds")
  func plain() {
    let bench = Bench()
    let reporter = bench.reporter(.plain)
    for second in 1...12 {
      bench.time = Double(second)
      reporter.show(
        .progress(Self.sheep(second * 5, of: 100, facts: [.loss(Double(second))])))
    }
    reporter.close()
    #expect(
      bench.written == [
        "counting: 25 of 100 sheep, 25%, loss 5, 0:05 elapsed, 0:15 left\n",
        "counting: 50 of 100 sheep, 50%, loss 10, 0:10 elapsed, 0:10 left\n",
      ])
  }

  @Test("a terminal gets its line at once, redrawn at most ten times a second, and cleared")
  func redrawn() {
    let bench = Bench()
    let reporter = bench.reporter(.redrawn(columns: 80))
    for step in 0..<100 {
      bench.time = Double(step) / 64
      reporter.show(.progress(Self.sheep(step, of: 100)))
    }
    #expect((10...17).contains(bench.written.count))
    for text in bench.written {
      #expect(text.hasPrefix("\r\u{1B}[?7l") && text.hasSuffix("\u{1B}[K\u{1B}[?7h"))
      #expect(!text.contains("\n"))
    }
    let before = bench.written.count
    reporter.close()
    reporter.close()
    #expect(bench.written.dropFirst(before) == ["\r\u{1B}[K"])
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
    let reporter = bench.reporter(.plain, after: 900)
    for second in 1...5 {
      bench.time = Double(second)
      reporter.show(.progress(Self.sheep(900 + second * 10, of: 1000)))
    }
    #expect(
      bench.written == [
        "counting: resuming after 900 of 1,000 sheep\n",
        "counting: 950 of 1,000 sheep, 95%, 0:05 elapsed, 0:05 left\n",
      ])
  }

  @Test("speed is shown in its own unit once it is measured")
  func speed() {
    let bench = Bench()
    let reporter = bench.reporter(
      .plain, throughput: ProgressReporter.Throughput(perPiece: 1000, unit: "hairs"))
    for second in [5.0, 6, 7, 10] {
      bench.time = second
      reporter.show(.progress(Self.sheep(Int(second) * 2, of: 100, facts: [.epoch(1, of: 2)])))
    }
    #expect(
      bench.written == [
        "counting: 10 of 100 sheep, 10%, epoch 1 of 2, 0:05 elapsed\n",
        "counting: 20 of 100 sheep, 20%, epoch 1 of 2, 2,000 hairs/s, 0:10 elapsed, 0:40 left\n",
      ])
  }

  @Test("what is found done already is not taken for speed")
  func skipping() {
    for isStage in [false, true] {
      let bench = Bench()
      let reporter = bench.reporter(.plain, after: nil)
      for second in 1...6 {
        bench.time = Double(second)
        // A stage of 500 was done already when the fourth second began.
        if isStage, second == 4 { reporter.show(.stage("a stage", seconds: nil)) }
        reporter.show(
          .progress(
            Self.sheep(
              second * 10 + (second < 4 ? 0 : 500), of: 1000, stage: "stage \(second)",
              followsKnown: !isStage && second == 4)))
      }
      #expect(
        bench.written == (isStage ? ["a stage: already done\n"] : [])
          + ["stage 5: 550 of 1,000 sheep, 55%, 0:05 elapsed, 0:45 left\n"])
    }
  }

  @Test("stages and notes get lines of their own")
  func lines() {
    struct Epoch: RunNote { let line = "epoch 1: loss 2" }
    let bench = Bench()
    let reporter = bench.reporter(.plain)
    reporter.show(.stage("training", seconds: 61.2))
    reporter.show(.note(Epoch()))
    #expect(bench.written == ["training: done in 1:01\n", "epoch 1: loss 2\n"])
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
