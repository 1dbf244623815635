public import Datasets
public import Failures
internal import Kernels
public import Networks
public import Runs
internal import Tensors

/// Trains a network, by default by stochastic gradient descent with Nesterov
/// momentum and a one-cycle schedule.
///
/// The result is determined by network, data, settings and the state it starts from: the same bits
/// for any number of workers, and however often it is interrupted.
public struct Trainer: Sendable {
  /// The network.
  public let network: Network
  /// What it learns.
  public let dataset: Dataset
  /// How.
  public let settings: TrainingSettings

  /// Why `run` returned.
  public enum Outcome: Sendable {
    /// All steps are done, or the loss that was aimed at is reached.
    case finished
    /// The caller asked it to stop.
    case stopped
    /// A step's loss, or what it made of the weights, was no number; the weights are the last
    /// that gave a loss.
    case diverged(step: Int)
  }

  /// Creates a trainer.
  ///
  /// - Throws: `Failure` if the data do not fit the network or a setting makes no sense.
  public init(network: Network, dataset: Dataset, settings: TrainingSettings) throws(Failure) {
    try network.checkExamples(
      dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    try network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: settings.loss, of: dataset.name)
    try settings.check()
    try settings.check(shape: dataset.inputShape, of: dataset.name)
    self.network = network
    self.dataset = dataset
    self.settings = settings
    try settings.checkSchedule(steps: steps)
  }

  /// The order of the examples in an epoch, counted from 0; how many batches there are is the same in all.
  private func batches(of epoch: Int) -> Batches {
    Batches(
      count: dataset.count, size: settings.batchSize, seed: settings.orderSeed(of: epoch))
  }

  /// The learning rate of every step.
  private var schedule: LearningRateSchedule {
    LearningRateSchedule(
      settings.schedule, peak: settings.learningRate, steps: steps,
      warmupSteps: settings.warmup.steps(of: steps),
      dropSteps: settings.effectiveDrops.epochs.map { $0 * stepsPerEpoch },
      dropFactor: settings.effectiveDrops.factor)
  }

  /// The number of steps of the whole run.
  public var steps: Int { settings.epochs * stepsPerEpoch }

  /// The number of steps of an epoch.
  public var stepsPerEpoch: Int { batches(of: 0).perEpoch }

