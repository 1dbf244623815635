import Datasets
import Failures
import Testing
import basin

@Suite("Values of options")
struct OptionValuesTests {
  private func refusal(_ body: () throws -> Void) -> Failure? {
    do {
      try body()
      return nil
    } catch let failure as Failure {
      return failure
    } catch {
      return nil
    }
  }

  @Test("a grid is one number or two, x first")
  func grid() throws {
    let square = try GridSize(parsing: "51", option: "grid")
    #expect(square.columns == 51 && square.rows == 51 && square.description == "51")
    let wide = try GridSize(parsing: "51x31", option: "grid")
    #expect(wide.columns == 51 && wide.rows == 31 && wide.description == "51x31")
    #expect(try GridSize(parsing: "1x10000", option: "grid").columns == 1)
  }

  @Test(
    "what is no grid is refused",
    arguments: [
      "0", "-1", "", "x", "51x", "x51", "51x0", "0x51", "51x31x2", "51,31", "5.5", "10001",
      "51X31", "99999999999999999999",
    ])
  func noGrid(text: String) {
    let failure = refusal { _ = try GridSize(parsing: text, option: "grid") }
    #expect(failure?.code == .usage)
    #expect(failure?.place == .setting("grid"))
    #expect(failure?.what.contains("\"\(text)\"") == true)
  }

  @Test(
    "a span runs from a smaller to a larger number",
    arguments: [("-1:1", -1, 1), ("0:0.5", 0, 0.5), ("-2e-1:.5", -0.2, 0.5)])
  func span(text: String, lower: Double, upper: Double) throws {
    let span = try Span(parsing: text, option: "span")
    #expect(span.lower == lower && span.upper == upper)
  }

  @Test(
    "what is no span is refused",
    arguments: [
      "1:-1", "1:1", "", ":", "-1", "-1:", ":1", "-1:0:1", "a:b", "nan:1", "-inf:1", "-1,1",
    ])
  func noSpan(text: String) {
    let failure = refusal { _ = try Span(parsing: text, option: "span") }
    #expect(failure?.code == .usage)
    #expect(failure?.place == .setting("span"))
    #expect(failure?.remedy != nil)
  }

  @Test("a span that runs the wrong way is turned round in the remedy")
  func reversedSpan() {
    let failure = refusal { _ = try Span(parsing: "1:-1", option: "span") }
    #expect(failure?.remedy == "Write it as -1:1.")
  }

  @Test("a number of samples is positive, or all")
  func samples() throws {
    #expect(try SampleCount(parsing: "1000", option: "samples").limit == 1000)
    #expect(try SampleCount(parsing: "1000", option: "samples", usual: 10) == .first(1000))
    #expect(try SampleCount(parsing: "all", option: "samples", usual: 10) == .all)
    // What nobody asked for is a limit, not a demand.
    #expect(try SampleCount(parsing: nil, option: "samples", usual: 10) == .atMost(10))
    #expect(try SampleCount(parsing: nil, option: "samples") == .all)
    for text in ["0", "-5", "", "some", "1e3", "All"] {
      #expect(
        refusal { _ = try SampleCount(parsing: text, option: "samples") }?.code == .usage,
        "\(text)")
    }
  }

  @Test("a number is in range at both ends and out of range beyond them")
  func ranges() throws {
    try check(1, in: 1...4, option: "threads")
    try check(4, in: 1...4, option: "threads")
    for number in [0, 5] {
      let failure = refusal { try check(number, in: 1...4, option: "threads") }
      #expect(failure?.code == .usage)
      #expect(failure?.remedy?.description.contains("from 1 to 4") == true)
    }
  }

  @Test("a positive number is above zero and finite")
  func positive() throws {
    try checkPositive(1e-300, option: "learning rate")
    for number in [0, -1, .infinity, .nan] {
      #expect(refusal { try checkPositive(number, option: "learning rate") }?.code == .usage)
    }
  }

  @Test(
    "a time budget is numbers with units",
    arguments: [("90s", 90), ("10m", 600), ("1.5h", 5400), ("1h30m", 5400), ("0.2s", 0.2)])
  func timeBudget(text: String, seconds: Double) throws {
    let budget = try TimeBudget(parsing: text, option: "time budget")
    #expect(budget.seconds == seconds && budget.description == text)
  }

  @Test(
    "what is no time budget is refused",
    arguments: ["", "10", "m", "0s", "-1m", "1d", "10 m", "1e3s", "nans", "infh", "1.2.3s", "1h30"])
  func noTimeBudget(text: String) {
    let failure = refusal { _ = try TimeBudget(parsing: text, option: "time budget") }
    #expect(failure?.code == .usage)
    #expect(failure?.place == .setting("time budget"))
    #expect(failure?.remedy?.description.contains("10m") == true)
  }
}
