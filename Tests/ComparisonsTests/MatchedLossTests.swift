import Archives
import ComparisonTestSupport
import Comparisons
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Networks
import Provenance
import Reports
import RunTestSupport
import Runs
import Testing
import Training

@Suite("Two kinds of nets, trained to the same training loss")
struct MatchedLossTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Plain nets that are trained for longer reach the lower loss, and are the ones that are cut.
  private func settings(plainEpochs: Int?, seeds: Int = 1) -> ComparisonSettings {
    var settings = SmallRun.settings(grid: 5)
    settings.training.epochs = 3
    settings.training.batchSize = 32
    settings.plainEpochs = plainEpochs
    settings.seeds = seeds
    settings.matching = .init(checksPerEpoch: 5)
    return settings
  }

  private func run(_ name: String, _ settings: ComparisonSettings, in context: RunContext) throws
    -> ComparisonOutcome
  {
    try ComparisonRun(settings, folder: folder.path(name), command: "basin compare").run(
      in: context)
  }

  private func weights(_ path: String) throws -> Checkpoint {
    try Checkpoint(path: folder.path("\(path).safetensors"))
  }

  /// The target that a weights file records.
  private func target(_ path: String) throws -> Double? {
    try weights(path).manifest?.weights?.training["target"]?["loss"]?.double
  }

  @Test(
    "the net that would reach the lower loss stops at that of the other", arguments: [1, nil, 40])
  func matched(plainEpochs: Int?) throws {
    guard
      case .finished(let report) = try run("r", settings(plainEpochs: plainEpochs), in: .threads(2))
    else {
      Issue.record("not finished")
      return
    }
    let whole = try weights("r/plain/seed-1/unmatched")
    let plain = try weights("r/plain/seed-1/weights")
    #expect(try target("r/plain/seed-1/unmatched") == nil)
    let residualTarget = try #require(try target("r/residual/seed-1/weights"))
    let (plainLoss, residualLoss) = (report.plain.meanLoss, report.residual.meanLoss)
    if residualLoss <= residualTarget {
      // The residual net has stopped, and the plain one is as it was trained to the end.
      #expect(plain == whole)
      #expect(plainLoss == residualTarget && residualLoss <= plainLoss)
    } else {
      // The residual net was trained to the end, and the plain one has stopped at its loss.
      #expect(try target("r/plain/seed-1/weights") == residualLoss)
      #expect(plainLoss <= residualLoss && plainLoss > residualTarget)
    }
    if plainEpochs == 40 { #expect(residualLoss > residualTarget) }
    if plainEpochs == 1 { #expect(residualLoss <= residualTarget) }
    let text = String(decoding: try folder.bytes("r/report.md"), as: UTF8.self)
    #expect(text.contains("Matched losses") && text.contains("measured 5 times per epoch"))
    #expect(text.contains("seed 1: ") && text.contains(" steps)"))
    #expect(report.plain.epochs == nil && report.residual.epochs == nil)
  }

  @Test(
    "stopped at any moment of training, it goes on and ends in the same files", arguments: [1, 40])
  func interruptions(plainEpochs: Int) throws {
    let settings = settings(plainEpochs: plainEpochs)
    _ = try run("whole", settings, in: .threads(2))
    var allowed = 1
    var stops = 0
    while true {
      // Steps of training, and then points of surfaces.
      let watched = WatchedRun(workers: 2) { [allowed] seen in seen.progress.count >= allowed }
      do {
        _ = try run("parts", settings, in: watched.context)
        break
      } catch let failure as Failure where failure.code == .interrupted {
        stops += 1
        allowed += allowed / 3 + 1
        try #require(stops < 200)
      }
    }
    #expect(stops > 3)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path("whole")).sorted()
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path("parts")).sorted() == names)
    for name in names where !name.hasSuffix(".h5") && name.contains(".") {
      #expect(try folder.bytes("parts/\(name)") == folder.bytes("whole/\(name)"), "\(name)")
    }
    // Nothing is left when the folder is taken by another comparison.
    #expect(
      ComparisonFiles(folder: folder.path("whole")).present.map {
        String($0.dropFirst(folder.path("whole").count + 1))
      }.sorted() == names.filter { $0.contains(".") })
  }

  @Test("several processes share it")
  func shares() throws {
    let settings = settings(plainEpochs: nil, seeds: 2)
    _ = try run("whole", settings, in: .threads(1))
    // One after the other: each trains its own nets, and stops when it has to wait for those of the other.
    for process in 0..<2 {
      let watched = WatchedRun(workers: 1, share: Share(process, of: 2)) { seen in
        seen.events.contains { if case .note(let note) = $0 { note is WaitingNote } else { false } }
      }
      _ = try? run("shared", settings, in: watched.context)
    }
    for arm in ["plain", "residual"] {
      for seed in 1...2 {
        let name = "\(arm)/seed-\(seed)/weights.safetensors"
        #expect(try folder.bytes("shared/\(name)") == folder.bytes("whole/\(name)"), "\(name)")
      }
    }
  }

  @Test("settings of earlier versions keep their form")
  func form() throws {
    let settings = SmallRun.settings()
    let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
    #expect(!text.contains("matching"))
    let matched = self.settings(plainEpochs: nil)
    let data = try JSONEncoder().encode(matched)
    #expect(try JSONDecoder().decode(ComparisonSettings.self, from: data) == matched)
  }
}
