import Archives
import Datasets
import Failures
import Kernels
import Networks
import RunTestSupport
import Runs
import Tensors
import Testing
import Training

struct CurveTrainerTests {
  private func net(_ network: Network, seed: UInt64) -> Checkpoint {
    Checkpoint(
      network: network, parameters: network.initialParameters(.uniform, seed: seed),
      buffers: network.initialBuffers(), manifest: nil)
  }

  private func trainer(
    _ network: Network, _ dataset: Dataset, _ settings: CurveSettings
  ) throws -> CurveTrainer {
    try CurveTrainer(
      from: net(network, seed: 1), to: net(network, seed: 2), dataset: dataset, settings: settings)
  }

  private static let small = CurveSettings(
    curve: WeightCurve(.bezier, bends: 2), epochs: 2, batchSize: 16, seed: 3)

  @Test(arguments: [true, false])
  func anyNumberOfThreadsAndAnyPausesGiveTheSameBits(normalizes: Bool) throws {
    let trainer =
      normalizes
      ? try trainer(Problems.resnet(), Problems.images(), Self.small)
      : try trainer(Problems.mlp(), Problems.clouds(), Self.small)
    var whole = trainer.startingState
    guard case .finished = try trainer.run(&whole, in: .threads(1)) else {
      Issue.record("not finished")
      return
    }
    #expect(whole.step == trainer.steps && whole.epochLosses.count == 2)
    #expect(whole.bends != trainer.startingState.bends)
    var paused = trainer.startingState
    for pause in [1, 2, 0, 1] {
      let steps = paused.step
      let watched = WatchedRun(workers: 2) { $0.progress.count >= pause }
      guard case .stopped = try trainer.run(&paused, in: watched.context) else {
        Issue.record("not stopped")
        return
      }
      #expect(paused.step == steps + pause)
    }
    _ = try trainer.run(&paused, in: .threads(3))
    #expect(paused == whole)
  }

  /// One step by hand: a place, the gradient there, and Nesterov's rule of Sutskever et al. as PyTorch has it.
  @Test func aStepMovesEachBendByItsShareOfTheGradient() throws {
    let (network, dataset) = (try Problems.mlp(), try Problems.clouds(16))
    var settings = Self.small
    (settings.epochs, settings.schedule, settings.learningRate) = (1, .constant, 0.25)
    (settings.weightDecay, settings.momentum) = (0.01, 0.5)
    let trainer = try trainer(network, dataset, settings)
    var state = trainer.startingState
    _ = try trainer.run(&state, in: .threads(1))
    #expect(state.step == 1)

    let t = trainer.place(of: 0)
    let coefficients = settings.curve.coefficients(at: t)
    let points =
      [trainer.start] + trainer.startingState.bends + [trainer.end]
    let place = WeightCurve.combination(coefficients, of: points).converted(to: Double.self)
    let execution = Execution<Double>(
      network: network, mode: .training, capacity: 16, workers: Workers(count: 1))
    execution.load(place, buffers: network.initialBuffers().converted(to: Double.self))
    execution.forward(dataset.inputs, indices: Array(0..<16))
    _ = execution.loss(.crossEntropy, targets: .labels(dataset.labels))
    execution.backward()
    for bend in 0..<2 {
      for (index, gradient) in execution.gradient.elements.enumerated() {
        let own = coefficients[bend + 1] * (gradient + 0.01 * place.values[index])
        // The velocity begins at zero: the first step is rate · (1 + momentum) · gradient.
        let expected = Double(points[bend + 1].values[index]) - 0.25 * 1.5 * own
        #expect(abs(Double(state.bends[bend].values[index]) - expected) < 1e-5)
      }
    }
  }

  @Test func trainingLowersTheLossOnTheCurve() throws {
    var settings = Self.small
    (settings.epochs, settings.learningRate) = (30, 0.1)
    let trainer = try trainer(Problems.mlp(), Problems.clouds(), settings)
    var state = trainer.startingState
    _ = try trainer.run(&state, in: .threads(2))
    let first = try #require(state.epochLosses.first)
    #expect(try #require(state.epochLosses.last) < 0.85 * first)
  }

  @Test func divergenceKeepsTheLastGoodBends() throws {
    var settings = Self.small
    (settings.epochs, settings.learningRate, settings.schedule) = (40, 1e30, .constant)
    let trainer = try trainer(Problems.mlp(), Problems.clouds(), settings)
    var state = trainer.startingState
    guard case .diverged = try trainer.run(&state, in: .threads(1)) else {
      Issue.record("a rate of 1e30 did not diverge")
      return
    }
    #expect(state.bends.allSatisfy { $0.values.allSatisfy(\.isFinite) })
  }

  @Test func settingsThatMakeNoSenseAreRefused() throws {
    let (network, dataset) = (try Problems.mlp(), try Problems.clouds(20))
    func refusal(_ change: (inout CurveSettings) -> Void) -> Failure? {
      var settings = CurveSettings(batchSize: 20)
      change(&settings)
      do {
        _ = try trainer(network, dataset, settings)
        return nil
      } catch { return error as? Failure }
    }
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.batchSize = 21 }?.place == .setting("batch size"))
    #expect(refusal { $0.batchSize = 0 }?.place == .setting("batch size"))
    #expect(refusal { $0.epochs = 0 }?.place == .setting("epochs"))
    for rate in [0, -0.1, .nan, .infinity] {
      #expect(refusal { $0.learningRate = rate }?.place == .setting("learning rate"))
    }
    #expect(refusal { $0.momentum = .nan }?.place == .setting("momentum"))
    #expect(refusal { $0.weightDecay = -1 }?.place == .setting("weight decay"))
    #expect(throws: Failure.self) { try trainer(network, Problems.images(), CurveSettings()) }
  }

  @Test func settingsSurviveJSON() throws {
    let settings = CurveSettings(
      curve: WeightCurve(.chain, bends: 2), epochs: 7, batchSize: 9, loss: .binaryCrossEntropy,
      learningRate: 0.3, momentum: 0.2, weightDecay: 0.1, schedule: .cosine, seed: 8)
    let json = try JSONValue(encoding: settings)
    #expect(try json.decoded(as: CurveSettings.self, from: "test") == settings)
    var broken = json
    broken["bends"] = 0
    #expect(throws: Failure.self) { try broken.decoded(as: CurveSettings.self, from: "test") }
  }
}
