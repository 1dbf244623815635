import Archives
import Datasets
import FolderTestSupport
import Foundation
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Testing

/// Files that version 0.1.0 wrote:
///
///     basin train --model mlp --layers 2,8,8,2 --data spirals --train-samples 64 --epochs 1 \
///         --batch-size 32 --output version-0.1.safetensors
///     basin sample version-0.1.safetensors --data spirals --samples 50 --grid 5x3 \
///         --output version-0.1.h5
struct Version01SurfaceTests {
  private let sampler: SurfaceSampler
  private let surface: LossSurface

  init() throws {
    let weights = try #require(
      Bundle.module.url(
        forResource: "version-0.1", withExtension: "safetensors", subdirectory: "Fixtures"))
    let checkpoint = try Checkpoint(path: weights.path)
    let grid = try #require(
      Grid(
        xs: Grid.axis(from: -1, to: 1, count: 5), ys: Grid.axis(from: -1, to: 1, count: 3)))
    sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: Plane.random(around: checkpoint, RandomDirections()),
      dataset: DatasetSource(parsing: "spirals").load(split: .train, samples: .first(50)),
      grid: grid)
    surface = try LossSurface(path: Scenes.fixture("version-0.1"))
  }

  @Test func itIsReadWhole() throws {
    #expect(surface.isComplete && surface.grid == sampler.grid && surface.split == .train)
    #expect(surface.quantity == "train_loss" && surface.precision == .fast)
    #expect(surface.plane == .random(RandomDirections()))
    #expect(surface.loss.finiteRange.map { $0.lowerBound > 0.63 && $0.upperBound < 0.73 } == true)
    #expect(surface.centerError?.examples == 50)
  }

  /// The same manifest, but for the OpenBLAS core of the machine: so what was begun is resumed.
  @Test func theManifestOfTheSameSettingsIsTheSame() throws {
    let differences = sampler.manifest.differences(from: try #require(surface.manifest))
    #expect(differences.allSatisfy { $0.path == "openblas_core" })
  }

  @Test func whatItHasBegunIsResumed() throws {
    let folder = try TemporaryFolder()
    var record = try #require(surface.manifest?.surface)
    record.software.openBLASCore = LinearAlgebra.coreName
    let begun = LossSurface(
      grid: surface.grid, split: .train, manifest: Manifest(.surface(record)))
    try begun.write(to: folder.path("surface.h5"))
    let run = SamplingRun(sampler, output: folder.path("surface.h5"))
    let resumed = try run.run(in: .threads(1))
    #expect(resumed.isComplete)
    for (new, old) in zip(resumed.loss.values, surface.loss.values) {
      #expect(abs(new - old) < 1e-6 * old)
    }
  }
}
