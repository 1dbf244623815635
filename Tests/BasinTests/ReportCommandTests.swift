import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("Reports of comparisons")
struct ReportCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let compare =
    ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "1", "--grid", "9"]
    + ["--samples", "50", "--threads", "2"]
  private static let forms = ["md", "html", "tex", "csv", "json"]

  private func json(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: chain.folder.text(path), from: path)
  }

  @Test("second looks are taken, kept, and not taken again; they change no other number")
  func looks() throws {
    let command = Self.compare + ["--seeds", "2", "--output", "run"]
    try chain.succeed(command)
    let before = try json("run/report.json")
    #expect(before["measures"]?["confirmed_count"] == nil)

    let more = command + ["--confirm", "--curvature", "--windows", "0.5"]
    try chain.succeed(more)
    let report = try json("run/report.json")
    for arm in ["plain", "residual"] {
      #expect(report[arm]?["minima_counts"] == before[arm]?["minima_counts"])
      #expect(report[arm]?["train_loss"] == before[arm]?["train_loss"])
      #expect(report[arm]?["top_eigenvalue"]?.array?.compactMap(\.double).count == 2)
      #expect(report[arm]?["windows"]?[1]?[0]?["half_width"] == 0.5)
      for seed in 0...1 {
        let surface = report[arm]?["surfaces"]?[seed]?[0]
        let counted = try #require(surface?["count"]?.int)
        let confirmed = try #require(surface?["confirmed_count"]?.int)
        #expect(confirmed <= counted)
      }
    }
    #expect(report["windows"]?.array?.count == 2)
    for name in [
      "windows.png", "threshold-curve.png", "plain/seed-1/confirmation-1.json",
      "residual/seed-2/curvature.json", "plain/seed-2/surface-1-window-0.5.h5",
    ] {
      #expect(FileManager.default.fileExists(atPath: chain.folder.path("run/\(name)")), "\(name)")
    }
    let again = try chain.tool.run(more)
    #expect(again.exitCode == 0)
    for stage in ["training", "sampling", "confirming", "curvature"] {
      let lines = again.errors.split(separator: "\n").filter { $0.hasPrefix(stage) }
      #expect(!lines.isEmpty && lines.allSatisfy { $0.hasSuffix("done already") }, "\(stage)")
    }
    #expect(try json("run/report.json") == report)
  }

  @Test("a report says the same as the run's own, from wherever it lies; several become one")
  func reports() throws {
    try chain.succeed(Self.compare + ["--output", "one"])
    try chain.succeed(Self.compare + ["--plain-epochs", "2", "--output", "two"])
    try chain.succeed(["report", "one", "--output", "reports/single"])
    #expect(
      try json("reports/single/report.json")["measures"] == json("one/report.json")["measures"])
    let text = try chain.folder.text("reports/single/report.md")
    #expect(text.contains("](../../one/comparison.png)"))
    let page = try chain.folder.text("reports/single/report.html")
    #expect(page.contains("src=\"data:image/png;base64,") && !page.contains("src=\"../"))

    let output = try chain.succeed(["report", "one", "two", "--output", "both"])
    for form in Self.forms {
      #expect(output.contains("both/report.\(form)\n"))
      #expect(FileManager.default.fileExists(atPath: chain.folder.path("both/report.\(form)")))
    }
    let both = try json("both/report.json")
    #expect(both["runs"]?[0]?["run"] == "one" && both["runs"]?[1]?["run"] == "two")
    #expect(both["runs"]?[1]?["method"]?[2]?["value"]?.string?.contains("plain nets: 2") == true)
    #expect(try chain.folder.text("both/report.csv").split(separator: "\r\n").count == 5)

    expectRefusal(
      try chain.tool.run(["report", "one", "--output", "both"]), code: 73, saying: "--overwrite")
    try chain.succeed(["report", "one", "--output", "both", "--overwrite"])
  }

  @Test("what is no run is refused")
  func noRuns() throws {
    expectRefusal(
      try chain.tool.run("report", "nowhere"), code: 66, saying: "nowhere", "basin compare")
    for name in ["bad", "worse"] {
      try FileManager.default.createDirectory(
        atPath: chain.folder.path(name), withIntermediateDirectories: true)
    }
    _ = try chain.folder.write("{}", to: "bad/report.json")
    expectRefusal(try chain.tool.run("report", "bad"), code: 65, saying: "bad/report.json")
    _ = try chain.folder.write("{", to: "worse/report.json")
    expectRefusal(try chain.tool.run("report", "worse"), code: 65, saying: "worse/report.json")
    expectRefusal(
      try chain.tool.run(Self.compare + ["--windows", "0.5,-1", "--output", "x"]), code: 64,
      saying: "--windows")
    expectRefusal(
      try chain.tool.run(Self.compare + ["--plain-epochs", "0", "--output", "x"]), code: 64,
      saying: "--plain-epochs")
  }
}
