import Archives
import Figures
import FolderTestSupport
import Grids
import Landscapes
import Pictures
import Provenance
import Tensors
import Testing

@Suite("Paths on surfaces")
struct PathMarksTests {
  /// A path with the true losses, on the points (0, 0), (1, 0), (2, 0).
  private func trajectory(_ losses: [Double]?) throws -> Trajectory {
    let folder = try TemporaryFolder()
    let tensor = Tensor<Float>(shape: [2], repeating: 1)
    var archive = DirectionsArchive(x: [tensor], y: [tensor])
    archive.trajectory = TrajectoryArrays(
      x: [0, 1, 2], y: [0, 0, 0], distance: [0, 3, 0.5], loss: losses)
    try archive.write(to: folder.path("path.h5"))
    return try Trajectory(path: folder.path("path.h5"))
  }

  private func surface() -> LossSurface {
    let grid = Grid.square(-2...2, count: 5)
    return LossSurface(quantity: "train_loss", loss: ScalarField(grid: grid) { x, _ in 1 + x / 2 })
  }

  @Test("the largest ratio of true loss and surface is found, with its numbers")
  func mismatch() throws {
    let found = try #require(PathMismatch(of: trajectory([1, 0.5, 2.2]), on: surface()))
    #expect(found.checkpoint == 2 && found.count == 3)
    #expect(found.trueLoss == 0.5 && found.planeLoss == 1.5 && found.distance == 3)
    #expect(found.factor == 3 && found.factor >= PathMismatch.worthTelling)
    #expect(
      found.text.contains("checkpoint 2 of 3 is 0.5, the surface under it 1.5 (3 times apart)"))
    let alike = try #require(PathMismatch(of: trajectory([1, 1.5, 2]), on: surface()))
    #expect(alike.factor == 1)
    #expect(try PathMismatch(of: trajectory(nil), on: surface()) == nil)
    #expect(try PathMismatch(of: trajectory([.nan, .infinity, -1]), on: surface()) == nil)
  }
}

@Suite("Nets on planes")
struct NetMarksTests {
  private let line = PlaneKind.nets(NetsPlane(ends: [Origin(digest: "b", made: nil)]))
  private let plane = PlaneKind.nets(
    NetsPlane(ends: [Origin(digest: "b", made: nil), Origin(digest: "c", made: nil)]))

  private func figure(_ kind: PlaneKind, xs: [Double], ys: [Double]) throws -> ProfileFigure {
    let grid = try #require(Grid(xs: xs, ys: ys))
    let losses = ScalarField(grid: grid) { x, y in 1 + x + y }
    return ProfileFigure(
      sources: [.init(name: "net", hue: .residual, losses: losses)], plane: kind)
  }

  @Test("a line has its nets at 0 and 1")
  func profileOfALine() throws {
    let figure = try figure(line, xs: [0, 0.5, 1], ys: [0])
    #expect(figure.sections.map(\.headline) == ["From A to B"])
    #expect(figure.sections[0].xLabel == "α: from A (0) to B (1)")
    #expect(figure.sections[0].nets.map(\.name) == ["A", "B"])
    #expect(figure.sections[0].nets.map(\.at.x) == [0, 1])
  }

  @Test("a plane has A and B along α, A and C along β, and only where the lines pass them")
  func profilesOfAPlane() throws {
    let figure = try figure(plane, xs: [0, 0.5, 1], ys: [0, 1])
    #expect(figure.sections.map { $0.nets.map(\.name) } == [["A", "B"], ["A", "C"]])
    let beside = try self.figure(plane, xs: [0.25, 0.5, 1], ys: [0, 1])
    #expect(beside.sections.map { $0.nets.map(\.name) } == [["A", "B"], []])
  }
}
