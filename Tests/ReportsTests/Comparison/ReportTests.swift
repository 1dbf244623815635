import Analysis
import Archives
import Documents
import Foundation
import Reports
import Testing

struct ReportTests {
  private static let one = ComparisonExamples.report(
    plain: [[5, 3], [4, 2], [7, 8], [9, 2]], residual: [[1, 1], [1, 2], [2, 2], [1, 1]],
    plainLoss: 0.783, residualLoss: 0.24, plainError: 0.0312, confirms: true,
    windows: [0.25, 0.5, 2])
  private static let other = ComparisonExamples.report(plain: [[2]], residual: [[3]])

  private static let several = Report(runs: [
    .init(name: "deep", comparison: one), .init(name: "shallow", comparison: other),
  ])

  @Test func severalRunsBecomeOneTableAndASectionEach() {
    let text = Self.several.document.markdown
    #expect(text.contains("## The runs side by side"))
    #expect(text.contains("\n## deep\n") && text.contains("\n## shallow\n"))
    #expect(text.contains("| deep | ResNet-56, width 8 | 4 × 2 | 0.783 / 0.24 |"))
    #expect(Self.several.json["runs"]?[1]?["run"] == "shallow")
  }

  @Test func oneRunHasNoTableOfRuns() {
    let report = Report(runs: [.init(name: "deep", comparison: Self.one)])
    #expect(!report.document.markdown.contains("side by side"))
    #expect(report.json == Self.one.json)
  }

  /// Each number of each table stands in `report.json`, as far as its digits go.
  @Test func everyNumberIsInTheData() throws {
    var numbers: [Double] = []
    func collect(_ json: JSONValue) {
      if let number = json.double { numbers.append(number) }
      json.array?.forEach(collect)
      json.object?.values.forEach(collect)
    }
    collect(Self.several.json)
    #expect(numbers.count > 200)
    // As they are printed, and a share as the percentage it is shown as.
    let printed = Set(
      numbers.flatMap { number in
        ["%g", "%.2g", "%.3g", "%.1f"].map { String(format: $0, number) }
      })
    var cells = 0
    for line in Self.several.document.markdown.split(separator: "\n") where line.hasPrefix("| ") {
      let text = line.replacing(/\]\([^)]*\)|[*\\,]/, with: "")
      for match in text.matches(of: /(?:^|[\s(\[])(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?=$|[\s)\]|])/) {
        let number = String(match.1)
        #expect(printed.contains(number), "\(number) in \(line)")
        cells += 1
      }
    }
    #expect(cells > 150)
  }

  /// Cell by cell: the rows of measures hold what `report.json` holds of them, and nothing else.
  @Test func theRowsOfMeasuresAreThoseOfTheData() throws {
    let lines = Report(runs: [.init(name: "deep", comparison: Self.one)]).document.markdown
      .split(separator: "\n").map { $0.replacing("\\", with: "") }
    let measures = try #require(Self.one.json["measures"]?.object)
    var rows = 0
    for measure in Measure.allCases {
      guard let data = measures[measure.rawValue] else { continue }
      let line = try #require(
        lines.first { $0.hasPrefix("| \(measure.title(in: .decades).plainText) | ") })
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let format = measure.rawValue.hasSuffix("accuracy") ? "%.1f" : "%.3g"
      func text(_ value: JSONValue?, _ format: String) -> String {
        value?.double.map { String(format: format, $0 + 0) } ?? "–"
      }
      func mean(_ side: JSONValue?) -> String {
        let ends = side?["interval"]?.array ?? []
        return text(side?["mean"], format)
          + (ends.isEmpty
            ? "" : " (\(text(ends[0], format)) … \(text(ends[1], format)))")
      }
      #expect(
        Array(cells.dropFirst()) == [
          mean(data["plain"]), text(data["plain"]?["median"], format), mean(data["residual"]),
          text(data["residual"]?["median"], format), text(data["p"], "%.2g"),
          text(data["cliff_delta"], "%.2g"), text(data["hedges_g"], "%.2g"),
        ], "\(measure.rawValue)")
      rows += 1
    }
    #expect(rows == measures.count && rows > 8)
  }

  @Test func theTableOfSurfacesIsComplete() throws {
    let lines = Self.several.csv.components(separatedBy: "\r\n")
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    #expect(Set(header).isSuperset(of: Measure.allCases.map { Substring($0.rawValue) }))
    #expect(Set(header).count == header.count)
    // Eight nets of two surfaces and three windows, two nets of one surface, header, end.
    #expect(lines.count == 8 * 5 + 2 + 2)
    for line in lines.dropLast() {
      #expect(
        line.split(separator: ",", omittingEmptySubsequences: false).count == header.count)
    }
    #expect(lines[1].hasPrefix("deep,plain,1,0.783,90,88,"))
  }

  @Test func pathsAreToldFromTheReportsFolder() {
    let moved = Self.one.relocated(by: "../run")
    #expect(moved.plain.nets[0].surfaces[0].path == "../run/plain/seed-1/surface-1.h5")
    #expect(moved.figures.landscapes == "../run/comparison.png")
    #expect(moved.comparisons == Self.one.comparisons)
    #expect(Self.one.relocated(by: "") == Self.one)
  }

  @Test func everyMeasureHasANameOfItsOwn() {
    let titles = Measure.allCases.map { $0.title(in: .decades).plainText }
    #expect(Set(titles).count == titles.count && !titles.contains(""))
  }
}
