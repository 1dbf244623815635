import Analysis
import Archives
import Documents
import Failures
import Foundation
import Kernels
import Reports
import Testing

/// What a report says of the scale of heights, and what it makes of losses on it.
struct ComparisonReportScaleTests {
  private func report(
    on scale: HeightScale, plainLoss: Double = 0.5, residualLoss: Double = 0.5,
    confirms: Bool = true
  ) -> ComparisonReport {
    ComparisonExamples.report(
      plain: [[5, 3], [4, 2]], residual: [[1, 1], [1, 2]], plainLoss: plainLoss,
      residualLoss: residualLoss, plainError: 0.01, confirms: confirms, windows: [0.5],
      scale: scale)
  }

  private func markdown(_ report: ComparisonReport) -> String {
    Report(runs: [.init(name: "run", comparison: report)]).document.markdown
  }

  private func read(_ json: JSONValue) throws -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: "tests")
    return try ComparisonReport(reading: json, from: "run/report.json", using: &random)
  }

  @Test func everySentenceNamesTheScale() {
    let decades = markdown(report(on: .standard))
    #expect(decades.contains("at least 0.01 decades on the scale log10(loss + 0.001);"))
    #expect(decades.contains("persistence thresholds, in decades (mean"))
    #expect(decades.contains("| ≥ 0.003 | ≥ 0.01 |"))
    #expect(decades.contains("sublevel sets of log10(loss + 0.001) on the 8-connected grid"))
    #expect(!decades.contains("range of the surface's losses"))

    let linear = markdown(report(on: .linear))
    #expect(
      linear.contains("at least 1 % of the range of the surface's losses on a linear scale;"))
    #expect(linear.contains("in per cent of the range of the surface's losses (mean"))
    #expect(linear.contains("| ≥ 0.3 % | ≥ 1 % | ≥ 3 % | ≥ 10 % | ≥ 30 % |"))
    #expect(
      linear.contains(
        "sublevel sets of the loss on the 8-connected grid with a persistence of at least 1 % of the range of the surface's losses,"
      ))
    #expect(!linear.contains("decades") && !linear.contains("log10"))

    let other = markdown(report(on: .logarithmic(offset: 1e-6)))
    #expect(other.contains("0.01 decades on the scale log10(loss + 1e-06)"))
    #expect(!other.contains("0.001)") && !other.contains("range of the surface's"))
  }

  @Test func heightsHaveTheUnitOfTheScale() {
    #expect(Measure.saddleGap.title(in: .decades).plainText.hasSuffix(", decades"))
    #expect(Measure.saddleGap.title(in: .loss).plainText.hasSuffix(", units of loss"))
    #expect(Measure.laplacian.title(in: .loss).plainText == "RMS Laplacian, units of loss")
  }

  @Test(arguments: [HeightScale.standard, .logarithmic(offset: -0.25), .linear])
  func theScaleIsInTheDataAndReadBack(scale: HeightScale) throws {
    let report = report(on: scale)
    let json = report.json
    #expect(json["scale"] == .string("\(scale)"))
    #expect(json["offset"] == scale.offset.map { .double($0) } ?? .null)
    #expect(json["threshold_unit"] == (scale == .linear ? "share_of_range" : "decades"))
    #expect(try read(JSONValue(parsing: json.serialized(), from: "report.json")) == report)
  }

  @Test func reportsThatNameNoScaleAreOnTheStandardOne() throws {
    var json = report(on: .standard).json
    for key in ["scale", "offset", "threshold_unit"] { json[key] = nil }
    #expect(try read(json) == report(on: .standard))
  }

  @Test func aLogarithmicScaleWithoutItsOffsetIsRefused() {
    var json = report(on: .standard).json
    json["offset"] = .null
    let failure = #expect(throws: Failure.self) { try read(json) }
    #expect(failure?.what.contains("offset should be a number") == true)
  }

  /// Losses that differ by a factor of two, far below the standard offset.
  @Test func lossesAreComparedAsTheScaleShowsThem() {
    func caveats(_ scale: HeightScale) -> String {
      report(on: scale, plainLoss: 2e-6, residualLoss: 1e-6).json["caveats"]?.serialized() ?? ""
    }
    for scale in [HeightScale.standard, .logarithmic(offset: 1)] {
      #expect(caveats(scale).contains("the training losses are close (2e-06 without"))
    }
    for scale in [HeightScale.linear, .logarithmic(offset: 1e-9), .logarithmic(offset: -5)] {
      #expect(caveats(scale).contains("the training loss is 2e-06 against 1e-06"))
    }
  }

  @Test func aPoorlyTrainedNetIsNamedOnlyWhereTheScaleShowsIt() {
    func poor(_ scale: HeightScale) -> JSONValue? {
      var nets = ComparisonExamples.arm([[5], [20], [4]], loss: 1e-6, folder: "plain").nets
      nets[1].measures[.trainLoss] = 5e-6
      var random = RandomStream(seed: 1, purpose: "tests")
      return ComparisonReport(
        model: "net", data: "pictures", method: [], command: "basin", samples: 1, scale: scale,
        threshold: 0.01, plain: .init(nets: nets),
        residual: ComparisonExamples.arm([[1], [1], [1]], loss: 1e-6, folder: "residual"),
        figures: .init(), using: &random
      ).json["poorly_trained"]
    }
    #expect(poor(.standard) == [])
    #expect(poor(.linear)?[0]?["seed"] == 2 && poor(.linear)?.array?.count == 1)
  }

  // MARK: Counting again

  private func counted(_ run: ComparisonReport, on scale: HeightScale) -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: "tests")
    let bare = report(on: scale, confirms: false)
    return run.counted(
      on: scale, plain: bare.plain, residual: bare.residual, command: "basin report run",
      using: &random)
  }

  @Test func whatIsCountedAgainLeavesSecondLooksOutAndSaysSo() throws {
    let run = report(on: .standard)
    let again = counted(run, on: .linear)
    #expect(again.comparisons[.confirmedMinima] == nil)
    #expect(again.omittedLooks == .standard && again.scale == .linear)
    #expect(again.command == run.command + "\nbasin report run")
    #expect(again.figures == .init(gradients: run.figures.gradients))
    let sentence = "looked again at the minima that it had counted on the scale log10(loss + 0.001)"
    #expect(markdown(again).contains(sentence) && !markdown(run).contains(sentence))
    #expect(
      again.json["omitted_second_look"] == ["scale": "log10(loss + 0.001)", "offset": 0.001])
    #expect(try read(again.json) == again)
    // The looks are not in it, whatever scale it is counted on next.
    #expect(counted(again, on: .standard).omittedLooks == .standard)
  }

  @Test func withoutSecondLooksNothingIsLeftOut() {
    let again = counted(report(on: .standard, confirms: false), on: .linear)
    #expect(again.omittedLooks == nil && again.json["omitted_second_look"] == nil)
    #expect(!markdown(again).contains("looked again"))
  }

  @Test func theLineOnCountingFollows() {
    var random = RandomStream(seed: 1, purpose: "tests")
    let run = report(on: .standard)
    let made = ComparisonReport(
      model: run.model, data: run.data,
      method: [.init("Nets", "two"), .counting(on: .standard, threshold: 0.01)],
      command: run.command, samples: 1, threshold: 0.01, plain: run.plain, residual: run.residual,
      figures: .init(), using: &random)
    #expect(
      made.method[1].value
        == "merge tree of sublevel sets of log10(loss + 0.001), 8 neighbours; a minimum counts if its persistence is at least 0.01 decades and it is not on the border"
    )
    let again = counted(made, on: .linear)
    #expect(again.method.map(\.name) == ["Nets", "Counting"])
    #expect(again.method[1] == .counting(on: .linear, threshold: 0.01))
    #expect(again.method[1].value.contains("sublevel sets of the loss, 8 neighbours"))
  }

  @Test func runsOnDifferentScalesAreNotComparedSilently() {
    func overview(_ scales: [HeightScale]) -> String {
      Report(
        runs: scales.map { .init(name: "\($0)", comparison: report(on: $0)) }
      ).document.markdown
    }
    #expect(overview([.standard, .linear]).contains("counted on different scales of heights"))
    #expect(!overview([.linear, .linear]).contains("different scales"))
    let table = Report(
      runs: [HeightScale.standard, .linear].map { .init(name: "a", comparison: report(on: $0)) }
    ).csv.components(separatedBy: "\r\n")
    #expect(table[0].hasSuffix(",scale") && table[1].hasSuffix(",log10(loss + 0.001)"))
    #expect(table[table.count - 2].hasSuffix(",linear"))
  }
}
