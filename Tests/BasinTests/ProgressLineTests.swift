import Runs
import Testing
import basin

@Suite("A line of progress")
struct ProgressLineTests {
  private let line = ProgressLine(
    task: "sampling", RunProgress(done: 1092, of: 2601, .init("points")), elapsed: 12.4,
    remaining: 17.5, speed: "5,400 images/s")

  @Test("the plain line holds everything")
  func plain() {
    #expect(
      line.plain
        == "sampling: 1,092 of 2,601 points, 41%, 5,400 images/s, 0:12 elapsed, 0:18 left")
  }

  @Test("without an estimate nothing is said of the time left")
  func noEstimate() {
    var young = line
    young.remaining = nil
    #expect(young.plain.hasSuffix("0:12 elapsed"))
    #expect(!young.bar().contains("left"))
  }

  @Test("a count that tells nothing is left out")
  func noCount() {
    var bare = line
    bare.progress.unit = nil
    #expect(bare.plain == "sampling: 41%, 5,400 images/s, 0:12 elapsed, 0:18 left")
    #expect(!bare.bar().contains("points"))
  }

  @Test("a total that is a forecast is called one, and counted in whole units")
  func forecast() {
    let line = ProgressLine(
      task: "hessian",
      RunProgress(
        done: 25, of: 99, .init("products", pieces: 8), stage: "hessian, trace", isForecast: true,
        facts: [.loss(0.25)]), elapsed: 1)
    #expect(
      line.plain == "hessian, trace: 3 of about 12 products, 25%, loss 0.25, 0:01 elapsed")
  }

  @Test("the bar shows the share that is done, in 24 steps")
  func bar() {
    #expect(
      line.bar()
        == "sampling [##########..............] 41%, 0:12 elapsed, 0:18 left, "
        + "1,092 of 2,601 points, 5,400 images/s")
  }

  @Test("the line is narrower than the terminal, and gives up the end first", arguments: 2...140)
  func widths(columns: Int) {
    let text = line.bar(columns: columns)
    #expect(text.count < columns)
    if columns >= 20 { #expect(text.hasPrefix("sampling ") && text.contains("41%")) }
    if columns >= 60 { #expect(text.contains("[##########....")) }
    if columns >= 70 { #expect(text.contains("0:18 left")) }
    if columns >= 120 { #expect(text == line.bar()) }
  }

  @Test("one hundred per cent is said only when all is done")
  func percentages() {
    var state = line
    state.progress.done = 2600
    #expect(state.bar().contains("99%"))
    state.progress.done = 2601
    #expect(state.bar().contains("100%") && !state.bar().contains("."))
    state.progress.done = 0
    #expect(state.bar().contains(" 0%") && !state.bar().contains("#"))
  }
}
