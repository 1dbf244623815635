import Archives
import Failures
import Grids
import Kernels
import Landscapes
import Provenance
import RunTestSupport
import Runs
import Testing

/// A surface put together anew from what it was sampled from.
struct LossSurfaceSamplerTests {
  private let sampler: SurfaceSampler
  private let surface: LossSurface

  init() throws {
    sampler = try smallSampler()
    var surface = LossSurface(grid: sampler.grid, split: sampler.split, manifest: sampler.manifest)
    try sampler.run(&surface, in: .threads(1))
    self.surface = surface
  }

  private func rebuilt(_ surface: LossSurface, directions: Plane? = nil) throws -> SurfaceSampler {
    try surface.sampler(
      path: "s.h5", checkpoint: sampler.checkpoint, dataset: sampler.dataset,
      directions: directions, workers: Workers(count: 2))
  }

  @Test func evaluatesThePointsOfTheSurfaceToTheBit() throws {
    let again = try rebuilt(surface)
    #expect(again.plane == sampler.plane)
    let points = surface.grid.ys.flatMap { y in
      surface.grid.xs.map { PlanePoint(x: $0, y: y) }
    }
    for workers in [1, 3] {
      let losses = try ThreadExecutor(again, workers: Workers(count: workers)).losses(at: points)
      #expect(losses.map(\.bitPattern) == surface.loss.values.map(\.bitPattern))
    }
    #expect(try ThreadExecutor(again, workers: Workers(count: 2)).losses(at: []) == [])
  }

  @Test func refusesASurfaceOfAnotherPlane() throws {
    let other = try Plane.random(around: sampler.checkpoint, RandomDirections(seed: 9))
    let failure = #expect(throws: Failure.self) { try rebuilt(surface, directions: other) }
    #expect(failure?.code == .data && failure?.what.contains("different directions") == true)
  }

  @Test func refusesASurfaceOfWhichPointsAreMissing() throws {
    let empty = LossSurface(grid: sampler.grid, split: sampler.split, manifest: sampler.manifest)
    let failure = #expect(throws: Failure.self) { try rebuilt(empty) }
    #expect(failure?.what.contains("incomplete") == true)
  }

  @Test func refusesASurfaceThatDoesNotSayWhatItIsOf() throws {
    var foreign = LossSurface(grid: sampler.grid, split: sampler.split, manifest: nil)
    try sampler.run(&foreign, in: .threads(1))
    let failure = #expect(throws: Failure.self) { try rebuilt(foreign) }
    #expect(failure?.what.contains("does not record") == true)
  }

  /// The manifest says one plane, the points are those of another.
  @Test func refusesPointsOfOtherBits() throws {
    var changed = LossSurface(grid: sampler.grid, split: sampler.split, manifest: sampler.manifest)
    let other = try SurfaceSampler(
      checkpoint: sampler.checkpoint,
      plane: try Plane.random(around: sampler.checkpoint, RandomDirections(seed: 9)),
      dataset: sampler.dataset, grid: sampler.grid)
    try other.run(&changed, in: .threads(1))
    let failure = #expect(throws: Failure.self) { try rebuilt(changed) }
    #expect(failure?.code == .data && failure?.what.contains("has a loss of") == true)
  }

  @Test func asksForDirectionsThatCameFromAFile() throws {
    var record = try #require(sampler.manifest.surface)
    record.directions.made = nil
    var fromFile = LossSurface(
      grid: sampler.grid, split: sampler.split, manifest: Manifest(.surface(record)))
    try sampler.run(&fromFile, in: .threads(1))
    let failure = #expect(throws: Failure.self) { try rebuilt(fromFile) }
    #expect(failure?.code == .usage && failure?.remedy?.description.contains("directions") == true)
    #expect(try rebuilt(fromFile, directions: sampler.plane).plane == sampler.plane)
  }
}
