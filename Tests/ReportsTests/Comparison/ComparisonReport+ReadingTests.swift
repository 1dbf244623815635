import Archives
import Failures
import Kernels
import Reports
import Testing

struct ComparisonReportReadingTests {
  private func read(_ json: JSONValue) throws -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: "tests")
    return try ComparisonReport(reading: json, from: "run/report.json", using: &random)
  }

  @Test func whatIsWrittenIsRead() throws {
    let report = ComparisonExamples.report(
      plain: [[5, 3], [4, 2]], residual: [[1, 1], [1, 2]], plainError: 0.01, confirms: true,
      windows: [0.5], plainEpochs: 48, residualEpochs: 4)
    let text = report.json.serialized(pretty: true)
    #expect(try read(JSONValue(parsing: text, from: "report.json")) == report)
  }

  /// Reports from before there was more than counts.
  @Test func whatEarlierVersionsLackIsMissing() throws {
    var json = ComparisonExamples.report(plain: [[5]], residual: [[1]]).json
    for key in ["measures", "method", "windows", "landscape_figure", "loss_ratio"] {
      json[key] = nil
    }
    let report = try read(json)
    #expect(report.method.isEmpty)
    #expect(report.figures.landscapes == nil)
    #expect(report.plain.nets[0].counts == [5])
  }

  @Test(arguments: ["model", "samples", "threshold", "plain"])
  func whatIsMissingIsNamed(key: String) {
    var json = ComparisonExamples.report(plain: [[5]], residual: [[1]]).json
    json[key] = nil
    let failure = #expect(throws: Failure.self) { try read(json) }
    #expect(failure?.code == .data)
    #expect(failure?.place?.description == "run/report.json")
    #expect(failure.map { "\($0)".contains(key) } == true)
  }

  @Test(arguments: [1e300, -1, 1.5])
  func countsMustBeCounts(count: Double) {
    for key in ["count", "confirmed_count", "resolved_count"] {
      var surface = ComparisonExamples.report(plain: [[5]], residual: [[1]]).json
      var first = surface["plain"]?["surfaces"]?[0]?[0] ?? .null
      first[key] = .double(count)
      surface["plain"]?["surfaces"] = [[first]]
      let failure = #expect(throws: Failure.self) { try read(surface) }
      #expect(failure.map { "\($0)".contains(key) } == true)
    }
  }

  @Test func lossesBeyondAllBoundsAreNoTrap() throws {
    var json = ComparisonExamples.report(plain: [[5], [4]], residual: [[1], [1]]).json
    json["plain"]?["train_loss"] = [1e308, 1.5e308]
    let report = try read(json)
    #expect(!report.json.serialized().contains("nan"))
  }

  @Test func aReportOfSeveralRunsIsNoRun() {
    let failure = #expect(throws: Failure.self) { try read(["runs": []]) }
    #expect(failure?.remedy?.description.contains("folders of those runs") == true)
  }

  @Test func unevenListsAreRefused() {
    var json = ComparisonExamples.report(plain: [[5], [4]], residual: [[1]]).json
    json["plain"]?["seeds"] = [1, 2, 3]
    #expect(throws: Failure.self) { try read(json) }
    json["plain"]?["seeds"] = []
    #expect(throws: Failure.self) { try read(json) }
  }
}
