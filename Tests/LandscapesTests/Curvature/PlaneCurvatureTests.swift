import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import Testing

struct PlaneCurvatureTests {
  private let checkpoint: Checkpoint
  private let dataset: Dataset
  private let plane: Plane
  private let curvature: PlaneCurvature

  init() throws {
    let network = try Scenes.mlp()
    checkpoint = Scenes.checkpoint(network)
    dataset = try Scenes.dataset(network.inputShape, classes: 3)
    // Biases move too, and not alike along the two directions.
    plane = try Plane.random(around: checkpoint, RandomDirections(seed: 4, ignored: .none))
    curvature = try PlaneCurvature(
      checkpoint: checkpoint, plane: plane, dataset: dataset, workers: Workers(count: 1))
  }

  @Test(arguments: [(0.0, 0.0), (0.4, -0.7), (-1.3, 0.2)])
  func derivativesAreThoseOfTheLoss(at point: (x: Double, y: Double)) throws {
    let (x, y) = point
    let h = 1e-4
    func loss(_ i: Double, _ j: Double) throws -> Double {
      try curvature.loss(x: x + i * h, y: y + j * h)
    }
    let found = try curvature.derivatives(x: x, y: y)
    let middle = try loss(0, 0)
    #expect(found.loss == middle)
    #expect(abs(found.gradientX - (try loss(1, 0) - loss(-1, 0)) / (2 * h)) < 1e-7)
    #expect(abs(found.gradientY - (try loss(0, 1) - loss(0, -1)) / (2 * h)) < 1e-7)
    #expect(abs(found.hessianXX - (try loss(1, 0) - 2 * middle + loss(-1, 0)) / (h * h)) < 1e-6)
    #expect(abs(found.hessianYY - (try loss(0, 1) - 2 * middle + loss(0, -1)) / (h * h)) < 1e-6)
    let mixed = try (loss(1, 1) - loss(1, -1) - loss(-1, 1) + loss(-1, -1)) / (4 * h * h)
    #expect(abs(found.hessianXY - mixed) < 1e-6)
  }

  /// With kinks: along a short way the gradient changes as the Hessian says unless a unit passes one.
  @Test(arguments: [false, true])
  func derivativesOfAResidualNetAreThoseOfItsLossAndGradient(plain: Bool) throws {
    let network = try Scenes.resnet(plain: plain)
    let checkpoint = Scenes.checkpoint(network)
    let curvature = try PlaneCurvature(
      checkpoint: checkpoint,
      plane: Plane.random(around: checkpoint, RandomDirections(seed: 4, ignored: .none)),
      dataset: try Scenes.dataset(network.inputShape, classes: 3), workers: Workers(count: 2))
    let h = 1e-7
    for (x, y) in [(0.0, 0.0), (0.3, -0.2)] {
      let found = try curvature.derivatives(x: x, y: y)
      let alongX = try [h, -h].map { try curvature.derivatives(x: x + $0, y: y) }
      let alongY = try [h, -h].map { try curvature.derivatives(x: x, y: y + $0) }
      func slope(_ ends: [PlaneDerivatives], _ value: KeyPath<PlaneDerivatives, Double>) -> Double {
        (ends[0][keyPath: value] - ends[1][keyPath: value]) / (2 * h)
      }
      #expect(abs(slope(alongX, \.loss) - found.gradientX) < 1e-6 * (1 + abs(found.gradientX)))
      #expect(abs(slope(alongY, \.loss) - found.gradientY) < 1e-6 * (1 + abs(found.gradientY)))
      let size = 1 + abs(found.hessianXX) + abs(found.hessianYY)
      #expect(abs(slope(alongX, \.gradientX) - found.hessianXX) < 1e-5 * size)
      #expect(abs(slope(alongX, \.gradientY) - found.hessianXY) < 1e-5 * size)
      #expect(abs(slope(alongY, \.gradientY) - found.hessianYY) < 1e-5 * size)
    }
  }

  @Test func theLossIsThatOfASurfaceInDouble() throws {
    let grid = try Scenes.grid(3, 2)
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: grid, precision: .reference)
    let surface = try Scenes.sampled(sampler)
    for point in surface.loss.values.indices {
      let loss = try curvature.loss(
        x: grid.xs[grid.column(of: point)], y: grid.ys[grid.row(of: point)])
      #expect(abs(loss - surface.loss[point]) < 1e-13 * loss)
    }
  }
}
