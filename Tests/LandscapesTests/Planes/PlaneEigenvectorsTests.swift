import Archives
import FolderTestSupport
import Kernels
import Landscapes
import Networks
import Provenance
import Testing

@Suite("A plane of eigenvectors")
struct PlaneEigenvectorsTests {
  @Test("the surface bends by the eigenvalues along the axes, and not across")
  func curvatures() throws {
    let network = try Scenes.mlp()
    let checkpoint = Scenes.checkpoint(network)
    let dataset = try Scenes.dataset(network.inputShape, classes: network.outputCount)
    let map = try HessianOperator(
      checkpoint: checkpoint, dataset: dataset, workers: Workers(count: 2))
    let pairs = try LanczosEigenpairs(of: map, .init(top: 2, bottom: 0, tolerance: 1e-8)).top
    let plane = Plane(
      x: pairs[0], y: pairs[1], around: checkpoint, made: Manifest(json: ["seed": 1]))
    guard case .hessian(let directions) = plane.manifest.directions?.plane else {
      Issue.record("\(plane.manifest.json)")
      return
    }
    #expect(directions.eigenvalues == pairs.map(\.value) && directions.converged == [true, true])

    let (x, y) = (plane.x.values.map(Double.init), plane.y.values.map(Double.init))
    #expect(abs(LinearAlgebra.norm(x) - 1) < 1e-6 && abs(LinearAlgebra.norm(y) - 1) < 1e-6)
    let origin = map.point
    let step = 1e-3
    func loss(_ alpha: Double, _ beta: Double) throws -> Double {
      map.move(to: origin.indices.map { origin[$0] + step * (alpha * x[$0] + beta * y[$0]) })
      return try map.lossTotal().mean
    }
    let center = try loss(0, 0)
    let alongX = try (loss(1, 0) + loss(-1, 0) - 2 * center) / (step * step)
    let alongY = try (loss(0, 1) + loss(0, -1) - 2 * center) / (step * step)
    let across =
      try (loss(1, 1) + loss(-1, -1) - loss(1, -1) - loss(-1, 1)) / (4 * step * step)
    #expect(abs(alongX / pairs[0].value - 1) < 1e-4)
    #expect(abs(alongY / pairs[1].value - 1) < 1e-4)
    #expect(abs(across) < 1e-4 * pairs[0].value)

    // The file holds the same.
    let folder = try TemporaryFolder()
    try plane.write(to: folder.path("plane.h5"))
    #expect(try Plane(path: folder.path("plane.h5"), network: network) == plane)
  }
}
