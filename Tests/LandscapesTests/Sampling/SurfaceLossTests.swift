import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Tensors
import Testing

@Suite("Surfaces of losses of numbers")
struct SurfaceLossTests {
  private static let losses = [Loss.meanSquaredError, .binaryCrossEntropy]

  /// A small net on random numbers with shares as targets, which both losses take.
  private func sampler(_ loss: Loss, _ precision: SamplingPrecision = .fast) throws
    -> SurfaceSampler
  {
    let network = try MLP(sizes: [80, 9, 9, 2]).network(inputShape: [80])
    let checkpoint = Checkpoint(
      network: network, parameters: network.initialParameters(.uniform, seed: 5),
      buffers: network.initialBuffers(), manifest: nil)
    var random = RandomStream(seed: 6, purpose: "examples")
    let dataset = try Dataset(
      name: "numbers",
      inputs: Tensor(
        shape: [150, 80], elements: (0..<150 * 80).map { _ in Float(random.normal()) }),
      values: Tensor(shape: [150, 2], elements: (0..<300).map { _ in Float(random.uniform()) }))
    return try SurfaceSampler(
      checkpoint: checkpoint, plane: try Plane.random(around: checkpoint, RandomDirections()),
      dataset: dataset, grid: try #require(Grid(xs: [-1, 0, 0.5], ys: [-0.5, 0, 1])),
      precision: precision, loss: loss)
  }

  private func surface(_ sampler: SurfaceSampler) throws -> LossSurface {
    var surface = LossSurface(grid: sampler.grid, split: .train, manifest: sampler.manifest)
    try sampler.run(&surface, in: .threads(2))
    return surface
  }

  @Test("the fast path agrees with the reference, and that with the formula", arguments: losses)
  func precisions(loss: Loss) throws {
    let reference = try sampler(loss, .reference)
    let (fast, exact) = (try surface(sampler(loss)), try surface(reference))
    let curvature = try PlaneCurvature(
      checkpoint: reference.checkpoint, plane: reference.plane, dataset: reference.dataset,
      loss: loss, workers: Workers(count: 2))
    for point in 0..<9 {
      let (x, y) = (
        exact.grid.xs[exact.grid.column(of: point)], exact.grid.ys[exact.grid.row(of: point)]
      )
      #expect(abs(fast.loss[point] - exact.loss[point]) < 1e-6 * exact.loss[point])
      #expect(abs(fast.error[point] - exact.error[point]) < 1e-5 * exact.error[point])
      #expect(abs(try curvature.loss(x: x, y: y) - exact.loss[point]) < 1e-13)
      #expect(fast.accuracy[point].isNaN == (loss == .meanSquaredError))
      #expect(fast.accuracy.isComputed[point])
    }
    #expect(
      exact.loss.values.map { ($0 * 1e6).rounded() }.reduce(into: Set()) { $0.insert($1) }.count
        == 9)
  }

  @Test("derivatives along the axes are those of differences", arguments: losses)
  func derivatives(loss: Loss) throws {
    let sampler = try sampler(loss)
    let curvature = try PlaneCurvature(
      checkpoint: sampler.checkpoint, plane: sampler.plane, dataset: sampler.dataset, loss: loss,
      workers: Workers(count: 1))
    let step = 1e-4
    func height(_ x: Double, _ y: Double) throws -> Double { try curvature.loss(x: x, y: y) }
    let (a, b) = (0.3, -0.2)
    let at = try curvature.derivatives(x: a, y: b)
    let slope = (try height(a + step, b) - height(a - step, b)) / (2 * step)
    let bend = (try height(a + step, b) - 2 * height(a, b) + height(a - step, b)) / (step * step)
    #expect(abs(at.gradientX - slope) < 1e-7 * max(1, abs(slope)))
    #expect(abs(at.hessianXX - bend) < 1e-5 * max(1, abs(bend)))
  }

  @Test("a surface says which loss it is, where it is not the cross-entropy")
  func manifests() throws {
    for loss in Self.losses {
      let made = try surface(sampler(loss))
      #expect(made.manifest?.surface?.loss == loss.name)
      #expect(made.manifest?.json["loss"] == .string(loss.name))
      #expect(made.quantity == "train_loss")
      #expect(made.quantityTitle == "training loss (\(loss.title))")
      let manifest = try #require(made.manifest)
      #expect(Manifest(json: manifest.json).surface == manifest.surface)
    }
    let old = try smallSampler()
    #expect(old.manifest.json["loss"] == nil)
    let plain = LossSurface(grid: old.grid, split: .train, manifest: old.manifest)
    #expect(plain.quantityTitle == "training loss (cross-entropy)")
  }

  @Test("an unfinished surface is not resumed with another loss")
  func resume() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("surface.h5")
    let whole = try SamplingRun(sampler(.meanSquaredError), output: path).run(in: .threads(2))
    #expect(
      try SamplingRun(sampler(.meanSquaredError), output: path).run(in: .threads(2)).loss
        == whole.loss)
    let failure = #expect(throws: Failure.self) {
      try SamplingRun(sampler(.binaryCrossEntropy), output: path).pointsDone()
    }
    #expect(failure?.what.contains("(loss): loss: \"bce\" instead of \"mse\"") == true)
    let again = try LossSurface(path: path)
    #expect(try SurfaceOrigin(of: again, path: path).loss == .meanSquaredError)
  }

  @Test("a surface whose loss this version does not know is not sampled further")
  func unknown() throws {
    let made = try surface(sampler(.meanSquaredError))
    var json = try #require(made.manifest).json
    json["loss"] = "hinge"
    let folder = try TemporaryFolder()
    let path = folder.path("surface.h5")
    var copy = LossSurface(grid: made.grid, split: .train, manifest: Manifest(json: json))
    try sampler(.meanSquaredError).run(&copy, in: .threads(1))
    try copy.write(to: path)
    let failure = #expect(throws: Failure.self) {
      try SurfaceOrigin(of: try LossSurface(path: path), path: path)
    }
    #expect(failure?.what.contains("hinge") == true)
  }
}
