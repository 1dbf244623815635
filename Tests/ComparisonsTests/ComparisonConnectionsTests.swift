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

  // MARK: Copies that take the examples in another order

  private func orders(
    _ name: String, after epochs: [Int] = [0, 2], seeds: Int = 3, connects: Bool = false,
    change: (inout ComparisonSettings) -> Void = { _ in }
  ) -> ComparisonRun {
    var settings = SmallRun.settings()
    settings.seeds = seeds
    settings.training.epochs = 3
    change(&settings)
    return ComparisonRun(
      settings, extras: ComparisonExtras(connects: connects, reorderedAfter: epochs),
      folder: folder.path(name), command: "basin compare")
  }

  @Test("a copy shares its first epochs with its net, and the line between them is reported")
  func copies() throws {
    let report = try report(orders("run"), .threads(2))
    for arm in [report.plain, report.residual] {
      #expect(arm.connections.map(\.reorderedAfter) == [0, 2, 0, 2, 0, 2])
      #expect(arm.connections.map(\.seeds) == [1, 1, 2, 2, 3, 3].map { [$0, $0] })
    }
    // The history of the epochs that they share is the same, that of the others is not.
    func epochs(_ file: String) throws -> [Substring] {
      String(decoding: try folder.bytes("run/plain/seed-2/\(file)"), as: UTF8.self)
        .split(whereSeparator: \.isNewline)
    }
    let (net, early, late) = try (
      epochs("history.csv"), epochs("reordered-after-0-history.csv"),
      epochs("reordered-after-2-history.csv")
    )
    #expect(net.count == 4 && late[..<3] == net[..<3] && late[3] != net[3])
    #expect(early[0] == net[0] && early[1] != net[1])

    let text = String(decoding: try folder.bytes("run/report.md"), as: UTF8.self)
    #expect(text.contains("From one start in two orders") && text.contains("3 nets of each kind"))
    #expect(!text.contains("Between nets of different seeds"))
    let json = try JSONValue(path: folder.path("run/report.json"))
    #expect(json["plain"]?["connections"]?[1]?["reordered_after"] == 2)
    var random = RandomStream(seed: 1, purpose: "report.resampling")
    let read = try ComparisonReport(reading: json, from: "report.json", using: &random)
    #expect(read.plain.connections == report.plain.connections)
  }

  @Test("asked for later, stopped in a copy, or shared by processes, the bits are the same")
  func copiesLater() throws {
    let whole = orders("whole", after: [1], seeds: 2, connects: true)
    let report = try report(whole, .threads(1))
    #expect(report.plain.connections.map(\.reorderedAfter) == [nil, 1, 1])
    _ = try self.report(orders("later", after: [], seeds: 2), .threads(2))
    let watched = WatchedRun(workers: 2) { seen in
      seen.progress.contains { $0.stage?.contains("other order") == true }
    }
    let later = orders("later", after: [1], seeds: 2, connects: true)
    #expect(throws: Failure.self) { try later.run(in: watched.context) }
    _ = try self.report(later, .threads(2))
    let shared = orders("shared", after: [1], seeds: 2, connects: true)
    // Each waits for what the other trains.
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      _ = try? shared.run(in: RunContext.threads(1).taking(Share(1, of: 2)))
      ended.signal()
    }
    _ = try shared.run(in: RunContext.threads(1).taking(Share(0, of: 2)))
    ended.wait()
    for name in ["later", "shared"] {
      for file in [
        "report.json", "plain/seed-2/reordered-after-1.safetensors",
        "residual/seed-1/connection-reordered-after-1.json",
      ] {
        #expect(try folder.bytes("\(name)/\(file)") == folder.bytes("whole/\(file)"), "\(name)")
      }
    }
  }

  @Test(
    "places without an epoch after them, and a matched loss, are refused before anything is made",
    arguments: [
      ([3], false, "from 0 to 2, got 3"), ([1, 0], false, "got 1,0"), ([-1], false, "-1"),
      ([0], true, "matched loss"),
    ])
  func refused(_ epochs: [Int], matched: Bool, says: String) throws {
    let run = orders("refused", after: epochs) { if matched { $0.matching = .init() } }
    #expect {
      try run.run(in: .threads(1))
    } throws: { ($0 as? Failure)?.code == .usage && ($0 as? Failure)?.what.contains(says) == true }
    #expect(throws: Failure.self) {
      try orders("refused", after: [2]) { $0.plainEpochs = 2 }.run(in: .threads(1))
    }
  }
}
