import ArgumentParser
import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Training

@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "basin-bench",
    abstract: "Measure the speed of Basin.",
    subcommands: [TrainingBench.self, SurfaceBench.self])
}

struct Workload: ParsableArguments {
  @Option(help: "Depth of the residual network (6n + 2).") var depth = 56
  @Option(help: "Channels of its first stage.") var width = 8
  @Option(help: "Side of the Fashion-MNIST images: 14 or 28.") var imageSize = 14
  @Flag(help: "Without shortcuts.") var plain = false
  @Option(help: "Threads.") var threads = 2

  func dataset(samples: Int) throws -> Dataset {
    try DatasetSource.fashionMNIST.load(split: .train, samples: samples, imageSize: imageSize)
  }

  func network(_ dataset: Dataset) throws -> Network {
    try ResNet.network(
      depth: depth, width: width, inputShape: dataset.inputShape, classes: dataset.classes,
      plain: plain)
  }
}

struct TrainingBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: "Images per second of training.")

  @OptionGroup var workload: Workload
  @Option(help: "Images to train on, once.") var samples = 5120
  @Option(help: "Images per step.") var batchSize = 128

  func run() throws {
    let dataset = try workload.dataset(samples: samples)
    let network = try workload.network(dataset)
    let trainer = try Trainer(
      network: network, dataset: dataset,
      settings: TrainingSettings(epochs: 1, batchSize: batchSize))
    var state = TrainingState(network: network, initialization: .residualNetwork, seed: 1)
    let clock = ContinuousClock()
    var losses: [Double] = []
    let time = try clock.measure {
      _ = try trainer.run(&state, workers: Workers(count: workload.threads)) { event in
        if case .step(_, _, _, let loss) = event { losses.append(loss) }
      }
    }
    print("training: \(Double(samples) / time.seconds) images/s, last loss \(losses.last ?? .nan)")
  }
}

struct SurfaceBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surface", abstract: "Points and images per second of sampling a surface.")

  @OptionGroup var workload: Workload
  @Option(help: "Images per point.") var samples = 256
  @Option(help: "Points per axis.") var grid = 9

  func run() throws {
    let dataset = try workload.dataset(samples: samples)
    let network = try workload.network(dataset)
    let checkpoint = Checkpoint(
      network: network, parameters: network.initialParameters(.residualNetwork, seed: 1),
      buffers: network.initialBuffers(), manifest: nil)
    let axis = Grid.axis(from: -1, to: 1, count: grid)
    guard let points = Grid(xs: axis, ys: axis) else { throw ValidationError("no such grid") }
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: try Plane.random(around: checkpoint, Plane.Settings()),
      dataset: dataset, grid: points)
    var surface = LossSurface(grid: points, split: .train, manifest: nil)
    let clock = ContinuousClock()
    let time = try clock.measure {
      try sampler.run(&surface, workers: Workers(count: workload.threads))
    }
    let rate = Double(points.count) / time.seconds
    print("surface: \(rate) points/s, \(rate * Double(samples)) images/s")
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + 1e-18 * Double(components.attoseconds) }
}
