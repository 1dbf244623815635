import Foundation
import basin_bench

/// A result as it is read from JSON.
enum SurfaceExamples {
  static let peers = """
    {"name": "eager", "pointsPerSecond": 10, "worstDifference": 0.000001},
    {"name": "frozen", "pointsPerSecond": 25, "worstDifference": 0.002}
    """

  /// One workload on two threads, with peers as given.
  static func result(peers: String = peers, otherWork: Double = 0) throws -> SurfaceResult {
    let text = """
      {"threads": 2, "openblasCore": "Core", "torch": "2.0",
       "multiplyAddPeakOfOne": 80, "multiplyAddPeak": 160,
       "matrixPeakOfOne": 64, "matrixPeak": 125,
       "workloads": [
         {"name": "small", "title": "ResNet-8", "samples": 256, "gigaFlopPerPoint": 4,
          "pointsPerSecond": 50, "pointsPerSecondOfOneThread": 26, "multiplyAddScaling": 2,
          "matrixScaling": 1.5, "peakMemory": 300000000, "memorySamples": 10000,
          "otherWork": \(otherWork), "losses": [1.5, 2.5], "peers": [\(peers)],
          "failedPeers": [{"name": "compiled", "reason": "no luck"}]}]}
      """
    return try JSONDecoder().decode(SurfaceResult.self, from: Data(text.utf8))
  }
}
