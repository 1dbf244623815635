internal import Grids
internal import Kernels
internal import Landscapes
internal import Runs
internal import Synchronization

/// Times Basin's sampler over the first points of a grid.
struct SamplingSpeed {
  private let sampler: SurfaceSampler
  private let threads: Int
  private let points: Int

  /// Warms up and finds out how many points take about `seconds`: a multiple of the threads, so
  /// that none of them waits at the end.
  init(_ sampler: SurfaceSampler, threads: Int, seconds: Double) throws {
    var count = threads
    var rate = try SamplingSpeed.rate(sampler, threads: threads, points: count)
    while rate.seconds < 0.3 * seconds, count < sampler.grid.count {
      count = min(4 * count, sampler.grid.count)
      rate = try SamplingSpeed.rate(sampler, threads: threads, points: count)
    }
    let wanted = Int((rate.perSecond * seconds / Double(threads)).rounded(.up))
    self.sampler = sampler
    self.threads = threads
    points = min(max(1, wanted) * threads, sampler.grid.count)
  }

  /// Measures once.
  func measure() throws -> Rate {
    try SamplingSpeed.rate(sampler, threads: threads, points: points)
  }

  /// The clock starts with the first point: what is done once per surface is left out, as loading
  /// and tracing are for the peers.
  private static func rate(_ sampler: SurfaceSampler, threads: Int, points: Int) throws -> Rate {
    let begun = Atomic<Int>(0)
    let start = Mutex<ContinuousClock.Instant?>(nil)
    var surface = LossSurface(grid: sampler.grid, split: sampler.split, manifest: nil)
    try sampler.run(
      &surface,
      in: RunContext(
        workers: Workers(count: threads),
        shouldStop: {
          start.withLock { $0 = $0 ?? .now }
          return begun.wrappingAdd(1, ordering: .relaxed).oldValue >= points
        }))
    let end = ContinuousClock.now
    let first = start.withLock { $0 } ?? end
    return Rate(pieces: surface.computedCount, seconds: first.duration(to: end).seconds)
  }
}
