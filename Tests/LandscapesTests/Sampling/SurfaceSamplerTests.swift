import Archives
import Datasets
import Failures
import FolderTestSupport
import Foundation
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Synchronization
import Tensors
import Testing

struct SurfaceSamplerTests {
  /// Every point again in Double, by the execution instead of the plan, corners far out included.
  @Test(arguments: ["residual", "plain", "mlp"], [Normalization.filter, .layer])
  func lossesAreThoseOfTheDoubleReference(net: String, normalization: Normalization) throws {
    let network =
      net == "mlp" ? try Scenes.mlp() : try Scenes.resnet(plain: net == "plain")
    let sampler = try Scenes.sampler(
      Scenes.grid(5, 4, span: 3), network: network,
      plane: RandomDirections(normalization: normalization, ignored: .none))
    let surface = try Scenes.sampled(sampler, workers: 2)
    #expect(surface.isComplete)
    for (point, total) in plainLosses(sampler).enumerated() {
      let place = "point \(point)"
      #expect(abs(surface.loss[point] - total.mean) < 1e-4 * total.mean, "\(place)")
      #expect(surface.accuracy[point] == total.accuracy, "\(place)")
    }
    // The surface is no constant, or the comparison would say little.
    let range = try #require(surface.loss.finiteRange)
    #expect(range.upperBound > 1.5 * range.lowerBound)
  }

  @Test func theCentreIsTheCheckpointItself() throws {
    let sampler = try Scenes.sampler(Scenes.grid(3, 5), network: Scenes.resnet())
    let surface = try Scenes.sampled(sampler)
    let total = sampler.checkpoint.evaluate(
      inputs: sampler.dataset.inputs, labels: sampler.dataset.labels, workers: Workers(count: 2))
    let centre = sampler.grid.index(column: 1, row: 2)
    #expect(surface.loss[centre] == total.mean)
    #expect(surface.accuracy[centre] == total.accuracy)
  }

  @Test func theNumberOfWorkersChangesNoBit() throws {
    let sampler = try Scenes.sampler(Scenes.grid(4, 3), network: Scenes.resnet())
    let one = try Scenes.sampled(sampler)
    for workers in [2, 3, 16] {
      #expect(sameNumbers(try Scenes.sampled(sampler, workers: workers), one))
    }
  }

  /// A net of two biases: x moves the first, y the second, so that the loss of an example of class
  /// 0 is ln(1 + exp(β − α)).
  private func biases(
    _ folder: TemporaryFolder, grid: Grid, scale: Float = 1
  ) throws -> SurfaceSampler {
    let network = try MLP(sizes: [1, 2]).network(inputShape: [1])
    let path = folder.path("directions.h5")
    let zero = Tensor<Float>(shape: [2, 1], repeating: 0)
    try DirectionsArchive(
      x: [zero, Tensor(shape: [2], elements: [scale, 0])],
      y: [zero, Tensor(shape: [2], elements: [0, scale])]
    ).write(to: path)
    let checkpoint = Checkpoint(
      network: network, parameters: Parameters(layout: network.parameters, repeating: 0),
      buffers: network.initialBuffers(), manifest: nil)
    let dataset = try Dataset(
      name: "ones", inputs: Tensor(shape: [3, 1], repeating: 1), labels: [0, 0, 0], classes: 2)
    return try SurfaceSampler(
      checkpoint: checkpoint, plane: Plane(path: path, network: network), dataset: dataset,
      grid: grid)
  }

  @Test func xIsTheColumnAndYTheRow() throws {
    let folder = try TemporaryFolder()
    let grid = try #require(Grid(xs: [-2, -1, 0, 1, 4], ys: [-0.5, 3]))
    let surface = try Scenes.sampled(try biases(folder, grid: grid), workers: 2)
    let field = surface.loss
    for (row, beta) in grid.ys.enumerated() {
      for (column, alpha) in grid.xs.enumerated() {
        let loss = log(1 + exp(beta - alpha))
        #expect(abs(field[column: column, row: row] - loss) < 1e-6 * loss)
        let accuracy = surface.accuracy[grid.index(column: column, row: row)]
        #expect(accuracy == (alpha > beta ? 100 : 0))
      }
    }
  }

