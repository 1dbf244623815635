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

struct OptimizerTests {
  /// Warm-up, cosine, clipping and decoupled decay together, against PyTorch in float64.
  @Test func aRunWithAdamWIsPyTorchs() throws {
    let problem = try SafetensorsFile(path: Problems.fixture("mlp-run", "safetensors"))
    let file = try SafetensorsFile(path: Problems.fixture("adamw-run", "safetensors"))
    func tensor(_ file: SafetensorsFile, _ name: String) throws -> Tensor<Float> {
      try #require(file[name], "\(name)")
    }
    let dataset = try Dataset(
      name: "fixture", inputs: tensor(problem, "inputs"),
      labels: tensor(problem, "labels").elements.map { Int32($0) }, classes: 3)
    let network = try MLP(sizes: [6, 8, 8, 3]).network(inputShape: [6])
    let trainer = try Trainer(
      network: network, dataset: dataset,
      settings: TrainingSettings(
        epochs: 3, batchSize: 16, optimizer: .adamw, learningRate: 0.01, weightDecay: 0.1,
        warmup: .steps(3), clipGradientNorm: 0.5, seed: 11))
    var state = TrainingState(
      network: network, initialization: .uniform, seed: 11, optimizer: .adamw)
    let watched = WatchedRun(workers: 2)
    _ = try trainer.run(&state, in: watched.context)
    let losses = watched.losses
    for (loss, other) in zip(losses, try tensor(file, "losses").elements) {
      #expect(abs(loss - Double(other)) < 1e-5 * Double(other))
    }
    let norms = try tensor(file, "norms").elements.map { Double($0) }
    #expect(losses.count == 12 && norms.count == 12)
    for (index, record) in state.history.epochs.enumerated() {
      let own = norms[(4 * index)..<(4 * index + 4)]
      let mean = try #require(record.gradientNorm)
      #expect(abs(mean - own.reduce(0, +) / 4) < 1e-5)
      #expect(record.clippedSteps == own.count { $0 > 0.5 })
    }
    #expect(state.history.epochs.compactMap(\.clippedSteps).reduce(0, +) == 6)
    for (specification, values) in zip(network.parameters.specifications, state.parameters.tensors)
    {
      let other = try tensor(file, "final/\(specification.name)").elements
      let distance = zip(values.elements, other).map { Double($0 - $1) * Double($0 - $1) }
      let size = other.map { Double($0) * Double($0) }
      let relative = (distance.reduce(0, +) / size.reduce(0, +)).squareRoot()
      #expect(relative < 1e-5, "\(specification.name)")
    }
  }

  @Test(arguments: Optimizer.allCases)
  func theNumberOfWorkersChangesNoBit(optimizer: Optimizer) throws {
    let settings = TrainingSettings(
      epochs: 2, batchSize: 20, optimizer: optimizer, clipGradientNorm: 0.3, seed: 3)
    let network = try Problems.resnet()
    let trainer = try Trainer(
      network: network, dataset: Problems.images(), settings: settings)
    let states = try [1, 2, 3].map { workers in
      var state = TrainingState(
        network: network, initialization: .residualNetwork, seed: 3, optimizer: optimizer,
        recorder: GradientRecorder(network: network, every: 1, model: "a net"))
      _ = try trainer.run(&state, in: .threads(workers))
      return state
    }
    #expect(states[1] == states[0] && states[2] == states[0])
    #expect(states[0].history.epochs.contains { ($0.clippedSteps ?? 0) > 0 })
  }

