import Datasets
import Kernels
import Landscapes
import Networks
import Synchronization
import Tensors
import Testing

struct WeightsExecutorTests {
  private func values(
    _ checkpoints: [Checkpoint], _ dataset: Dataset, _ statistics: InferencePlan.Statistics,
    workers: Int
  ) -> [PointValue] {
    let executor = WeightsExecutor(
      checkpoints[0].network, dataset: dataset, loss: .crossEntropy, statistics: statistics,
      workers: Workers(count: workers))
    let found = Mutex([Int: PointValue]())
    executor.evaluate(
      Array(checkpoints.indices),
      weights: { (checkpoints[$0].parameters, checkpoints[$0].buffers) },
      while: { true }, onValue: { place, value in found.withLock { $0[place] = value } })
    return found.withLock { found in checkpoints.indices.compactMap { found[$0] } }
  }

  @Test(arguments: InferencePlan.Statistics.allCases)
  func theNumbersAreThoseOfANetByItself(statistics: InferencePlan.Statistics) throws {
    let network = try Scenes.resnet()
    let dataset = try Scenes.dataset([1, 8, 8], classes: 3, count: 37)
    let checkpoints = (1...5).map { Scenes.checkpoint(network, seed: $0) }
    let one = values(checkpoints, dataset, statistics, workers: 1)
    let three = values(checkpoints, dataset, statistics, workers: 3)
    #expect(one == three)
    for (checkpoint, value) in zip(checkpoints, one) {
      let execution = Execution<Double>(
        network: network, mode: statistics == .running ? .evaluation : .training, capacity: 37,
        workers: Workers(count: 1))
      execution.load(
        checkpoint.parameters.converted(to: Double.self),
        buffers: checkpoint.buffers.converted(to: Double.self))
      execution.forward(dataset.inputs, indices: Array(0..<37))
      let total = execution.loss(.crossEntropy, targets: .labels(dataset.labels))
      #expect(abs(value.loss - total.mean) < 2e-5 * total.mean)
      #expect(abs(value.error - total.standardError) < 1e-4 * total.standardError)
    }
  }

  @Test(arguments: InferencePlan.Statistics.allCases)
  func theLossesOfExamplesAddUp(statistics: InferencePlan.Statistics) throws {
    let network = try Scenes.resnet()
    let dataset = try Scenes.dataset([1, 8, 8], classes: 3, count: 37)
    let checkpoint = Scenes.checkpoint(network)
    let executor = WeightsExecutor(
      network, dataset: dataset, loss: .crossEntropy, statistics: statistics,
      workers: Workers(count: 1))
    let losses = executor.exampleLosses(at: checkpoint.parameters, buffers: checkpoint.buffers)
    let value = values([checkpoint], dataset, statistics, workers: 1)[0]
    #expect(losses.count == 37)
    #expect(abs(losses.reduce(0, +) / 37 - value.loss) < 1e-12)
    guard statistics == .running else { return }
    for example in [0, 15, 16, 36] {
      let single = try Dataset(
        name: "one",
        inputs: Tensor(
          shape: [1, 1, 8, 8],
          elements: Array(dataset.inputs.elements[example * 64..<(example + 1) * 64])),
        labels: [dataset.labels[example]], classes: 3)
      let alone = values([checkpoint], single, .running, workers: 1)[0]
      #expect(abs(alone.loss - losses[example]) < 1e-5)
    }
  }

  @Test(arguments: [Loss.meanSquaredError, .binaryCrossEntropy])
  func theLossesOfNumbersAreThoseOfTheirExamples(loss: Loss) throws {
    let network = try Scenes.mlp()
    var random = RandomStream(seed: 2, purpose: "targets")
    let inputs = try Scenes.dataset([4], classes: 3, count: 70).inputs
    let targets = (0..<70 * 3).map { _ in Float(random.uniform()) }
    let dataset = try Dataset(
      name: "numbers", inputs: inputs, values: Tensor(shape: [70, 3], elements: targets))
    let checkpoint = Scenes.checkpoint(network)
    let executor = WeightsExecutor(
      network, dataset: dataset, loss: loss, statistics: .running, workers: Workers(count: 1))
    let losses = executor.exampleLosses(at: checkpoint.parameters, buffers: checkpoint.buffers)
    let execution = Execution<Double>(
      network: network, mode: .evaluation, capacity: 1, workers: Workers(count: 1))
    execution.load(
      checkpoint.parameters.converted(to: Double.self),
      buffers: checkpoint.buffers.converted(to: Double.self))
    for example in [0, 1, 63, 64, 69] {
      execution.forward(inputs, indices: [example])
      let alone = execution.loss(
        loss,
        targets: .values(Tensor(shape: [70, 3], elements: targets)))
      #expect(abs(alone.mean - losses[example]) < 1e-5)
    }
  }
}
