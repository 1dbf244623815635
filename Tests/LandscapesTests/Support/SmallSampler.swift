import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import Tensors
import Testing

/// A small mlp with random weights, on a few examples of random numbers.
func smallSampler(columns: Int = 5, rows: Int = 4, examples: Int = 40) throws -> SurfaceSampler {
  let network = try MLP(sizes: [3, 8, 4]).network(inputShape: [3])
  let checkpoint = Checkpoint(
    network: network, parameters: network.initialParameters(.uniform, seed: 5),
    buffers: network.initialBuffers(), manifest: nil)
  var random = RandomStream(seed: 6, purpose: "examples")
  let dataset = try Dataset(
    name: "numbers",
    inputs: Tensor(
      shape: [examples, 3], elements: (0..<examples * 3).map { _ in Float(random.normal()) }),
    labels: (0..<examples).map { Int32($0 % 4) }, classes: 4)
  return try SurfaceSampler(
    checkpoint: checkpoint, plane: try Plane.random(around: checkpoint, RandomDirections()),
    dataset: dataset,
    grid: try #require(
      Grid(
        xs: Grid.axis(from: -1, to: 1, count: columns),
        ys: Grid.axis(from: -1, to: 1, count: rows))))
}