  /// Goes on from a state until the end, or until the run should end between two steps.
  ///
  /// - Parameters:
  ///   - state: where to start; on return, where it got to.
  ///   - context: told of the progress after every step and, as a note, of every epoch
  ///     (``EpochRecord``).
  ///   - spacing: after how many steps `onCheckpoint` is called; nil for never.
  ///   - onCheckpoint: called with the state before the first step, and after every so many.
  ///   - betweenEpochs: called with the state after each epoch but the last, so that it can be kept.
  public func run(
    _ state: inout TrainingState, in context: RunContext, checkpointEvery spacing: Int? = nil,
    onCheckpoint: (TrainingState) throws -> Void = { _ in },
    betweenEpochs: (TrainingState) throws -> Void = { _ in }
  ) throws -> Outcome {
    let stepsPerEpoch = self.stepsPerEpoch
    let schedule = self.schedule
    let targets = self.targets
    let images = AugmentedImages(settings.augmentation, of: dataset)
    let optimizer = OptimizerStep(settings, layout: network.parameters)
    let measuring = GradientMeasuring(network: network, limit: settings.clipGradientNorm)
    precondition(
      state.moments.count == settings.optimizer.momentNames.count, "a state of another optimiser")
    let execution = Execution<Float>(
      network: network, mode: .training, capacity: min(settings.batchSize, dataset.count),
      workers: context.workers)
    execution.load(state.parameters, buffers: state.buffers)
    let moments = state.moments.map { moment in
      let region = Arena<Float>(count: network.parameters.count).all
      region.assign(moment.values)
      return region
    }
    // A step that turns out to have spoilt the parameters is undone.
    let lastGood = Arena<Float>(count: network.parameters.count).all
    let lastGoodBuffers = Arena<Float>(count: network.buffers.count).all
    lastGood.assign(execution.parameters)
    lastGoodBuffers.assign(execution.buffers)
    func capture(_ parameters: Region<Float>, _ buffers: Region<Float>) {
      state.parameters.values = parameters.elements
      state.buffers.values = buffers.elements
      for (index, moment) in moments.enumerated() {
        state.moments[index].values = moment.elements
      }
    }

    if spacing != nil, state.step == 0 { try onCheckpoint(state) }
    var order: [[Int]] = []
    let first = state.step
    while state.step < steps {
      let epoch = state.step / stepsPerEpoch
      let place = state.step % stepsPerEpoch
      let seed = settings.orderSeed(of: epoch)
      if place == 0 || state.step == first { order = batches(of: epoch).epoch(epoch) }
      if context.shouldEnd {
        capture(execution.parameters, execution.buffers)
        return .stopped
      }
      let batch = order[place]
      var draws = RandomStream(seed: seed, purpose: "dropout.step.\(state.step)")
      if let images {
        execution.forward(
          images.batch(batch, epoch: epoch, seed: seed), indices: Array(batch.indices),
          draw: draws.next())
      } else {
        execution.forward(dataset.inputs, indices: batch, draw: draws.next())
      }
      let total = execution.loss(
        settings.loss, targets: images == nil ? targets : targets.of(batch),
        smoothing: settings.labelSmoothing)
      guard total.mean.isFinite, isFinite(execution.buffers) else {
        capture(lastGood, lastGoodBuffers)
        return .diverged(step: state.step + 1)
      }
      lastGood.assign(execution.parameters)
      lastGoodBuffers.assign(execution.buffers)
      execution.backward()
      let rate = schedule.rate(at: state.step)
      let gradient = measuring.measure(execution.gradient)
      let isRecorded = state.recorder?.wants(state.step) == true
      let measures = isRecorded ? measuring.measures(gradient, execution.parameters) : []
      let isClipped = measuring.clip(execution.gradient, gradient)
      optimizer.take(
        execution.parameters, along: execution.gradient, moments: moments, rate: rate,
        step: state.step + 1)
      execution.parametersChanged()
      // Seen here and not by the next loss, since this may be the last step, or the state be kept.
      guard isFinite(execution.parameters) else {
        capture(lastGood, lastGoodBuffers)
        return .diverged(step: state.step + 1)
      }
      state.step += 1
      state.epochTotal += total
      state.epochGradients.add(norm: gradient.norm, isClipped: isClipped)
      if isRecorded {
        state.recorder?.flow.append(
          GradientFlow.Step(step: state.step, epoch: epoch + 1, measures: measures))
      }
      if let spacing, state.step % spacing == 0 {
        capture(execution.parameters, execution.buffers)
        try onCheckpoint(state)
      }
      context.advance(
        RunProgress(done: state.step, of: steps, .init("steps"), facts: [.loss(total.mean)]))
      let ends = place == stepsPerEpoch - 1
      let isMeasured = settings.target?.isDue(after: place, of: stepsPerEpoch) == true
      guard ends || isMeasured else { continue }
      capture(execution.parameters, execution.buffers)
      let measured = isMeasured ? loss(of: checkpoint(of: state), workers: context.workers) : nil
      let isReached = settings.isReached(by: measured)
      guard ends || isReached else { continue }
      let record = state.endEpoch(epoch + 1, rate: rate, evaluationLoss: measured)
      context.report(.note(record))
      if isReached { return .finished }
      if state.step < steps { try betweenEpochs(state) }
    }
    return .finished
  }
}

extension Trainer {
  private func checkpoint(of state: TrainingState) -> Checkpoint {
    Checkpoint(
      network: network, parameters: state.parameters, buffers: state.buffers, manifest: nil)
  }
}

private func isFinite(_ numbers: Region<Float>) -> Bool { numbers.elements.allSatisfy(\.isFinite) }
