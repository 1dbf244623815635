public import Datasets
public import Failures
public import Kernels
public import Networks
public import Runs
internal import Tensors

/// Trains a curve of low loss between two nets (Garipov et al. 2018): the ends stay, and each step lowers the
/// loss at one random place of the curve by moving the bends.
///
/// The expected loss over a place t drawn uniformly from 0…1 is minimised by stochastic gradient descent
/// with Nesterov momentum; batch normalisations take the statistics of each batch. The result is determined
/// by the ends, data and settings: bit-identical for any number of workers, and however often it is
/// interrupted.
public struct CurveTrainer: Sendable {
  /// The network of both ends.
  public let network: Network
  /// The weights at t = 0.
  public let start: Parameters<Float>
  /// The weights at t = 1.
  public let end: Parameters<Float>
  /// What the curve is trained on.
  public let dataset: Dataset
  /// How.
  public let settings: CurveSettings

  /// Creates a trainer.
  ///
  /// - Parameters:
  ///   - start: the net at t = 0.
  ///   - end: the net at t = 1, of the same network.
  ///   - dataset: what the curve is trained on.
  ///   - settings: how.
  /// - Throws: `Failure` if the data do not fit the network or a setting makes no sense.
  public init(
    from start: Checkpoint, to end: Checkpoint, dataset: Dataset, settings: CurveSettings
  ) throws(Failure) {
    precondition(start.network == end.network, "a curve between different networks")
    network = start.network
    try network.checkExamples(dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    try network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: settings.loss, of: dataset.name)
    (self.start, self.end) = (start.parameters, end.parameters)
    self.dataset = dataset
    self.settings = settings
    try checkSettings()
  }

  private func checkSettings() throws(Failure) {
    let counts: [(Int, Setting)] = [
      (settings.epochs, "epochs"), (settings.batchSize, "batch size"),
    ]
    for (value, setting) in counts where value < 1 {
      throw Failure(.usage, "must be at least 1, got \(value)", at: .setting(setting))
    }
    guard settings.batchSize <= dataset.count else {
      throw Failure(
        .usage, "\(settings.batchSize) examples are more than the \(dataset.count) there are",
        at: .setting("batch size"), remedy: "Give at most \(dataset.count).")
    }
    guard settings.learningRate > 0, settings.learningRate.isFinite else {
      throw Failure(
        .usage, "must be a positive number, got \(settings.learningRate)",
        at: .setting("learning rate"))
    }
    // What another schedule needs besides, a curve does not have.
    let schedules: [LearningRateSchedule.Shape] = [.oneCycle, .cosine, .constant]
    guard schedules.contains(settings.schedule) else {
      throw Failure(
        .usage, "is not a schedule for a curve",
        at: .setting("schedule", value: settings.schedule.rawValue),
        remedy: "Choose one of \(schedules.map(\.rawValue).joined(separator: ", ")).")
    }
    let shares: [(Double, Setting)] = [
      (settings.momentum, "momentum"), (settings.weightDecay, "weight decay"),
    ]
    for (value, setting) in shares where !(0...1).contains(value) {
      throw Failure(.usage, "must be a number from 0 to 1, got \(value)", at: .setting(setting))
    }
  }

  private var batches: Batches {
    Batches(count: dataset.count, size: settings.batchSize, seed: settings.seed)
  }

  /// The number of steps of the whole training.
  public var steps: Int { settings.epochs * batches.perEpoch }

  /// The state before the first step: the bends lie evenly on the straight line.
  public var startingState: CurveState {
    CurveState(bends: settings.curve.straightBends(from: start, to: end))
  }

  /// The place on the curve, in [0, 1), at which a step lowers the loss.
  package func place(of step: Int) -> Double {
    var stream = RandomStream(seed: settings.seed, purpose: "curve.t.\(step)")
    return stream.uniform()
  }

  /// Goes on from a state until the end, or until the run should end between two steps.
  ///
  /// - Parameters:
  ///   - state: where to start; on return, where it got to.
  ///   - context: told of the progress after every step and, as a note, of every epoch (``CurveEpoch``).
  ///   - betweenEpochs: called with the state after each epoch, so that it can be kept.
  public func run(
    _ state: inout CurveState, in context: RunContext,
    betweenEpochs: (CurveState) throws -> Void = { _ in }
  ) throws -> Trainer.Outcome {
    let batches = self.batches
    let schedule = LearningRateSchedule(
      settings.schedule, peak: settings.learningRate, steps: steps)
    let targets = Targets(labels: dataset.labels, values: dataset.values)
    let execution = Execution<Float>(
      network: network, mode: .training, capacity: settings.batchSize, workers: context.workers)
    // The running statistics are of no consequence in training mode: they only have to be finite.
    execution.load(start, buffers: network.initialBuffers())
    let curve = CurveRegions<Float>([start.values] + state.bends.map(\.values) + [end.values])
    let velocities = CurveRegions<Float>(state.velocities.map(\.values)).points
    // A step that turns out to have spoilt the bends is undone.
    let lastGood = CurveRegions<Float>(state.bends.map(\.values)).points
    let bends = Array(curve.points[1...state.bends.count])
    func capture(_ bends: [Region<Float>]) {
      for index in bends.indices {
        state.bends[index].values = bends[index].elements
        state.velocities[index].values = velocities[index].elements
      }
    }

    var order: [[Int]] = []
    let first = state.step
    while state.step < steps {
      let epoch = state.step / batches.perEpoch
      let place = state.step % batches.perEpoch
      if place == 0 || state.step == first { order = batches.epoch(epoch) }
      if context.shouldEnd {
        capture(bends)
        return .stopped
      }
      let coefficients = settings.curve.coefficients(at: self.place(of: state.step))
      curve.move(to: coefficients, execution.parameters)
      execution.parametersChanged()
      var draws = RandomStream(seed: settings.seed, purpose: "dropout.step.\(state.step)")
      execution.forward(dataset.inputs, indices: order[place], draw: draws.next())
      let total = execution.loss(settings.loss, targets: targets)
      guard total.mean.isFinite else {
        capture(lastGood)
        return .diverged(step: state.step + 1)
      }
      for (good, bend) in zip(lastGood, bends) { good.assign(bend) }
      execution.backward()
      curve.take(execution.gradient, at: execution.parameters, decay: settings.weightDecay)
      let rate = schedule.rate(at: state.step)
      for (index, bend) in bends.enumerated() {
        Elementwise.nesterovStep(
          rate: Float(rate), momentum: Float(settings.momentum), decay: 0,
          gradient: curve.gradient(ofPointWith: coefficients[index + 1]),
          velocity: velocities[index], parameters: bend)
      }
      guard bends.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }) else {
        capture(lastGood)
        return .diverged(step: state.step + 1)
      }
      state.step += 1
      state.lossSum += total.sum
      state.lossCount += total.count
      context.advance(
        RunProgress(done: state.step, of: steps, .init("steps"), facts: [.loss(total.mean)]))
      guard place == batches.perEpoch - 1 else { continue }
      let loss = state.lossSum / Double(state.lossCount)
      state.epochLosses.append(loss)
      (state.lossSum, state.lossCount) = (0, 0)
      context.report(.note(CurveEpoch(epoch: epoch + 1, epochs: settings.epochs, loss: loss)))
      capture(bends)
      try betweenEpochs(state)
    }
    return .finished
  }
}
