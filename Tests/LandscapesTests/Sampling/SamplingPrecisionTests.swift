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
import Synchronization
import Testing

struct SamplingPrecisionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sampler(_ precision: SamplingPrecision) throws -> SurfaceSampler {
    try Scenes.sampler(Scenes.grid(4, 3), network: Scenes.resnet(), precision: precision)
  }

  @Test func theReferenceIsExactInDouble() throws {
    let sampler = try sampler(.reference)
    let surface = try Scenes.sampled(sampler)
    for (point, total) in plainLosses(sampler).enumerated() {
      #expect(abs(surface.loss[point] - total.mean) < 1e-13 * total.mean)
      #expect(surface.accuracy[point] == total.accuracy)
    }
  }

  @Test(arguments: [2, 5]) func theNumberOfWorkersChangesNoBitOfTheReference(workers: Int) throws {
    let sampler = try sampler(.reference)
    #expect(
      sameNumbers(try Scenes.sampled(sampler, workers: workers), try Scenes.sampled(sampler)))
  }

  @Test(arguments: [1, 7]) func anInterruptedReferenceEndsInTheSameNumbers(pause: Int) throws {
    let sampler = try sampler(.reference)
    let run = SamplingRun(sampler, output: folder.path("a.h5"))
    let watched = WatchedRun { $0.progress.count >= pause }
    #expect(throws: Failure.self) { try run.run(in: watched.context) }
    #expect(try run.pointsDone() == pause)
    let surface = try run.run(in: .threads(2))
    #expect(sameNumbers(surface, try Scenes.sampled(sampler)))
    #expect(surface.precision == .reference)
  }

  @Test(arguments: [
    (SamplingPrecision.fast, SamplingPrecision.reference), (.reference, .fast),
  ])
  func aSurfaceIsNotContinuedInTheOtherPrecision(
    first: SamplingPrecision, second: SamplingPrecision
  ) throws {
    let run = SamplingRun(try sampler(first), output: folder.path("a.h5"))
    _ = try run.run(in: .threads(1))
    let before = try folder.bytes("a.h5")
    #expect(
      throws: Failure(
        .data,
        "belongs to a surface with other settings (precision): "
          + "precision: \"\(second.rawValue)\" instead of \"\(first.rawValue)\"",
        at: run.output,
        remedy:
          "Repeat those settings to resume it, or start over with \(setting: "overwrite").")
    ) {
      try SamplingRun(try sampler(second), output: run.output).run(in: .threads(1))
    }
    #expect(try folder.bytes("a.h5") == before)
  }

  /// Files from before there was a choice.
  @Test func aSurfaceThatDoesNotSayItsPrecisionIsFast() throws {
    let fast = try sampler(.fast)
    var record = try #require(fast.manifest.surface)
    record.precision = nil
    let manifest = Manifest(.surface(record))
    let path = folder.path("old.h5")
    try LossSurface(grid: fast.grid, split: .train, manifest: manifest).write(to: path)
    #expect(try LossSurface(path: path).precision == .fast)
    #expect(throws: Failure.self) {
      try SamplingRun(try sampler(.reference), output: path).run(in: .threads(1))
    }
    let surface = try SamplingRun(fast, output: path).run(in: .threads(1))
    #expect(sameNumbers(surface, try Scenes.sampled(fast)))
  }

  @Test func filesOfOthersHaveNoPrecision() throws {
    #expect(try LossSurface(path: Scenes.fixture("li-surface")).precision == nil)
    var record = try #require(try sampler(.fast).manifest.surface)
    record.precision = "quadruple"
    let manifest = Manifest(.surface(record))
    let surface = LossSurface(grid: try Scenes.grid(2, 2), split: .train, manifest: manifest)
    #expect(surface.precision == nil)
  }
}
