import Archives
import ComparisonTestSupport
import Comparisons
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Networks
import Reports
import RunTestSupport
import Runs
import Testing
import Training

@Suite("A comparison with lines between its nets")
struct ComparisonConnectionsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func comparison(_ name: String, connects: Bool = true) -> ComparisonRun {
    var settings = SmallRun.settings()
    settings.seeds = 3
    return ComparisonRun(
      settings, extras: ComparisonExtras(connects: connects), folder: folder.path(name),
      command: "basin compare")
  }

  private func report(_ run: ComparisonRun, _ context: RunContext) throws -> ComparisonReport {
    guard case .finished(let report) = try run.run(in: context) else {
      throw Failure(.fault, "not finished")
    }
    return report
  }

  @Test("all pairs of each kind are measured, reported, and read back")
  func pairs() throws {
    let run = comparison("run")
    let report = try report(run, .threads(2))
    for arm in [report.plain, report.residual] {
      #expect(arm.connections.map(\.seeds) == [[1, 2], [1, 3], [2, 3]])
      #expect(arm.connections.allSatisfy { $0.path == "line" && ($0.barrier ?? -1) >= 0 })
    }
    let text = String(decoding: try folder.bytes("run/report.md"), as: UTF8.self)
    #expect(text.contains("Between nets of different seeds") && text.contains("3 pairs"))
    let json = try JSONValue(path: folder.path("run/report.json"))
    let first = try #require(json["plain"]?["connections"]?[0])
    #expect(
      first["seeds"] == [1, 2] && first["barrier"]?.double == report.plain.connections[0].barrier)
    var random = RandomStream(seed: 1, purpose: "report.resampling")
    let read = try ComparisonReport(
      reading: json, from: "report.json", using: &random)
    #expect(read.plain.connections == report.plain.connections)
    #expect(
      try JSONValue(path: folder.path("run/plain/seed-1/connection-3.json"))["manifest"]?["kind"]
        == "connection")
  }

  @Test("asked for later, or stopped in between, they are the same, and nothing is measured twice")
  func later() throws {
    _ = try report(comparison("whole"), .threads(1))
    _ = try report(comparison("later", connects: false), .threads(2))
    let before = try folder.bytes("later/report.json")
    #expect(!String(decoding: before, as: UTF8.self).contains("\"connections\""))
    let watched = WatchedRun(workers: 2) { seen in
      seen.progress.count { $0.stage?.hasPrefix("line") == true } >= 30
    }
    #expect(throws: Failure.self) { try comparison("later").run(in: watched.context) }
    #expect(try folder.bytes("later/report.json") == before)
    let kept = try folder.bytes("later/plain/seed-1/connection-2.json")
    _ = try report(comparison("later"), .threads(2))
    #expect(try folder.bytes("later/plain/seed-1/connection-2.json") == kept)
    #expect(try folder.bytes("later/report.json") == folder.bytes("whole/report.json"))
    // The folder's own files, which --overwrite removes.
    #expect(
      comparison("later").files.present.contains { $0.hasSuffix("seed-2/connection-3.json") })
  }
}
