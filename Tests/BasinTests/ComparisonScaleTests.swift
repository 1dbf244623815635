import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("Comparisons on other scales of heights, with the built tool")
struct ComparisonScaleTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let compare =
    ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "1", "--grid", "9"]
    + ["--samples", "50", "--seeds", "2", "--threads", "2", "--confirm", "--windows", "0.5"]
    + ["--output", "run"]

  private func json(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: chain.folder.text(path), from: path)
  }

  /// What `basin minima` counts on the surfaces of a run.
  private func counts(_ scale: [String]) throws -> [String: [[Int]]] {
    var counts: [String: [[Int]]] = [:]
    for arm in ["plain", "residual"] {
      counts[arm] = try (1...2).map { seed in
        let text = try chain.succeed(
          ["minima", "run/\(arm)/seed-\(seed)/surface-1.h5", "--format", "json"] + scale)
        return [try #require(JSONValue(parsing: text, from: "minima")[0]?["count"]?.int)]
      }
    }
    return counts
  }

  private func counts(of report: JSONValue) -> [String: [[Int]]] {
    Dictionary(
      uniqueKeysWithValues: ["plain", "residual"].map { arm in
        let lists = report[arm]?["minima_counts"]?.array ?? []
        return (arm, lists.map { ($0.array ?? []).compactMap(\.int) })
      })
  }

  @Test("another scale trains and samples nothing again; looks are those of the scale")
  func resuming() throws {
    try chain.succeed(Self.compare)
    let kept = [
      "manifest.json", "plain/seed-1/weights.safetensors", "residual/seed-2/weights.safetensors",
      "plain/seed-1/surface-1.h5", "residual/seed-1/surface-1-window-0.5.h5",
    ]
    func bytes() throws -> [Data] { try kept.map { try chain.bytes("run/\($0)") } }
    let before = try bytes()
    let look = try json("run/plain/seed-1/confirmation-1.json")
    #expect(look["manifest"]?["scale"] == nil, "as earlier versions wrote it")
    let standard = try json("run/report.json")
    let text = try chain.folder.text("run/report.md")

    let linear = try chain.tool.run(Self.compare + ["--scale", "linear"])
    #expect(linear.exitCode == 0)
    let lines = linear.errors.split(separator: "\n")
    for stage in ["training", "sampling"] {
      let lines = lines.filter { $0.hasPrefix(stage) }
      #expect(!lines.isEmpty && lines.allSatisfy { $0.hasSuffix("already done") }, "\(stage)")
    }
    #expect(!lines.contains { $0.hasPrefix("confirming") && $0.hasSuffix("already done") })
    #expect(try bytes() == before)
    let report = try json("run/report.json")
    #expect(report["scale"] == "linear" && report["offset"] == .null)
    #expect(report["threshold"] == 0.01 && report["threshold_unit"] == "share_of_range")
    #expect(try counts(of: report) == counts(["--scale", "linear"]))
    #expect(report["second_look"] != nil && report["omitted_second_look"] == nil)
    #expect(
      try json("run/plain/seed-1/confirmation-1.json")["manifest"]?["scale"] == "linear")
    #expect(try chain.succeed(["info", "run/plain/seed-1/confirmation-1.json"]).contains("minima"))
    let page = try chain.folder.text("run/report.md")
    #expect(page.contains("1 % of the range of the surface's losses on a linear scale"))
    #expect(!page.contains("decades") && !page.contains("log10"))
    #expect(try chain.folder.text("run/minima.csv").contains(",linear,loss"))

    // Its own looks are taken up again, those of the other scale are not.
    let again = try chain.tool.run(Self.compare + ["--scale", "linear"])
    #expect(
      again.errors.split(separator: "\n").filter { $0.hasPrefix("confirming") }.allSatisfy {
        $0.hasSuffix("already done")
      })
    #expect(try json("run/report.json") == report)
    try chain.succeed(Self.compare)
    #expect(try json("run/report.json") == standard)
    #expect(try chain.folder.text("run/report.md") == text)
  }

  @Test("report counts a run again from its surfaces, and draws what shows the counts")
  func report() throws {
    try chain.succeed(Self.compare)
    let own = try json("run/report.json")
    let output = try chain.succeed(["report", "run", "--scale", "linear", "--output", "linear"])
    for name in ["comparison.png", "threshold-curve.png", "windows.png", "report.json"] {
      #expect(output.contains("linear/\(name)\n"))
      #expect(FileManager.default.fileExists(atPath: chain.folder.path("linear/\(name)")))
    }
    let report = try json("linear/report.json")
    #expect(report["scale"] == "linear")
    #expect(try counts(of: report) == counts(["--scale", "linear"]))
    for arm in ["plain", "residual"] {
      for key in ["train_loss", "train_accuracy", "test_accuracy"] {
        #expect(report[arm]?[key] == own[arm]?[key])
      }
    }
    #expect(report["second_look"] == nil && report["measures"]?["confirmed_count"] == nil)
    #expect(report["omitted_second_look"]?["offset"] == 0.001)
    #expect(report["landscape_figure"] == "comparison.png")
    #expect(report["gradient_figure"] == "../run/gradient-flow.png")
    let page = try chain.folder.text("linear/report.md")
    #expect(page.contains("leaves those second looks out"))
    #expect(page.contains("](comparison.png)") && !page.contains("contour-1.png"))
    #expect(page.contains("basin report run --scale linear --output linear\n```"))

    // What compare counts on that scale is the same.
    try chain.succeed(Self.compare + ["--scale", "linear", "--no-confirm"])
    let compared = try json("run/report.json")
    #expect(report["measures"] == compared["measures"])
    #expect(report["windows"] == compared["windows"])
    #expect(report["methods"] == compared["methods"])
    #expect(report["method"] == compared["method"])

    // The scale that the run has counted on changes nothing.
    try chain.succeed(["report", "run", "--scale", "linear", "--output", "same"])
    #expect(try json("same/report.json")["measures"] == compared["measures"])
    #expect(!FileManager.default.fileExists(atPath: chain.folder.path("same/comparison.png")))

    // A report that was counted again can be counted yet again; of several each has pictures of its own.
    let both = try chain.succeed(
      ["report", "linear", "run", "--offset", "0.01", "--output", "both"])
    #expect(both.contains("both/comparison-1.png\n") && both.contains("both/windows-2.png\n"))
    #expect(try json("both/report.json")["runs"]?[0]?["scale"] == "log10(loss + 0.01)")
    #expect(try json("both/report.json")["runs"]?[0]?["omitted_second_look"] != nil)
    #expect(try json("both/report.json")["runs"]?[1]?["omitted_second_look"] == nil)
  }

  @Test("a surface that is missing is named, and nothing is written")
  func missing() throws {
    try chain.succeed(Self.compare)
    try FileManager.default.removeItem(
      atPath: chain.folder.path("run/residual/seed-2/surface-1.h5"))
    expectRefusal(
      try chain.tool.run("report", "run", "--scale", "linear", "--output", "new"), code: 66,
      saying: "run/residual/seed-2/surface-1.h5", "basin compare", "--scale")
    #expect(!FileManager.default.fileExists(atPath: chain.folder.path("new/report.md")))
    try chain.succeed(["report", "run", "--output", "new"])
    for options in [["--scale", "linear", "--offset", "1"], ["--offset", "nan"]] {
      expectRefusal(
        try chain.tool.run(["report", "run", "--output", "x"] + options), code: 64,
        saying: "--offset")
      expectRefusal(try chain.tool.run(Self.compare + options), code: 64, saying: "--offset")
    }
  }

  @Test("losses below 0.01 are refused with both remedies, and each of them works")
  func smallLosses() throws {
    try points(60).write(to: chain.folder.url.appending(path: "x.npy"))
    try labels(60).write(to: chain.folder.url.appending(path: "y.npy"))
    let command =
      ["compare"] + Chain.net + ["--data", "arrays:x.npy,y.npy", "--epochs", "12"]
      + ["--grid", "7", "--samples", "50", "--span", "-0.02:0.02", "--output", "run"]
    let refused = try chain.tool.run(command)
    #expect(refused.exitCode == 65)
    #expect(refused.errors.contains("run/plain/seed-1/surface-1.h5: the largest loss is "))
    let advice = try #require(
      refused.errors.firstMatch(of: /Add --scale linear or --offset ([0-9.e-]*[0-9])/))
    let weights = try chain.bytes("run/plain/seed-1/weights.safetensors")
    for (remedy, scale) in [
      (["--scale", "linear"], "linear"), (["--offset", "1e-6"], "log10(loss + 1e-06)"),
      (["--offset", String(advice.1)], nil),
    ] {
      try chain.succeed(command + remedy)
      let report = try json("run/report.json")
      if let scale { #expect(report["scale"] == .string(scale)) }
      #expect(counts(of: report)["plain"]?.count == 1)
    }
    #expect(try chain.bytes("run/plain/seed-1/weights.safetensors") == weights)
    expectRefusal(
      try chain.tool.run("report", "run", "--scale", "log", "--output", "new"), code: 65,
      saying: "surface-1.h5", "--scale linear or --offset")
    try chain.succeed(["report", "run", "--scale", "linear", "--output", "new"])
  }

  /// Two groups that lie far apart, so that nets learn them by heart.
  private func points(_ rows: Int) -> Data {
    let numbers = (0..<rows).flatMap { row -> [Float] in
      let sign: Float = row % 2 == 0 ? -1 : 1
      return [sign * (3 + Float(row % 7) / 7), sign * (3 + Float(row % 5) / 5)]
    }
    return npy("<f4", "(\(rows), 2)") + Data(numbers.flatMap { bytes(of: $0.bitPattern) })
  }

  private func labels(_ rows: Int) -> Data {
    npy("<i4", "(\(rows),)") + Data((0..<rows).flatMap { bytes(of: UInt32($0 % 2)) })
  }

  private func bytes(of word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  private func npy(_ type: String, _ shape: String) -> Data {
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n"
    return Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(header.utf8.count), 0])
      + Data(header.utf8)
  }
}
