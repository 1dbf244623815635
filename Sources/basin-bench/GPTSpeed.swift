internal import Datasets
internal import Kernels
internal import Networks
internal import Synchronization
internal import Training

/// Times Basin's forward passes and steps of training, in tokens.
struct GPTSpeed {
  private let problem: GPTProblem
  private let batchSize: Int
  private let threads: Int

  init(_ problem: GPTProblem, batchSize: Int, threads: Int) {
    self.problem = problem
    self.batchSize = batchSize
    self.threads = threads
  }

  /// Evaluates a batch over and over, logits and loss, as the sampler does: each thread on its own.
  func forward(seconds: Double) throws -> Rate {
    let plan = InferencePlan(problem.checkpoint.network)
    let batch = try problem.dataset.prefix(batchSize)
    let set = EvaluationSet<Float>(inputs: batch.inputs, labels: batch.labels, plan: plan)
    let workspaces = (0..<threads).map { _ in InferenceWorkspace<Float>(plan) }
    Workers(count: threads).forEach(threads) { _, index in
      workspaces[index].parameters.assign(problem.checkpoint.parameters.values)
      workspaces[index].prepare()
      _ = workspaces[index].evaluate(set)
    }
    let done = Atomic<Int>(0)
    let start = ContinuousClock.now
    Workers(count: threads).forEach(threads) { _, index in
      while start.duration(to: .now).seconds < seconds {
        workspaces[index].prepare()
        _ = workspaces[index].evaluate(set)
        done.add(1, ordering: .relaxed)
      }
    }
    return Rate(
      pieces: done.load(ordering: .relaxed) * batch.labels.count,
      seconds: start.duration(to: .now).seconds)
  }

  /// Trains from the beginning for so long. The clock starts with the end of the second step:
  /// memory is taken in the first.
  func training(seconds: Double) throws -> Rate {
    let network = problem.checkpoint.network
    let trainer = try Trainer(
      network: network, dataset: problem.dataset,
      settings: TrainingSettings(epochs: 100_000, batchSize: batchSize, learningRate: 0.01))
    var state = TrainingState(network: network, initialization: .uniform, seed: 1)
    var ends: [ContinuousClock.Instant] = []
    _ = try trainer.run(
      &state, workers: Workers(count: threads),
      onEvent: { if case .step = $0 { ends.append(.now) } },
      shouldStop: { ends.count > 2 && ends[1].duration(to: .now).seconds >= seconds })
    guard ends.count > 2, let last = ends.last else {
      throw BenchFailure("training ended after \(ends.count) steps")
    }
    return Rate(
      pieces: (ends.count - 2) * batchSize * problem.sizes.context,
      seconds: ends[1].duration(to: last).seconds)
  }
}
