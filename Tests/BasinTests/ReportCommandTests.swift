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
        let verdicts = ["confirmed", "artefact", "refined_below", "undecided"]
          .map { surface?["\($0)_count"]?.int }
        #expect(verdicts.compactMap(\.self).reduce(0, +) == counted && !verdicts.contains(nil))
      }
    }
    #expect(report["windows"]?.array?.count == 2)
    let counted = try #require(report["second_look"]?["residual"]?["counted"]?.int)
    #expect(counted > 0, "there must be something to look at")
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
      #expect(!lines.isEmpty && lines.allSatisfy { $0.hasSuffix("already done") }, "\(stage)")
    }
    #expect(try json("run/report.json") == report)

    // What a look has found is described; what does not hold what it should is found again.
    let look = "run/plain/seed-1/confirmation-1.json"
    #expect(try chain.succeed(["info", look]).contains("confirmation of the minima"))
    #expect(
      try chain.succeed(["info", "run/plain/seed-1/curvature.json"]).contains("curvature of a net"))
    #expect(try chain.succeed(["info", "run/report.json"]).contains("report of comparisons"))
    var edited = try json(look)
    edited["confirmation"]?["findings"] = []
    _ = try chain.folder.write(edited.serialized(), to: look)
    let mended = try chain.tool.run(more)
    #expect(mended.exitCode == 0)
    #expect(try json("run/report.json") == report)
  }

  @Test("files that no comparison made are not replaced")
  func foreignFiles() throws {
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("paper"), withIntermediateDirectories: true)
    _ = try chain.folder.write("mine", to: "paper/report.tex")
    let command = Self.compare + ["--output", "paper"]
    expectRefusal(
      try chain.tool.run(command), code: 73, saying: "paper/report.tex", "--overwrite")
    #expect(try chain.folder.text("paper/report.tex") == "mine")
    #expect(!FileManager.default.fileExists(atPath: chain.folder.path("paper/plain")))
    try chain.succeed(command + ["--overwrite"])
    #expect(try chain.folder.text("paper/report.tex").contains("documentclass"))
  }

  @Test("a picture that is missing or none leaves nothing behind")
  func pictures() throws {
    try chain.succeed(Self.compare + ["--output", "run"])
    _ = try chain.folder.write("secret", to: "run/comparison.png")
    expectRefusal(
      try chain.tool.run("report", "run", "--output", "new"), code: 65, saying: "comparison.png",
      "not a PNG file")
    try FileManager.default.removeItem(atPath: chain.folder.path("run/comparison.png"))
    expectRefusal(
      try chain.tool.run("report", "run", "--output", "new"), code: 66, saying: "comparison.png")
    for form in Self.forms {
      #expect(!FileManager.default.fileExists(atPath: chain.folder.path("new/report.\(form)")))
    }
  }

  @Test("only pictures of the run itself come into a report")
  func foreignPictures() throws {
    try chain.succeed(Self.compare + ["--output", "run"])
    try chain.succeed(Self.compare + ["--plain-epochs", "2", "--output", "private"])
    try FileManager.default.createSymbolicLink(
      atPath: chain.folder.path("run/linked"), withDestinationPath: "../private")
    let report = try json("run/report.json")
    for path in [
      "../private/comparison.png", chain.folder.path("private/comparison.png"),
      "linked/comparison.png", "plain/../../private/comparison.png",
    ] {
      var edited = report
      edited["landscape_figure"] = .string(path)
      if case .object(var figures)? = edited["figures"] {
        figures["comparison"] = .string(path)
        edited["figures"] = .object(figures)
      }
      _ = try chain.folder.write(edited.serialized(), to: "run/report.json")
      expectRefusal(
        try chain.tool.run("report", "run", "--output", "new"), code: 65, saying: "report.json",
        "outside of its folder")
      #expect(!FileManager.default.fileExists(atPath: chain.folder.path("new/report.html")))
    }
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
    expectRefusal(
      try chain.tool.run(["report", "both", "--output", "again"]), code: 65, saying: "several runs")
    expectRefusal(
      try chain.tool.run(["report", "one", "two", "--output", "one", "--overwrite"]), code: 64,
      saying: "--output", "one")
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
    expectRefusal(
      try chain.tool.run(Self.compare + ["--windows", "1e-323", "--output", "x"]), code: 64,
      saying: "--windows", "too narrow")
  }
}
