internal import Datasets
internal import Kernels
internal import Networks
internal import Runs
internal import Synchronization
internal import Training

/// Times Basin's steps of training.
struct TrainingSpeed {
  let network: Network
  let dataset: Dataset
  let initialization: Initialization
  let batchSize: Int
  let threads: Int

  /// Trains from the beginning for so long; the rate is in examples. The clock starts with the end of
  /// the second step: memory is taken in the first.
  func measure(seconds: Double) throws -> Rate {
    let trainer = try Trainer(
      network: network, dataset: dataset,
      settings: TrainingSettings(epochs: 100_000, batchSize: batchSize, learningRate: 0.01))
    var state = TrainingState(network: network, initialization: initialization, seed: 1)
    let steps = Mutex<[ContinuousClock.Instant]>([])
    _ = try trainer.run(
      &state,
      in: RunContext(
        workers: Workers(count: threads),
        onEvent: { if case .progress = $0 { steps.withLock { $0.append(.now) } } },
        shouldStop: {
          steps.withLock { $0.count > 2 && $0[1].duration(to: .now).seconds >= seconds }
        }))
    let ends = steps.withLock { $0 }
    guard ends.count > 2, let last = ends.last else {
      throw BenchFailure("training ended after \(ends.count) steps")
    }
    return Rate(
      pieces: (ends.count - 2) * batchSize, seconds: ends[1].duration(to: last).seconds)
  }
}
