import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import RunTestSupport
import Runs
import Synchronization
import Tensors
import Testing

struct CoarseToFineSamplingTests {
  private func surface(
    _ sampler: SurfaceSampler, threads: Int = 1
  ) throws -> (surface: LossSurface, order: [Int]) {
    var surface = LossSurface(grid: sampler.grid, split: .train, manifest: sampler.manifest)
    let order = Mutex<[Int]>([])
    try sampler.run(
      &surface, in: .threads(threads),
      onPoint: { _, point in order.withLock { $0.append(point) } })
    return (surface, order.withLock(\.self))
  }

  @Test func theErrorIsThatOfTheLossesOfSingleExamples() throws {
    let sampler = try smallSampler(columns: 3, rows: 3)
    let surface = try surface(sampler).surface
    let (inputs, labels) = (sampler.dataset.inputs, sampler.dataset.labels)
    // The centre's weights are the checkpoint's own: evaluate the examples one at a time there.
    let losses = labels.indices.map { index in
      sampler.checkpoint.evaluate(
        inputs: Tensor(
          shape: [1, 3], elements: Array(inputs.elements[3 * index..<3 * index + 3])),
        labels: [labels[index]], workers: Workers(count: 1)
      ).mean
    }
    let count = Double(losses.count)
    let mean = losses.reduce(0, +) / count
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    #expect(abs(surface.loss[4] - mean) < 1e-6)
    #expect(abs(surface.error[4] - (variance / count).squareRoot()) < 1e-6)
    #expect(surface.error.values.allSatisfy { $0 > 0 })

    let error = try #require(surface.centerError)
    #expect(error.loss == surface.loss[4] && error.standardError == surface.error[4])
    #expect(error.examples == 40 && error.relative == surface.error[4] / surface.loss[4])
  }

  @Test func oneExampleHasNoError() throws {
    let surface = try surface(try smallSampler(columns: 3, rows: 3, examples: 1)).surface
    #expect(surface.loss[4].isFinite && surface.error[4].isNaN && surface.centerError == nil)
  }

  @Test func pointsComeCoarseToFineAndNumbersDoNotDependOnThreads() throws {
    let sampler = try smallSampler()
    let one = try surface(sampler)
    #expect(one.order == sampler.grid.coarseToFine)
    let three = try surface(sampler, threads: 3)
    #expect(three.order.sorted() == Array(0..<sampler.grid.count))
    #expect(
      one.surface.loss.values.map(\.bitPattern) == three.surface.loss.values.map(\.bitPattern))
    #expect(
      one.surface.error.values.map(\.bitPattern) == three.surface.error.values.map(\.bitPattern))
  }
}
