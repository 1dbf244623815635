internal import Datasets
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Provenance
internal import Runs
internal import Tensors
internal import Training

/// A workload with its numbers: weights, data, directions and points, the same on every machine.
struct Problem: Sendable {
  let workload: Workload
  let dataset: Dataset
  let checkpoint: Checkpoint
  let plane: Plane
  /// The points that are timed, more than any measurement gets through.
  let grid: Grid
  /// Some of the points at which losses are compared: the centre, two corners and others.
  let checkGrid: Grid

  /// Draws the numbers. Pixels are standard normal and labels random: speed does not depend on
  /// either, and no file is needed.
  init(_ workload: Workload, samples: Int) throws {
    self.workload = workload
    // First, so that the memory of training is given back before the examples take theirs.
    checkpoint = try Problem.checkpoint(workload)
    dataset = try Problem.dataset(workload, samples: samples)
    plane = try Plane.random(around: checkpoint, RandomDirections())
    grid = try Problem.grid(
      Grid.axis(from: -1, to: 1, count: 201), Grid.axis(from: -1, to: 1, count: 201))
    checkGrid = try Problem.grid([-1, 0, 1], [0, 1])
  }

  /// A sampler of the points that are timed.
  func sampler(over grid: Grid) throws -> SurfaceSampler {
    try SurfaceSampler(checkpoint: checkpoint, plane: plane, dataset: dataset, grid: grid)
  }

  /// The points of two axes.
  static func grid(_ xs: [Double], _ ys: [Double]) throws -> Grid {
    guard let grid = Grid(xs: xs, ys: ys) else {
      throw BenchFailure("\(xs.count) × \(ys.count) points are no grid")
    }
    return grid
  }

  private static func dataset(_ workload: Workload, samples: Int) throws -> Dataset {
    var random = RandomStream(seed: 1, purpose: "bench.data")
    let shape = Shape([samples] + workload.inputShape.dimensions)
    var elements: [Float] = []
    elements.reserveCapacity(shape.count)
    for _ in 0..<shape.count { elements.append(Float(random.normal())) }
    let labels = (0..<samples).map { _ in Int32(random.next() % UInt64(Workload.classes)) }
    return try Dataset(
      name: "synthetic", inputs: Tensor(shape: shape, elements: elements), labels: labels,
      classes: Workload.classes)
  }

  private static func checkpoint(_ workload: Workload) throws -> Checkpoint {
    let network = try workload.model.network(
      inputShape: workload.inputShape, classes: Workload.classes, plain: false)
    var state = TrainingState(
      network: network, initialization: workload.model.initialization, seed: 1)
    if network.buffers.count > 0 {
      // A few steps give running statistics that belong to the weights; with others the
      // activations of a deep net grow beyond all that occurs in a surface.
      let trainer = try Trainer(
        network: network, dataset: try dataset(workload, samples: workload.training.samples),
        settings: TrainingSettings(
          epochs: 1, batchSize: workload.training.batch, learningRate: 0.05))
      _ = try trainer.run(&state, in: RunContext(workers: Workers(count: 2)))
    }
    return Checkpoint(
      network: network, parameters: state.parameters, buffers: state.buffers, manifest: nil)
  }
}

/// What a run of the benchmarks cannot go on after.
package struct BenchFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
