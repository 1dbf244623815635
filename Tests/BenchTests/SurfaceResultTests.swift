import Foundation
import Testing
import basin_bench

@Suite("What a run of the benchmark of surfaces measured")
struct SurfaceResultTests {
  @Test("rates follow from points, samples and operations")
  func rates() throws {
    let workload = try SurfaceExamples.result().workloads[0]
    #expect(workload.imagesPerSecond == 50 * 256)
    #expect(workload.gigaFlopsPerSecond == 50 * 4)
    #expect(workload.scaling == 50.0 / 26)
    #expect(workload.fastestPeer?.name == "frozen")
  }

  @Test("without peers none is the fastest")
  func noPeers() throws {
    #expect(try SurfaceExamples.result(peers: "").workloads[0].fastestPeer == nil)
  }

  @Test("what is written is what is read")
  func codable() throws {
    let result = try SurfaceExamples.result()
    let json = try SurfaceReport(result).rendered(.json)
    let again = try JSONDecoder().decode(SurfaceResult.self, from: Data(json.utf8))
    #expect(try SurfaceReport(again).rendered(.json) == json)
    #expect(again.workloads[0].failedPeers == [FailedPeer(name: "compiled", reason: "no luck")])
  }

  @Test(
    "losses agree to a part in 100,000 of the peer's",
    arguments: [
      ([1, 2], [1, 2], 0), ([1.000009], [1], 9e-6), ([1.00009], [1], 9e-5), ([1, 3], [1, 2], 0.5),
      ([-1], [1], 2),
      ([.nan, 1], [.infinity, 1], 0), ([.nan], [1], .infinity), ([1], [.nan], .infinity),
      ([1, 2], [1], .infinity), ([0], [0], 0), ([1], [0], .infinity),
    ] as [([Double], [Double], Double)])
  func agreement(ours: [Double], theirs: [Double], expected: Double) {
    let difference = PeerResult.worstDifference(ours, theirs)
    #expect(difference == expected || abs(difference - expected) < 1e-9)
    let peer = PeerResult(name: "eager", pointsPerSecond: 1, worstDifference: difference)
    #expect(peer.agrees == (expected <= 1e-5))
  }
}
