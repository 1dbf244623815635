import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Studies
import Testing

/// A small perceptron on spirals, with its initial weights.
struct SpiralScene {
  let dataset: Dataset
  let checkpoint: Checkpoint

  /// - Parameters:
  ///   - model: takes two features.
  ///   - plain: whether its shortcuts are left out.
  ///   - samples: the examples.
  ///   - seed: of the weights.
  init(_ model: MLP, plain: Bool = false, samples: Int, seed: UInt64) throws {
    dataset = try DatasetSource(parsing: "spirals").load(split: .train, samples: .first(samples))
    let model = ModelSpecification(model)
    let network = try model.network(
      inputShape: dataset.inputShape, classes: dataset.classes, plain: plain)
    checkpoint = Checkpoint(
      network: network, parameters: network.initialParameters(model.initialization, seed: seed),
      buffers: network.initialBuffers(), manifest: nil)
  }

  /// The curvature at its weights.
  var curvature: CurvatureStudy {
    CurvatureStudy(
      checkpoint: checkpoint, file: "net.safetensors", title: "a net", dataset: dataset)
  }

  /// A square surface around its weights, written to a file.
  func surface(halfWidth: Double, points: Int, path: String) throws -> LossSurface {
    let axis = Grid.axis(from: -halfWidth, to: halfWidth, count: points)
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: try Plane.random(around: checkpoint, .init(seed: 2)),
      dataset: dataset, grid: try #require(Grid(xs: axis, ys: axis)))
    return try SamplingRun(sampler, output: path).run(in: .threads(2))
  }
}
