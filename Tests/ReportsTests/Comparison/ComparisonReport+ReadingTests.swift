import Archives
import Failures
import Foundation
import Kernels
import Reports
import Testing

struct ComparisonReportReadingTests {
  private func read(
    _ json: JSONValue, purpose: String = "tests"
  ) throws -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: purpose)
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

  /// The place of what is wrong, and what it should be.
  @Test(
    arguments: [
      ("model", 1, "model should be a text"), ("samples", "many", "samples should be a number"),
      ("samples", -1, "samples should be a whole number from 0"),
      ("samples", 1.5, "samples should be a whole number from 0"),
      ("plain", [], "plain should be an object"), ("method", "none", "method should be a list"),
      ("method", [["name": "Nets"]], "method[0].value is missing"),
      ("threshold", nil, "threshold should be a number"),
    ] as [(String, JSONValue, String)])
  func whatIsUnfitIsSaid(key: String, value: JSONValue, words: String) {
    var json = ComparisonExamples.report(plain: [[5]], residual: [[1]]).json
    json[key] = value
    let failure = #expect(throws: Failure.self) { try read(json) }
    #expect(failure?.what == "is not a valid comparison report: \(words)")
    #expect(failure?.remedy?.description.contains("basin compare") == true)
  }

  @Test func aPlaceInAListIsNamed() {
    var json = ComparisonExamples.report(plain: [[5, 3]], residual: [[1]]).json
    let first = json["plain"]?["surfaces"]?[0]?[0] ?? .null
    var second = json["plain"]?["surfaces"]?[0]?[1] ?? .null
    second["centre_loss"] = "low"
    json["plain"]?["surfaces"] = [[first, second]]
    let failure = #expect(throws: Failure.self) { try read(json) }
    #expect(
      failure?.what.contains("plain.surfaces[0][1].centre_loss should be a number") == true)
  }

  /// The reports of the gallery, some of them of earlier versions: read and written, each has all its keys
  /// and numbers.
  @Test(
    arguments: [
      "quick", "lecture", "gpt", "lesson/landscapes", "experiment/resnet56",
    ])
  func reportsOfTheGalleryKeepEveryKey(name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let file = try JSONValue(
      path: root.appending(path: "output/gallery/\(name)/report.json").path)
    let new = try read(file, purpose: "report.resampling").json
    // Sentences are those of this version.
    for difference in new.differences(from: file) where difference.there != nil {
      let isText = difference.here?.string != nil && difference.there?.string != nil
      #expect(isText || difference.path == "caveats", "\(difference)")
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
