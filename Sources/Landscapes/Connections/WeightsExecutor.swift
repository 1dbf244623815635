public import Datasets
public import Kernels
public import Networks
internal import Tensors

/// Evaluates a net at weights that lie anywhere, one thread for each of them, from the first example to the
/// last.
///
/// The numbers depend on the weights alone: not on which others are evaluated, in which order, or how many at
/// a time.
public final class WeightsExecutor: Sendable {
  private let workers: Workers
  private let set: EvaluationSet<Float>
  private let workspaces: [InferenceWorkspace<Float>]

  /// Takes all memory that this number of workers needs.
  ///
  /// - Parameters:
  ///   - network: the net.
  ///   - dataset: the examples, which must fit it.
  ///   - loss: the loss.
  ///   - statistics: where batch normalisations have their means and variances from.
  ///   - workers: number of threads; results do not depend on it.
  public init(
    _ network: Network, dataset: Dataset, loss: Loss, statistics: InferencePlan.Statistics,
    workers: Workers
  ) {
    self.workers = workers
    let plan = InferencePlan.anywhere(network, examples: dataset.count, statistics: statistics)
    set = EvaluationSet(
      inputs: dataset.inputs, targets: Targets(labels: dataset.labels, values: dataset.values),
      loss: loss, plan: plan)
    workspaces = (0..<workers.count).map { _ in InferenceWorkspace(plan) }
  }

  /// Evaluates some places, starting them in order, and returns when all that were started are done.
  ///
  /// - Parameters:
  ///   - places: what the weights are asked for by.
  ///   - weights: the parameters and running statistics of a place; called by several threads.
  ///   - condition: asked before each place is started; once it is false, no further one is. Called by
  ///     several threads.
  ///   - onValue: called with a place and its numbers, by several threads at once, in any order.
  public func evaluate(
    _ places: [Int],
    weights:
      @Sendable (_ place: Int) -> (parameters: Parameters<Float>, buffers: Parameters<Float>),
    while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ place: Int, PointValue) -> Void
  ) {
    workers.forEach(places.count, while: condition) { worker, index in
      let (parameters, buffers) = weights(places[index])
      let total = move(worker, to: parameters, buffers).evaluate(set)
      onValue(
        places[index],
        PointValue(loss: total.mean, error: total.standardError, accuracy: total.accuracy))
    }
  }

  /// The loss of each example, in their order.
  public func exampleLosses(at parameters: Parameters<Float>, buffers: Parameters<Float>)
    -> [Double]
  {
    move(0, to: parameters, buffers).exampleLosses(set)
  }

  private func move(_ worker: Int, to parameters: Parameters<Float>, _ buffers: Parameters<Float>)
    -> InferenceWorkspace<Float>
  {
    let workspace = workspaces[worker]
    workspace.parameters.assign(parameters.values)
    workspace.buffers.assign(buffers.values)
    workspace.prepare()
    return workspace
  }
}
