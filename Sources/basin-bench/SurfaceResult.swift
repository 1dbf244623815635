/// What one run of `basin-bench surface` measured; also its JSON.
struct SurfaceResult: Codable {
  let threads: Int
  let openblasCore: String
  /// The version of PyTorch; nil without peers.
  let torch: String?
  /// GFLOP/s of sgemm, the best of the run, by one thread and by all.
  let matrixPeakOfOne: Double
  let matrixPeak: Double
  let workloads: [WorkloadResult]
}

/// What was measured of one workload, medians over the rounds.
struct WorkloadResult: Codable {
  let name: String
  let title: String
  let samples: Int
  /// GFLOP of one point, direct convolutions and dense products counted.
  let gigaFlopPerPoint: Double
  let pointsPerSecond: Double
  let pointsPerSecondOfOneThread: Double
  /// How much faster sgemm became with all threads in the same rounds: what the machine gives.
  let matrixScaling: Double
  /// Bytes held at most by a process that samples `memorySamples` examples.
  let peakMemory: Int?
  let memorySamples: Int
  /// How busy other processes kept the processors just before; nil where that is not known.
  let otherWork: Double?
  let losses: [Double]
  let peers: [PeerResult]

  var imagesPerSecond: Double { pointsPerSecond * Double(samples) }
  var gigaFlopsPerSecond: Double { pointsPerSecond * gigaFlopPerPoint }
  var scaling: Double { pointsPerSecond / pointsPerSecondOfOneThread }
  var fastestPeer: PeerResult? { peers.max { $0.pointsPerSecond < $1.pointsPerSecond } }
}

/// One peer over the same workload.
struct PeerResult: Codable {
  let name: String
  let pointsPerSecond: Double
  /// The largest difference of a loss from ours, relative to the peer's.
  let worstDifference: Double

  /// How far losses may be apart: both sides compute in single precision.
  static let allowedDifference = 1e-4

  var agrees: Bool { worstDifference <= PeerResult.allowedDifference }

  /// The largest relative difference; infinite where one is finite and the other is not.
  static func worstDifference(_ ours: [Double], _ theirs: [Double]) -> Double {
    zip(ours, theirs).map { ours, theirs in
      if ours.isFinite != theirs.isFinite { return .infinity }
      return ours.isFinite && ours != theirs ? abs(ours - theirs) / abs(theirs) : 0
    }.max() ?? 0
  }
}
