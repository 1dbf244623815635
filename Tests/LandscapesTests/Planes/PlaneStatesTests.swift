import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import Tensors
import Testing

@Suite("Planes that move running statistics")
struct PlaneStatesTests {
  private let fixture: StatesFixture

  init() throws { fixture = try StatesFixture() }

  private func check(_ plane: Plane, _ precision: SamplingPrecision, within tolerance: Double)
    throws
  {
    for (value, point) in zip(try fixture.surface(plane, precision: precision), fixture.points) {
      #expect(abs(value.loss - point.loss) < tolerance * point.loss, "\(point.at)")
      #expect(abs(value.accuracy - point.accuracy) < 1e-9, "\(point.at)")
    }
  }

  @Test(
    "directions of states by Li et al.'s code move the statistics as PyTorch does",
    arguments: ["states", "states-old"])
  func states(file: String) throws {
    let plane = try Plane(path: StatesFixture.path(file, "h5"), network: fixture.network)
    #expect(plane.statistics?.x.layout == fixture.network.buffers)
    try check(plane, .reference, within: 1e-6)
    try check(plane, .fast, within: 1e-5)
    // Held fixed, the statistics would give other losses.
    let still = DirectionsArchive(
      x: plane.x.tensors, y: plane.y.tensors,
      names: plane.x.layout.specifications.map(\.name))
    let folder = try TemporaryFolder()
    try still.write(to: folder.path("still.h5"))
    let losses = try fixture.surface(
      Plane(path: folder.path("still.h5"), network: fixture.network)
    ).map(\.loss)
    #expect(abs(losses[1] - fixture.points[1].loss) > 1e-4)
  }

  @Test("a file with one direction is a line")
  func line() throws {
    let path = try StatesFixture.path("states-line", "h5")
    let plane = try Plane(path: path, network: fixture.network)
    #expect(plane.isLine)
    #expect(try PlaneOutline(path: path).isLine)
    let values = try fixture.surface(plane)
    for (value, point) in zip(values, fixture.points) where point.at.y == 0 {
      #expect(abs(value.loss - point.loss) < 1e-6 * point.loss)
    }
  }

  @Test("the plane through three nets has their losses at its corners, and PyTorch's between them")
  func nets() throws {
    let plane = try Plane.through(
      fixture.named("a"), at: "a", to: fixture.end("b"), and: fixture.end("c"))
    try check(plane, .reference, within: 1e-6)
    let folder = try TemporaryFolder()
    let path = folder.path("nets.h5")
    try plane.write(to: path)
    #expect(try Plane(path: path, network: fixture.network) == plane)
    #expect(try Plane(path: path, weights: fixture.named("a")) == plane)
    let outline = try PlaneOutline(path: path)
    #expect(!outline.isLine && outline.kind.nets?.ends.count == 2)
    #expect(
      outline.kind.nets?.ends.map(\.digest) == [
        try fixture.checkpoint("b").digest(), try fixture.checkpoint("c").digest(),
      ])
    for (letter, index) in [("a", 0), ("b", 1), ("c", 2)] {
      let total = try fixture.checkpoint(letter).evaluate(
        inputs: fixture.dataset.inputs, labels: fixture.dataset.labels, workers: Workers(count: 1))
      let value = try fixture.surface(plane, precision: .fast)[index]
      #expect(abs(value.loss - total.mean) < 1e-5 * total.mean)
    }
  }

  @Test("statistics are part of the digest")
  func digest() throws {
    let plane = try Plane.through(fixture.named("a"), at: "a", to: fixture.end("b"))
    #expect(plane.isLine)
    let folder = try TemporaryFolder()
    try DirectionsArchive(x: plane.x.tensors, y: plane.y.tensors).write(to: folder.path("w.h5"))
    let still = try Plane(path: folder.path("w.h5"), network: fixture.network)
    #expect(still.x == plane.x && still.statistics == nil)
    #expect(try still.digest() != plane.digest())
  }

  @Test("exact derivatives are refused where statistics move")
  func curvature() throws {
    let plane = try Plane.through(fixture.named("a"), at: "a", to: fixture.end("b"))
    let failure = #expect(throws: Failure.self) {
      try PlaneCurvature(
        checkpoint: fixture.checkpoint("a"), plane: plane, dataset: fixture.dataset,
        workers: Workers(count: 1))
    }
    #expect(failure?.code == .data)
  }

  @Test("a file that has the statistics of some norms only is refused")
  func someStatistics() throws {
    let plane = try Plane.through(fixture.named("a"), at: "a", to: fixture.end("b"))
    let folder = try TemporaryFolder()
    let path = folder.path("d.h5")
    try plane.write(to: path)
    var archive = try DirectionsArchive(path: path)
    archive.names?[archive.x.count - 1] = "stranger"
    try archive.write(to: path)
    let failure = #expect(throws: Failure.self) { try Plane(path: path, network: fixture.network) }
    #expect(failure?.what == "has no direction for layer3.0.shortcut.1.running_var")
  }
}
