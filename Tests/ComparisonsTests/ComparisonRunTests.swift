import ComparisonTestSupport
import Comparisons
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Networks
import RunTestSupport
import Runs
import Synchronization
import Testing
import Training

@Suite("A comparison with second looks")
struct ComparisonRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func comparison(_ name: String, layers: [Int] = [2, 12, 12, 2]) -> ComparisonRun {
    ComparisonRun(
      SmallRun.settings(layers: layers, grid: 13),
      extras: ComparisonExtras(confirms: true, measuresCurvature: true),
      folder: folder.path(name), command: "basin compare")
  }

  /// The bytes of each file, but for surfaces, which also hold the times of those who worked on them.
  private func contents(_ name: String) throws -> [String: Data] {
    let url = folder.url.appending(path: name)
    var contents: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
      contents[path] =
        path.hasSuffix(".h5") ? Data() : try? Data(contentsOf: url.appending(path: path))
    }
    return contents
  }

  @Test("a net without shortcuts is not compared with itself")
  func noShortcuts() throws {
    let failure = #expect(throws: Failure.self) {
      try comparison("same", layers: [2, 12, 2]).run(in: .threads(1))
    }
    #expect(failure?.code == .usage && failure?.what.contains("has no shortcuts") == true)
  }

  @Test("stopped in the middle of looks, it goes on, ends the same, and leaves nothing else behind")
  func interruptions() throws {
    _ = try comparison("whole").run(in: .threads(2))
    var stops: [String] = []
    var allowed = 2
    while true {
      let watched = WatchedRun(workers: 2) { [allowed] seen in
        let steps = seen.progress.count { progress in
          !progress.followsKnown
            && ["confirming", "curvature"].contains { progress.stage?.hasPrefix($0) == true }
        }
        return steps >= allowed
      }
      do {
        _ = try comparison("parts").run(in: watched.context)
        break
      } catch let failure as Failure where failure.code == .interrupted {
        stops.append(failure.what)
        // No part of a study of curvature is kept before it is finished.
        allowed += allowed / 4 + 1
        try #require(stops.count < 100)
      }
    }
    for kept in [
      "plain/seed-1/surface-1.h5.confirmation.partial",
      "plain/seed-1/weights.safetensors.hessian.partial",
    ] {
      #expect(
        stops.contains { $0.hasSuffix("kept in \(folder.path("parts/\(kept)"))") }, "\(stops)")
    }
    #expect(try contents("parts") == contents("whole"))
  }
}
