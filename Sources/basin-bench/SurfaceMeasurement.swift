internal import Datasets
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Runs

/// Measures a workload: Basin and the peers by turns, so that a slow minute of the machine meets
/// all of them.
struct SurfaceMeasurement {
  let problem: Problem
  let peers: PeerProcess?
  let compiling: Bool
  let threads: Int
  let rounds: Int
  /// The least duration of one measurement in one round.
  let seconds: Double
  let matrices: (one: MatrixPeak, all: MatrixPeak)

  /// GFLOP/s by one thread and by all of them, round by round.
  struct PeakRates {
    private var rounds: [(one: Double, all: Double)] = []

    mutating func add(one: Double, all: Double) { rounds.append((one, all)) }

    var bestOfOne: Double { rounds.map(\.one).max() ?? .nan }
    var best: Double { rounds.map(\.all).max() ?? .nan }
    var scaling: Double { rounds.map { $0.all / $0.one }.median }
  }

  struct Outcome {
    let workload: WorkloadResult
    let multiplyAdds: PeakRates
    let matrices: PeakRates
  }

  func run() throws -> Outcome {
    let folder = try TemporaryFolder()
    if peers != nil { try problem.write(to: folder.url) }
    let loaded = try peers?.loadSurface(folder.url, compiling: compiling)
    let names = loaded?.peers ?? []
    let sampler = try problem.sampler(over: problem.grid)
    let otherWork = OtherWork.share()
    let single = try SamplingSpeed(sampler, threads: 1, seconds: seconds)
    let parallel = try SamplingSpeed(sampler, threads: threads, seconds: seconds)
    var ours: [Double] = []
    var oursOfOne: [Double] = []
    var theirs = Array(repeating: [Double](), count: names.count)
    var multiplyAddRates = PeakRates()
    var matrixRates = PeakRates()
    for _ in 0..<rounds {
      multiplyAddRates.add(
        one: MultiplyAddPeak(threads: 1).measure(),
        all: MultiplyAddPeak(threads: threads).measure())
      matrixRates.add(one: matrices.one.measure(), all: matrices.all.measure())
      ours.append(try parallel.measure().perSecond)
      for (index, name) in names.enumerated() {
        if let rate = try peers?.measure(name, seconds: seconds) {
          theirs[index].append(rate.perSecond)
        }
      }
      oursOfOne.append(try single.measure().perSecond)
    }
    let losses = try losses()
    let operations = 2 * problem.checkpoint.network.multiplications * problem.dataset.count
    return Outcome(
      workload: WorkloadResult(
        name: problem.workload.name, title: problem.workload.title,
        samples: problem.dataset.count, gigaFlopPerPoint: 1e-9 * Double(operations),
        pointsPerSecond: ours.median, pointsPerSecondOfOneThread: oursOfOne.median,
        multiplyAddScaling: multiplyAddRates.scaling, matrixScaling: matrixRates.scaling,
        peakMemory: try PeakMemory.ofSampling(
          problem.workload, samples: problem.workload.memorySamples, edge: 201, threads: threads,
          seconds: 1.5),
        memorySamples: problem.workload.memorySamples, otherWork: otherWork, losses: losses,
        peers: try zip(names, theirs).map { name, rates in
          PeerResult(
            name: name, pointsPerSecond: rates.median,
            worstDifference: try difference(of: name, from: losses))
        }, failedPeers: loaded?.failed ?? []),
      multiplyAdds: multiplyAddRates, matrices: matrixRates)
  }

  private func losses() throws -> [Double] {
    var surface = LossSurface(grid: problem.checkGrid, split: .train, manifest: nil)
    try problem.sampler(over: problem.checkGrid).run(
      &surface, in: RunContext(workers: Workers(count: threads)))
    return surface.loss.values
  }

  private func difference(of peer: String, from losses: [Double]) throws -> Double {
    guard let peers else { return 0 }
    let theirs = try peers.losses(peer, at: problem.checkGrid.points)
    return PeerResult.worstDifference(losses, theirs)
  }
}
