internal import Kernels

/// The rate of multiply-adds on registers alone, one loop per thread at once: the processor's peak.
struct MultiplyAddPeak {
  private let threads: Int
  /// About 20 ms of work at 100 GFLOP/s.
  private static let operations = 2_000_000_000

  init(threads: Int) { self.threads = threads }

  /// Measures once, the better of both widths of vectors: GFLOP/s.
  func measure() -> Double {
    MultiplyAddLoop.allCases.map { loop in
      let rounds = MultiplyAddPeak.operations / loop.operations
      let time = ContinuousClock().measure {
        Workers(count: threads).forEach(threads) { _, _ in loop.run(rounds: rounds) }
      }
      return 1e-9 * Double(threads * rounds * loop.operations) / time.seconds
    }.max() ?? .nan
  }
}
