import Archives
import Datasets
import Foundation
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Tensors
import Testing

/// Weights, data and planes to sample.
enum Scenes {
  static func dataset(_ shape: Shape, classes: Int, count: Int = 21, seed: UInt64 = 1) throws
    -> Dataset
  {
    var random = RandomStream(seed: seed, purpose: "scene data")
    let elements = (0..<count * shape.count).map { _ in Float(random.normal()) }
    return try Dataset(
      name: "scene", inputs: Tensor(shape: Shape([count] + shape.dimensions), elements: elements),
      labels: (0..<count).map { _ in Int32.random(in: 0..<Int32(classes), using: &random) },
      classes: classes)
  }

  /// A network with seeded numbers, all off their neutral values.
  static func checkpoint(_ network: Network, seed: UInt64 = 1) -> Checkpoint {
    var random = RandomStream(seed: seed, purpose: "scene weights")
    func draw(_ layout: ParameterLayout) -> Parameters<Float> {
      let values = layout.specifications.flatMap { specification in
        let fanIn = Double(specification.shape.count / max(1, specification.shape[0]))
        return (0..<specification.shape.count).map { _ in
          switch specification.role {
          case .weight: Float(random.normal() / fanIn.squareRoot())
          case .normScale: Float(1 + 0.3 * random.normal())
          case .runningVariance: Float(0.5 + random.uniform())
          default: Float(0.3 * random.normal())
          }
        }
      }
      return Parameters(layout: layout, values: values)
    }
    return Checkpoint(
      network: network, parameters: draw(network.parameters), buffers: draw(network.buffers),
      manifest: Manifest(json: ["seed": .int(Int(seed))]))
  }

  static func resnet(plain: Bool = false) throws -> Network {
    try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 3, plain: plain)
  }

  static func mlp() throws -> Network {
    try MLP(sizes: [4, 7, 7, 3]).network(inputShape: [4])
  }

  static func grid(_ columns: Int, _ rows: Int, span: Double = 1) throws -> Grid {
    try #require(
      Grid(
        xs: Grid.axis(from: -span, to: span, count: columns),
        ys: Grid.axis(from: -span, to: span, count: rows)))
  }

  /// A sampler over a small MLP, from one seed for everything.
  static func sampler(
    _ grid: Grid, network: Network? = nil, weights: UInt64 = 1, data: UInt64 = 1,
    plane: RandomDirections = RandomDirections(), split: DatasetSplit = .train,
    precision: SamplingPrecision = .fast
  ) throws -> SurfaceSampler {
    let network = try network ?? mlp()
    let checkpoint = checkpoint(network, seed: weights)
    return try SurfaceSampler(
      checkpoint: checkpoint, plane: Plane.random(around: checkpoint, plane),
      dataset: dataset(network.inputShape, classes: 3, seed: data), grid: grid, split: split,
      precision: precision)
  }

  static func sampled(_ sampler: SurfaceSampler, workers: Int = 1) throws -> LossSurface {
    var surface = LossSurface(
      grid: sampler.grid, split: sampler.split, manifest: sampler.manifest)
    try sampler.run(&surface, in: .threads(workers))
    return surface
  }

  static func fixture(_ name: String) throws -> String {
    try #require(
      Bundle.module.url(forResource: name, withExtension: "h5", subdirectory: "Fixtures")
    ).path
  }
}

/// Whether two surfaces hold the same bits, NaN included, whatever their sessions.
func sameNumbers(_ a: LossSurface, _ b: LossSurface) -> Bool {
  a.grid == b.grid && a.split == b.split && a.loss.isComputed == b.loss.isComputed
    && a.loss.values.map(\.bitPattern) == b.loss.values.map(\.bitPattern)
    && a.accuracy.values.map(\.bitPattern) == b.accuracy.values.map(\.bitPattern)
}
