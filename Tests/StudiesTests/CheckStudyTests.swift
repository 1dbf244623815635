import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import Reports
import RunTestSupport
import Runs
import Studies
import Tensors
import Testing

struct CheckStudyTests {
  private func report(_ checkpoint: Checkpoint, _ dataset: Dataset) throws -> [String: Check] {
    let axis = Grid.axis(from: -1, to: 1, count: 5)
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: try Plane.random(around: checkpoint, RandomDirections()),
      dataset: dataset, grid: try #require(Grid(xs: axis, ys: axis)))
    let checks = try CheckStudy(sampler, subject: []).run(in: .threads(2)).checks
    return Dictionary(checks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func aNetWithoutBatchNormalisationsIsNotAskedForStatistics() throws {
    let scene = try SpiralScene(MLP(sizes: [2, 8, 8, 2]), samples: 60, seed: 1)
    let checks = try report(scene.checkpoint, scene.dataset)
    #expect(
      Set(checks.keys)
        == [
          "loss", "guessing", "accuracy", "centre", "range", "samples", "window", "directions",
          "angle",
        ])
    #expect(checks["loss"]?.verdict == .good)
    // Untrained: it guesses.
    #expect(checks["guessing"]?.verdict == .warning)
    #expect(checks["directions"]?.verdict == .good && checks["window"]?.verdict == .good)
  }

  @Test func statisticsOfOtherDataAreFound() throws {
    let network = try ResNet(depth: 8, width: 4).network(inputShape: [1, 8, 8], classes: 3)
    var random = RandomStream(seed: 6, purpose: "examples")
    let dataset = try Dataset(
      name: "noise",
      inputs: Tensor(
        shape: [64, 1, 8, 8], elements: (0..<64 * 64).map { _ in Float(10 + random.normal()) }),
      labels: (0..<64).map { Int32($0 % 3) }, classes: 3)
    let parameters = network.initialParameters(.residualNetwork, seed: 5)
    // The statistics with which a net begins are those of data around 0 with variance 1, which these are not.
    let begun = Checkpoint(
      network: network, parameters: parameters, buffers: network.initialBuffers(), manifest: nil)
    let checks = try report(begun, dataset)
    let statistics = try #require(checks["statistics"])
    let running = try #require(statistics.numbers["running_loss"])
    let own = try #require(statistics.numbers["recalibrated_loss"])
    #expect(running != own)
    // Passes in training mode give statistics that fit.
    let execution = Execution<Float>(
      network: network, mode: .training, capacity: 64, workers: Workers(count: 1))
    execution.load(parameters, buffers: network.initialBuffers())
    for _ in 0..<200 { execution.forward(dataset.inputs, indices: Array(0..<64)) }
    let fitted = Checkpoint(
      network: network, parameters: parameters,
      buffers: Parameters(layout: network.buffers, values: execution.buffers.elements),
      manifest: nil)
    let after = try #require(try report(fitted, dataset)["statistics"])
    #expect(after.verdict == .good)
    #expect(abs(try #require(after.numbers["recalibrated_loss"]) - own) < 1e-5)
    #expect(abs(try #require(after.numbers["running_loss"]) - own) < 0.05)
  }
}
