import Archives
import Datasets
import Failures
import Foundation
import Kernels
import Networks
import RunTestSupport
import Runs
import Tensors
import Testing
import Training

struct TrainerTests {
  private func trained(
    _ trainer: Trainer, _ initialization: Initialization = .uniform, workers: Int = 1
  ) throws -> TrainingState {
    var state = TrainingState(
      network: trainer.network, initialization: initialization, seed: trainer.settings.seed)
    guard case .finished = try trainer.run(&state, in: .threads(workers)) else {
      throw Failure(.fault, "training did not finish")
    }
    return state
  }

  @Test func aRunIsPyTorchs() throws {
    let file = try SafetensorsFile(path: Problems.fixture("mlp-run", "safetensors"))
    func tensor(_ name: String) throws -> Tensor<Float> { try #require(file[name], "\(name)") }
    let network = try MLP(sizes: [6, 8, 8, 3]).network(inputShape: [6])
    let dataset = try Dataset(
      name: "fixture", inputs: tensor("inputs"),
      labels: tensor("labels").elements.map { Int32($0) }, classes: 3)
    let settings = TrainingSettings(epochs: 3, batchSize: 16, seed: 11)

    // Both start from the same numbers and take the examples in the same order.
    let initial = network.initialParameters(.uniform, seed: settings.seed)
    for (specification, values) in zip(network.parameters.specifications, initial.tensors) {
      #expect(try values == tensor("initial/\(specification.name)"))
    }
    let order = try tensor("order").elements.map { Int($0) }
    let batches = Batches(count: dataset.count, size: 16, seed: settings.seed)
    #expect((0..<3).flatMap { batches.epoch($0).flatMap { $0 } } == order)

    let trainer = try Trainer(network: network, dataset: dataset, settings: settings)
    var state = TrainingState(network: network, initialization: .uniform, seed: settings.seed)
    let watched = WatchedRun(workers: 2)
    _ = try trainer.run(&state, in: watched.context)
    let losses = watched.losses
    let expected = try tensor("losses").elements
    #expect(losses.count == expected.count)
    for (loss, other) in zip(losses, expected) {
      #expect(abs(loss - Double(other)) < 1e-5 * Double(other))
    }
    for (specification, values) in zip(network.parameters.specifications, state.parameters.tensors)
    {
      let other = try tensor("final/\(specification.name)").elements
      let distance = zip(values.elements, other).map { Double($0 - $1) * Double($0 - $1) }
      let size = other.map { Double($0) * Double($0) }
      let relative = (distance.reduce(0, +) / size.reduce(0, +)).squareRoot()
      #expect(relative < 1e-5, "\(specification.name)")
    }
  }

  /// Softmax regression with weight decay is strictly convex: training must end where the gradient
  /// (written out here once more) vanishes.
  @Test func aConvexProblemIsSolved() throws {
    let dataset = try Problems.clouds()
    let decay = 0.01
    let network = try MLP(sizes: [2, 3]).network(inputShape: [2])
    let settings = TrainingSettings(
      epochs: 400, batchSize: dataset.count, learningRate: 0.5, weightDecay: decay, seed: 1)
    let p = try trained(Trainer(network: network, dataset: dataset, settings: settings))
      .parameters.values.map { Double($0) }
    var gradient = p.map { decay * $0 }
    for (index, label) in dataset.labels.enumerated() {
      let x = [0, 1].map { Double(dataset.inputs[index, $0]) }
      let scores = (0..<3).map { exp(p[2 * $0] * x[0] + p[2 * $0 + 1] * x[1] + p[6 + $0]) }
      let sum = scores.reduce(0, +)
      for o in 0..<3 {
        let slope = (scores[o] / sum - (o == label ? 1 : 0)) / Double(dataset.count)
        gradient[2 * o] += slope * x[0]
        gradient[2 * o + 1] += slope * x[1]
        gradient[6 + o] += slope
      }
    }
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(norm < 1e-5)
    #expect(p.contains { abs($0) > 0.3 })
  }

  @Test func spiralsAreLearned() throws {
    let source = try DatasetSource(parsing: "spirals")
    let train = try source.load(split: .train)
    let test = try source.load(split: .test)
    let network = try MLP(sizes: [2, 32, 32, 32, 2]).network(inputShape: [2])
    let settings = TrainingSettings(
      epochs: 40, batchSize: 32, learningRate: 0.3, weightDecay: 1e-4, seed: 1)
    let trainer = try Trainer(network: network, dataset: train, settings: settings)
    let state = try trained(trainer, workers: 2)
    let total = Checkpoint(
      network: network, parameters: state.parameters, buffers: state.buffers, manifest: nil
    ).evaluate(inputs: test.inputs, labels: test.labels, workers: Workers(count: 1))
    // A straight line gets about 60 % of them.
    #expect(total.accuracy > 97)
    #expect(state.history.epochs.count == 40)
    let first = try #require(state.history.epochs.first)
    let last = try #require(state.history.epochs.last)
    #expect(first.loss > 0.5 && last.loss < 0.1)
  }

  @Test func theNumberOfWorkersChangesNoBit() throws {
    let settings = TrainingSettings(epochs: 2, batchSize: 20, seed: 3)
    let resnet = try Trainer(
      network: Problems.resnet(), dataset: Problems.images(), settings: settings)
    let states = try [1, 2, 3].map { try trained(resnet, .residualNetwork, workers: $0) }
    #expect(states[1] == states[0] && states[2] == states[0])
    // 300 examples are three blocks of an MLP.
    let large = TrainingSettings(epochs: 2, batchSize: 290, seed: 3)
    let mlp = try Trainer(
      network: Problems.mlp(), dataset: Problems.clouds(300), settings: large)
    let others = try [1, 2, 3].map { try trained(mlp, workers: $0) }
    #expect(others[1] == others[0] && others[2] == others[0])
  }

  @Test func theSeedDeterminesTheRun() throws {
    func state(_ seed: UInt64) throws -> TrainingState {
      try trained(
        Trainer(
          network: Problems.mlp(), dataset: Problems.clouds(),
          settings: TrainingSettings(epochs: 1, batchSize: 16, seed: seed)))
    }
    #expect(try state(1) == state(1))
    #expect(try state(1).parameters != state(2).parameters)
  }

  @Test func eventsCountStepsExamplesAndEpochs() throws {
    // 60 examples in batches of 16: 16, 16, 16, 12.
    let trainer = try Trainer(
      network: Problems.mlp(), dataset: Problems.clouds(),
      settings: TrainingSettings(epochs: 2, batchSize: 16))
    var state = TrainingState(network: trainer.network, initialization: .uniform, seed: 1)
    var kept: [Int] = []
    let watched = WatchedRun()
    _ = try trainer.run(&state, in: watched.context, betweenEpochs: { kept.append($0.step) })
    let losses = watched.losses
    let epochs = watched.events.compactMap { event in
      if case .note(let note) = event { note as? EpochRecord } else { nil }
    }
    #expect(trainer.steps == 8)
    #expect(watched.progress.map { [$0.done, $0.total] } == (1...8).map { [$0, 8] })
    #expect(kept == [4])
    #expect(epochs == state.history.epochs)
    #expect(epochs.map(\.epoch) == [1, 2] && epochs.map(\.steps) == [4, 8])
    // The mean over examples, not over batches.
    let sizes = [16.0, 16, 16, 12]
    let mean = zip(losses, sizes).map { $0 * $1 }.reduce(0, +) / 60
    #expect(abs(epochs[0].loss - mean) < 1e-12)
    let schedule = OneCycleSchedule(peak: 0.1, steps: 8)
    #expect(epochs.map(\.learningRate) == [schedule.rate(at: 3), schedule.rate(at: 7)])
  }

  /// A rate so large that weights overflow: at once, after some steps, and at the very last one.
  @Test(arguments: [1e10, 1e300], [1, 20])
  func divergenceLeavesFiniteNumbers(rate: Double, epochs: Int) throws {
    let settings = TrainingSettings(epochs: epochs, batchSize: 64, learningRate: rate)
    let runs = [
      (try Problems.mlp(), try Problems.clouds(), Initialization.uniform),
      (try Problems.resnet(), try Problems.images(), .residualNetwork),
    ]
    for (network, dataset, initialization) in runs {
      let trainer = try Trainer(network: network, dataset: dataset, settings: settings)
      var state = TrainingState(network: network, initialization: initialization, seed: 1)
      let outcome = try trainer.run(&state, in: .threads(1))
      #expect(state.parameters.values.allSatisfy { $0.isFinite })
      #expect(state.buffers.values.allSatisfy { $0.isFinite })
      guard epochs > 1 || rate > 1e38 else { continue }
      guard case .diverged(let step) = outcome else {
        Issue.record("\(outcome) at rate \(rate)")
        continue
      }
      #expect(step == state.step + 1 && step <= trainer.steps)
      if rate > 1e38 { #expect(step == 1) }
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let dataset = try Problems.clouds()
    func failure(_ network: Network, _ settings: TrainingSettings = TrainingSettings()) -> Failure?
    {
      do {
        _ = try Trainer(network: network, dataset: dataset, settings: settings)
        return nil
      } catch {
        return error
      }
    }
    let network = try Problems.mlp()
    #expect(failure(network) == nil)
    #expect(
      failure(try MLP(sizes: [3, 3]).network(inputShape: [3]))
        == Failure(
          .data, "the data (2, 3 classes) do not match the network (3, 3 outputs)", at: "clouds",
          remedy: "Use data like those that the network was trained on, of shape 3."))
    #expect(
      failure(try MLP(sizes: [2, 2]).network(inputShape: [2]))
        == Failure(
          .data, "the data (2, 3 classes) do not match the network (2, 2 outputs)", at: "clouds",
          remedy:
            "Use data like those that the network was trained on, with at most 2 classes."))
    #expect(
      failure(network, TrainingSettings(epochs: 0))
        == Failure(.usage, "must be at least 1, got 0", at: .setting("epochs")))
    #expect(
      failure(network, TrainingSettings(batchSize: -2))
        == Failure(.usage, "must be at least 1, got -2", at: .setting("batch size")))
    for rate in [0, -0.1, .nan, .infinity] as [Double] {
      #expect(
        failure(network, TrainingSettings(learningRate: rate))
          == Failure(
            .usage, "must be a positive number, got \(rate)", at: .setting("learning rate")))
    }
  }
}
