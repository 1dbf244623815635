internal import Datasets
internal import Kernels
internal import Networks
internal import Synchronization

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

  /// Trains from the beginning for so long.
  func training(seconds: Double) throws -> Rate {
    let windows = try TrainingSpeed(
      network: problem.checkpoint.network, dataset: problem.dataset, initialization: .uniform,
      batchSize: batchSize, threads: threads
    ).measure(seconds: seconds)
    return Rate(pieces: windows.pieces * problem.sizes.context, seconds: windows.seconds)
  }
}
