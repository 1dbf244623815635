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

  /// Trains from the beginning for so long, and times the parts of each step.
  func phases(seconds: Double) -> StepPhases {
    let settings = TrainingSettings(batchSize: batchSize, learningRate: 0.01)
    let execution = Execution<Float>(
      network: network, mode: .training, capacity: batchSize, workers: Workers(count: threads))
    let state = TrainingState(network: network, initialization: initialization, seed: 1)
    execution.load(state.parameters, buffers: state.buffers)
    let velocity = Arena<Float>(count: network.parameters.count).all
    let optimizer = OptimizerStep(settings, layout: network.parameters)
    let targets = Targets(labels: dataset.labels, values: dataset.values)
    let clock = ContinuousClock()
    let start = clock.now
    var parts = (forward: [Double](), backward: [Double](), update: [Double]())
    var step = 0
    while parts.forward.count < 3 || start.duration(to: clock.now).seconds < seconds {
      let first = step * batchSize % (dataset.count - batchSize + 1)
      step += 1
      let began = clock.now
      execution.forward(dataset.inputs, indices: Array(first..<first + batchSize))
      _ = execution.loss(settings.loss, targets: targets)
      let forward = clock.now
      execution.backward()
      let backward = clock.now
      optimizer.take(
        execution.parameters, along: execution.gradient, moments: [velocity],
        rate: settings.learningRate, step: step)
      execution.parametersChanged()
      let ended = clock.now
      parts.forward.append(1000 * began.duration(to: forward).seconds)
      parts.backward.append(1000 * forward.duration(to: backward).seconds)
      parts.update.append(1000 * backward.duration(to: ended).seconds)
    }
    return StepPhases(
      forward: parts.forward.median, backward: parts.backward.median,
      update: parts.update.median)
  }
}