  @Test func aLossThatIsNoNumberIsAResult() throws {
    let folder = try TemporaryFolder()
    let grid = try #require(Grid(xs: [0, 2], ys: [0]))
    // 2 · 3·10³⁸ is beyond Float.
    let surface = try Scenes.sampled(try biases(folder, grid: grid, scale: 3e38))
    #expect(surface.isComplete)
    #expect(abs(surface.loss[0] - log(2)) < 1e-7 && surface.loss[1].isNaN)
    #expect(surface.loss.state(at: 1) == .nonfinite)
  }

  @Test(arguments: [0, 1, 5, 11])
  func whatWasStoppedGoesOnToTheSameNumbers(stop: Int) throws {
    let sampler = try Scenes.sampler(Scenes.grid(4, 3))
    let whole = try Scenes.sampled(sampler)
    var surface = LossSurface(grid: sampler.grid, split: .train, manifest: sampler.manifest)
    try sampler.run(
      &surface, in: WatchedRun { $0.progress.count >= stop }.context)
    #expect(surface.computedCount == stop && !surface.isComplete)
    for point in 0..<sampler.grid.count where !surface.loss.isComputed[point] {
      #expect(surface.loss[point].isNaN && surface.accuracy[point].isNaN)
    }
    let again = WatchedRun(workers: 2)
    try sampler.run(&surface, in: again.context)
    #expect(sameNumbers(surface, whole))
    // Nothing is computed twice.
    #expect(again.progress.map(\.done) == Array(stop + 1...12))
  }

  @Test(arguments: [1, 3]) func aFailureOnTheWayEndsTheSampling(workers: Int) throws {
    let sampler = try Scenes.sampler(Scenes.grid(6, 6))
    var surface = LossSurface(grid: sampler.grid, split: .train, manifest: sampler.manifest)
    let failure = Failure(.output, "the disk is full")
    #expect(throws: failure) {
      try sampler.run(
        &surface, in: .threads(workers),
        onPoint: { surface, _ in if surface.computedCount == 5 { throw failure } })
    }
    // What was computed stays; each worker may have been at a point.
    #expect(surface.computedCount >= 5 && surface.computedCount < 5 + workers)
  }

  /// The shape of the net's examples, those of the data, and what the remedy says.
  private static let unfitting: [(net: Shape, data: Shape, classes: Int, remedy: Phrase)] = [
    ([4], [5], 3, "Use data like those that the network was trained on, of shape 4."),
    (
      [4], [4], 4,
      "Use data like those that the network was trained on, with at most 3 classes."
    ),
    (
      [1, 14, 14], [1, 28, 28], 3,
      "Load the images in the size that the network was trained on: \(setting: "image size", "14")."
    ),
    (
      [1, 28, 28], [1, 14, 14], 3,
      "Load the images in the size that the network was trained on: \(setting: "image size", "28")."
    ),
    (
      [3, 14, 14], [1, 28, 28], 3,
      "Use data like those that the network was trained on, of shape 3×14×14."
    ),
  ]

  @Test(arguments: unfitting)
  func dataThatDoNotFitAreRefused(net: Shape, data: Shape, classes: Int, remedy: Phrase) throws {
    let network =
      net.rank == 1
      ? try Scenes.mlp()
      : try ResNet(depth: 8, width: 3).network(inputShape: net, classes: 3)
    let checkpoint = Scenes.checkpoint(network)
    let plane = try Plane.random(around: checkpoint, RandomDirections())
    let dataset = try Scenes.dataset(data, classes: classes, count: 2)
    #expect(
      throws: Failure(
        .data,
        "the data (\(data), \(classes) classes) do not match the network (\(net), 3 outputs)",
        at: "scene", remedy: remedy)
    ) {
      try SurfaceSampler(
        checkpoint: checkpoint, plane: plane, dataset: dataset, grid: Scenes.grid(2, 2))
    }
  }
}