  /// A norm that no gradient reaches changes nothing.
  @Test func aHighLimitClipsNothing() throws {
    func parameters(_ limit: Double?) throws -> [Float] {
      let trainer = try Trainer(
        network: Problems.mlp(), dataset: Problems.clouds(),
        settings: TrainingSettings(epochs: 2, batchSize: 16, clipGradientNorm: limit))
      var state = TrainingState(network: trainer.network, initialization: .uniform, seed: 1)
      _ = try trainer.run(&state, in: .threads(1))
      return state.parameters.values
    }
    #expect(try parameters(1e6) == parameters(nil))
    #expect(try parameters(0.01) != parameters(nil))
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    func failure(_ settings: TrainingSettings) throws -> Failure? {
      do {
        _ = try Trainer(
          network: Problems.mlp(), dataset: Problems.clouds(), settings: settings)
        return nil
      } catch let failure as Failure { return failure }
    }
    // 60 examples in batches of 16 are 4 steps.
    for limit in [0, -1, .nan, .infinity] as [Double] {
      let refused = try failure(TrainingSettings(clipGradientNorm: limit))
      #expect(refused?.code == .usage && refused?.place == .setting("clip gradient norm"))
    }
    func adamW(_ warmup: Warmup) -> TrainingSettings {
      TrainingSettings(epochs: 1, batchSize: 16, optimizer: .adamw, warmup: warmup)
    }
    #expect(try failure(adamW(.steps(3))) == nil)
    #expect(
      try failure(adamW(.steps(4)))
        == Failure(
          .usage, "a warm-up of 4 steps is longer than the training of 4",
          at: .setting("warmup steps"),
          remedy: "Give fewer than 4, or a share such as 5%."))
    #expect(try failure(adamW(.percentage(99.9))) == nil)
    #expect(
      try failure(TrainingSettings(warmup: .steps(1)))?.what
        == "the one-cycle schedule has its own warm-up")
  }

  /// What an earlier version could not choose.
  @Test func newChoicesThatMakeNoSenseAreRefused() throws {
    let cases: [(Setting, (inout TrainingSettings) -> Void)] = [
      ("momentum", { $0.momentum = -0.1 }), ("momentum", { $0.momentum = .nan }),
      ("dampening", { $0.dampening = 0.5 }),
      ("dampening", { ($0.nesterov, $0.dampening) = (false, 1) }),
      ("dampening", { ($0.nesterov, $0.dampening) = (false, .nan) }),
      ("dampening", { ($0.nesterov, $0.momentum, $0.dampening) = (false, 0, 0.5) }),
      ("weight decay", { $0.weightDecay = -1 }), ("weight decay", { $0.weightDecay = .nan }),
      ("weight decay", { ($0.optimizer, $0.decayForm) = (.adam, .decoupled) }),
      ("weight decay", { ($0.optimizer, $0.decayForm) = (.adamw, .classic) }),
      ("label smoothing", { $0.labelSmoothing = 1 }),
      ("label smoothing", { $0.labelSmoothing = -0.1 }),
      ("label smoothing", { $0.labelSmoothing = .nan }),
      ("augment", { $0.augmentation = .crop }),
      ("until loss", { $0.target = LossTarget(loss: .nan) }),
      ("until loss", { $0.target = LossTarget(loss: .infinity) }),
      ("checks per epoch", { $0.target = LossTarget(loss: 1, checksPerEpoch: 0) }),
      ("step epochs", { ($0.schedule, $0.epochs) = (.step, 1) }),
      ("step epochs", { ($0.schedule, $0.drops) = (.step, RateDrops(epochs: [2, 2])) }),
      ("step epochs", { ($0.schedule, $0.drops) = (.step, RateDrops(epochs: [0])) }),
      ("step epochs", { ($0.schedule, $0.drops) = (.step, RateDrops(epochs: [4])) }),
      ("step epochs", { ($0.schedule, $0.drops) = (.step, RateDrops(epochs: [])) }),
      ("step factor", { ($0.schedule, $0.drops) = (.step, RateDrops(epochs: [1], factor: 0)) }),
      ("step factor", { ($0.schedule, $0.drops) = (.step, RateDrops(epochs: [1], factor: .nan)) }),
      (
        // 4 steps per epoch; the rate drops after 8.
        "warmup steps", { ($0.schedule, $0.warmup) = (.step, .steps(9)) }
      ),
    ]
    for (setting, change) in cases {
      var settings = TrainingSettings(epochs: 4, batchSize: 16)
      change(&settings)
      let failure = #expect(throws: Failure.self) {
        try Trainer(network: Problems.mlp(), dataset: Problems.clouds(), settings: settings)
      }
      #expect(failure?.code == .usage)
      #expect(failure?.place == .setting(setting), "\(settings)")
    }
    var settings = TrainingSettings(epochs: 4, batchSize: 16, schedule: .step, warmup: .steps(8))
    settings.target = LossTarget(loss: 0)
    #expect(throws: Never.self) {
      try Trainer(network: Problems.mlp(), dataset: Problems.clouds(), settings: settings)
    }
  }
}
