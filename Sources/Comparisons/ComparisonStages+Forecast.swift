internal import Archives
internal import Datasets
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Runs
internal import Synchronization
internal import Training

extension ComparisonStages {
  /// The measuring of one kind of work on one kind of net takes about so many seconds, and a small
  /// share of that work where there is little of it.
  private static let measurement = 1.0
  private static let share = 0.02

  /// Measures the first steps and points of each kind of net, and reckons how long all that is
  /// missing will take. What the measuring computes is thrown away: the points of a surface need
  /// weights that are there only after the training.
  ///
  /// - Returns: nil if nothing is missing, or too little to be measured, or the user has asked to
  ///   stop meanwhile.
  func forecast() throws -> ComparisonForecast? {
    var forecast = ComparisonForecast(training: nil, sampling: nil, evaluation: 0)
    for arm in ComparisonFiles.Arm.allCases {
      let missing = try seeds.map { try self.missing(arm, seed: $0) }
      let all = missing.reduce(MissingWork(), +)
      var checkpoint: Checkpoint?
      if let seed = zip(seeds, missing).first(where: { $1.steps > 0 })?.0 {
        guard let measured = try measureTraining(arm, seed: seed) else { return nil }
        checkpoint = measured.checkpoint
        forecast.training =
          forecast.training
          + .init(
            pieces: all.steps, measured: measured.result.pieces, rate: measured.result.rate)
      } else if all.needsNets {
        checkpoint = try finishedWeights(NetName(arm: arm, seed: seeds[0]))
      }
      guard all.needsNets, let checkpoint else { continue }
      guard let result = try measureSampling(checkpoint) else { return nil }
      if all.points > 0 {
        forecast.sampling =
          forecast.sampling
          + .init(pieces: all.points, measured: result.pieces, rate: result.rate)
      }
      let examples = data.train.count + (data.test?.count ?? 0) + data.surface.count
      let perSecond = result.rate * Double(data.surface.count)
      forecast.evaluation += Double(settings.seeds * examples) / perSecond
      forecast.looks += Double(Self.looksWork(all, settings)) / perSecond
    }
    return forecast.seconds > 0 ? forecast : nil
  }

  private func measureTraining(_ arm: ComparisonFiles.Arm, seed: Int) throws -> (
    result: OpeningEstimate.Result, checkpoint: Checkpoint
  )? {
    let run = try trainingRun(NetName(arm: arm, seed: seed))
    let network = run.trainer.network
    var state = TrainingState(
      network: network, initialization: run.initialization, seed: run.trainer.settings.seed,
      optimizer: run.trainer.settings.optimizer)
    let measuring = Measuring(estimate(workers: 1))
    _ = try run.trainer.run(&state, in: measuring.context(context))
    guard let result = measuring.result else { return nil }
    let checkpoint = Checkpoint(
      network: network, parameters: state.parameters, buffers: state.buffers, manifest: nil)
    return (result, checkpoint)
  }

  private func measureSampling(_ checkpoint: Checkpoint) throws -> OpeningEstimate.Result? {
    let sampler = try sampler(checkpoint, windows[0])
    let total = sampler.grid.count
    let measuring = Measuring(estimate(workers: min(context.workers.count, total)))
    var surface = LossSurface(grid: sampler.grid, split: sampler.split, manifest: nil)
    try sampler.run(&surface, in: measuring.context(context))
    return measuring.result
  }

  private func estimate(workers: Int) -> OpeningEstimate {
    OpeningEstimate(
      before: 0, workers: workers, at: 0, measurement: ComparisonStages.measurement,
      share: ComparisonStages.share)
  }
}

/// Work that goes on until it is known how fast it goes.
private final class Measuring: Sendable {
  private struct State {
    var estimate: OpeningEstimate
    var result: OpeningEstimate.Result?
  }

  private let state: Mutex<State>
  private let clock = StageClock()

  init(_ estimate: OpeningEstimate) { state = Mutex(State(estimate: estimate)) }

  /// What was measured; nil before enough was.
  var result: OpeningEstimate.Result? { state.withLock(\.result) }

  /// The surroundings of the work. What it computes is thrown away, so it is no piece of the comparison.
  func context(_ context: RunContext) -> RunContext {
    RunContext(
      workers: context.workers,
      onEvent: { event in
        guard case .progress(let progress) = event else { return }
        self.state.withLock {
          $0.result =
            $0.result
            ?? $0.estimate.observe(
              done: progress.done, of: progress.total, at: self.clock.seconds)
        }
      }, shouldStop: { self.result != nil || context.shouldEnd })
  }
}
