import Archives
import Datasets
import Networks
import RunTestSupport
import Tensors
import Testing
import Training

/// Twenty steps of every optimiser, form of decay, schedule and loss against PyTorch in float64
/// (Fixtures/make_optimizers.py), step by step.
struct OptimizerTrajectoryTests {
  /// A run of the fixture and its settings here.
  struct Variant: CustomTestStringConvertible {
    let testDescription: String
    let settings: TrainingSettings

    init(
      _ name: String, _ optimizer: Optimizer, rate: Double, decay: Double = 0,
      schedule: LearningRateSchedule.Shape = .constant, warmup: Int = 0,
      _ change: (inout TrainingSettings) -> Void = { _ in }
    ) {
      testDescription = name
      var settings = TrainingSettings(
        epochs: 5, batchSize: 16, optimizer: optimizer, learningRate: rate, weightDecay: decay,
        schedule: schedule, warmup: .steps(warmup), seed: 11)
      change(&settings)
      self.settings = settings
    }
  }

  static let variants = [
    Variant("sgd", .sgd, rate: 0.2) {
      $0.momentum = 0
      $0.nesterov = false
    },
    Variant("sgd-momentum", .sgd, rate: 0.05, decay: 5e-3) { $0.nesterov = false },
    Variant("sgd-dampening", .sgd, rate: 0.1, decay: 5e-3) {
      $0.nesterov = false
      $0.dampening = 0.3
    },
    Variant("sgd-nesterov", .sgd, rate: 0.05, decay: 5e-3, schedule: .cosine, warmup: 2) {
      $0.momentum = 0.8
    },
    Variant("sgd-decoupled", .sgd, rate: 0.05, decay: 0.2) { $0.decayForm = .decoupled },
    Variant("sgd-weights", .sgd, rate: 0.05, decay: 0.1, schedule: .oneCycle) {
      $0.decayedParameters = .weights
    },
    Variant("sgd-step", .sgd, rate: 0.1, schedule: .step, warmup: 3) {
      $0.nesterov = false
      $0.drops = RateDrops(epochs: [2, 4])
    },
    Variant("sgd-smoothing", .sgd, rate: 0.1) { $0.labelSmoothing = 0.1 },
    Variant("sgd-clipped", .sgd, rate: 0.1) {
      $0.nesterov = false
      $0.clipGradientNorm = 0.4
    },
    Variant("adam", .adam, rate: 0.01),
    Variant("adam-decay", .adam, rate: 0.01, decay: 0.05, schedule: .step) {
      $0.drops = RateDrops(epochs: [1, 3], factor: 0.5)
    },
    Variant("adam-weights", .adam, rate: 0.01, decay: 0.05, schedule: .oneCycle) {
      $0.decayedParameters = .weights
    },
    Variant("adamw", .adamw, rate: 0.01, decay: 0.1),
    Variant("adamw-weights", .adamw, rate: 0.01, decay: 0.1, schedule: .cosine, warmup: 3) {
      $0.decayedParameters = .weights
      $0.clipGradientNorm = 0.5
      $0.labelSmoothing = 0.2
    },
  ]

  @Test func everyVariantOfTheFixtureIsTested() throws {
    let file = try SafetensorsFile(path: Problems.fixture("optimizers-run", "safetensors"))
    #expect(
      Set(file.entries.map(\.name)) == Set(Self.variants.map(\.testDescription)))
  }

  @Test(arguments: variants)
  func twentyStepsArePyTorchs(variant: Variant) throws {
    let problem = try SafetensorsFile(path: Problems.fixture("mlp-run", "safetensors"))
    let file = try SafetensorsFile(path: Problems.fixture("optimizers-run", "safetensors"))
    let dataset = try Dataset(
      name: "fixture", inputs: #require(problem["inputs"]),
      labels: #require(problem["labels"]).elements.map { Int32($0) }, classes: 3)
    let network = try MLP(sizes: [6, 8, 8, 3]).network(inputShape: [6])
    let trajectory = try #require(file[variant.testDescription])
    try #require(trajectory.shape == [20, network.parameters.count])

    let trainer = try Trainer(network: network, dataset: dataset, settings: variant.settings)
    var state = TrainingState(
      network: network, initialization: .uniform, seed: 11, optimizer: variant.settings.optimizer)
    var largest = 0.0
    for step in 0..<20 {
      let watched = WatchedRun(workers: 2) { !$0.progress.isEmpty }
      _ = try trainer.run(&state, in: watched.context)
      #expect(state.step == step + 1)
      let theirs = trajectory.elements[
        step * network.parameters.count..<(step + 1) * network.parameters.count]
      let distance = zip(state.parameters.values, theirs).reduce(0.0) {
        $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
      }
      let size = theirs.reduce(0.0) { $0 + Double($1) * Double($1) }
      largest = max(largest, (distance / size).squareRoot())
    }
    #expect(largest <= 1e-5)
  }
}
