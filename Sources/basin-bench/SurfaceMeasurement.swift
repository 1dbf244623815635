internal import Datasets
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks

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

  struct Outcome {
    let workload: WorkloadResult
    let matrixPeakOfOne: Double
    let matrixPeak: Double
  }

  func run() throws -> Outcome {
    let folder = try TemporaryFolder()
    if peers != nil { try problem.write(to: folder.url) }
    let names = try peers?.loadSurface(folder.url, compiling: compiling) ?? []
    let sampler = try problem.sampler(over: problem.grid)
    let otherWork = OtherWork.share()
    let single = try SamplingSpeed(sampler, threads: 1, seconds: seconds)
    let parallel = try SamplingSpeed(sampler, threads: threads, seconds: seconds)
    var ours: [Double] = []
    var oursOfOne: [Double] = []
    var theirs = Array(repeating: [Double](), count: names.count)
    var matrixRates: [(one: Double, all: Double)] = []
    for _ in 0..<rounds {
      matrixRates.append((matrices.one.measure(), matrices.all.measure()))
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
        matrixScaling: matrixRates.map { $0.all / $0.one }.median,
        peakMemory: try PeakMemory.ofSampling(
          problem.workload, samples: problem.workload.memorySamples, edge: 201, threads: threads,
          seconds: 1.5),
        memorySamples: problem.workload.memorySamples, otherWork: otherWork, losses: losses,
        peers: try zip(names, theirs).map { name, rates in
          PeerResult(
            name: name, pointsPerSecond: rates.median,
            worstDifference: try difference(of: name, from: losses))
        }),
      matrixPeakOfOne: matrixRates.map(\.one).max() ?? .nan,
      matrixPeak: matrixRates.map(\.all).max() ?? .nan)
  }

  private func losses() throws -> [Double] {
    var surface = LossSurface(grid: problem.checkGrid, split: .train, manifest: nil)
    try problem.sampler(over: problem.checkGrid).run(&surface, workers: Workers(count: threads))
    return surface.loss
  }

  private func difference(of peer: String, from losses: [Double]) throws -> Double {
    guard let peers else { return 0 }
    let theirs = try peers.losses(peer, at: problem.checkGrid.points)
    return PeerResult.worstDifference(losses, theirs)
  }
}
