internal import Kernels
internal import Networks
internal import Training

/// Times Basin's steps of training.
struct TrainingSpeed {
  private let problem: Problem
  private let batchSize: Int
  private let threads: Int

  init(_ problem: Problem, batchSize: Int, threads: Int) {
    self.problem = problem
    self.batchSize = batchSize
    self.threads = threads
  }

  /// Trains from the beginning for so long. The clock starts with the end of the second step:
  /// memory is taken in the first.
  func measure(seconds: Double) throws -> Rate {
    let network = problem.checkpoint.network
    let trainer = try Trainer(
      network: network, dataset: problem.dataset,
      settings: TrainingSettings(epochs: 100_000, batchSize: batchSize, learningRate: 0.01))
    var state = TrainingState(network: network, initialization: .residualNetwork, seed: 1)
    var ends: [ContinuousClock.Instant] = []
    _ = try trainer.run(
      &state, workers: Workers(count: threads),
      onEvent: { if case .step = $0 { ends.append(.now) } },
      shouldStop: { ends.count > 2 && ends[1].duration(to: .now).seconds >= seconds })
    guard ends.count > 2, let last = ends.last else {
      throw BenchFailure("training ended after \(ends.count) steps")
    }
    return Rate(
      pieces: (ends.count - 2) * batchSize, seconds: ends[1].duration(to: last).seconds)
  }
}
