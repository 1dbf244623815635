/// What one run of `basin-bench surface` measured; also its JSON.
package struct SurfaceResult: Codable {
  package let threads: Int
  package let openblasCore: String
  /// The version of PyTorch; nil without peers.
  package let torch: String?
  /// GFLOP/s of multiply-adds on registers, the best of the run, by one thread and by all.
  package let multiplyAddPeakOfOne: Double
  package let multiplyAddPeak: Double
  /// The same of sgemm.
  package let matrixPeakOfOne: Double
  package let matrixPeak: Double
  package let workloads: [WorkloadResult]
}

/// What was measured of one workload, medians over the rounds.
package struct WorkloadResult: Codable {
  package let name: String
  package let title: String
  package let samples: Int
  /// GFLOP of one point, direct convolutions and dense products counted.
  package let gigaFlopPerPoint: Double
  package let pointsPerSecond: Double
  package let pointsPerSecondOfOneThread: Double
  /// How much faster multiply-adds on registers became with all threads in the same rounds, and
  /// sgemm: what copies of a kernel give on this machine.
  package let multiplyAddScaling: Double
  package let matrixScaling: Double
  /// Bytes held at most by a process that samples `memorySamples` examples.
  package let peakMemory: Int?
  package let memorySamples: Int
  /// How busy other processes kept the processors just before; nil where that is not known.
  package let otherWork: Double?
  package let losses: [Double]
  package let peers: [PeerResult]
  /// Those that could not do the work.
  package let failedPeers: [FailedPeer]

  package var imagesPerSecond: Double { pointsPerSecond * Double(samples) }
  package var gigaFlopsPerSecond: Double { pointsPerSecond * gigaFlopPerPoint }
  package var scaling: Double { pointsPerSecond / pointsPerSecondOfOneThread }
  package var fastestPeer: PeerResult? { peers.max { $0.pointsPerSecond < $1.pointsPerSecond } }
}

/// One peer over the same workload.
package struct PeerResult: Codable {
  package let name: String
  package let pointsPerSecond: Double
  /// The largest difference of a loss from ours, relative to the peer's.
  package let worstDifference: Double

  package init(name: String, pointsPerSecond: Double, worstDifference: Double) {
    self.name = name
    self.pointsPerSecond = pointsPerSecond
    self.worstDifference = worstDifference
  }

  /// How far losses may be apart: both sides compute in single precision.
  package static let allowedDifference = 1e-5

  package var agrees: Bool { worstDifference <= PeerResult.allowedDifference }

  /// The largest relative difference; infinite where one is finite and the other is not, or missing.
  package static func worstDifference(_ ours: [Double], _ theirs: [Double]) -> Double {
    guard ours.count == theirs.count else { return .infinity }
    return zip(ours, theirs).map { ours, theirs in
      if ours.isFinite != theirs.isFinite { return .infinity }
      return ours.isFinite && ours != theirs ? abs(ours - theirs) / abs(theirs) : 0
    }.max() ?? 0
  }
}

/// A peer that could not do the work.
package struct FailedPeer: Codable, Equatable, Sendable {
  package let name: String
  package let reason: String

  package init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}
