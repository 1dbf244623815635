import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Tensors
import Testing
import Training

/// How exact the fast way is on trained nets, from the centre to corners where the loss is more
/// than 10⁴ times as high.
struct SamplingAccuracyTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let model: any Model
    let shape: Shape
    var plain = false
    /// Where the corners are.
    let span: Double
    /// The largest relative error at any of the 25 points, as it was measured (AVX-512).
    let measured: Double
  }

  static let examples = [
    Example(
      testDescription: "ResNet-20, 14×14 and 7×7", model: ResNet(depth: 20, width: 8),
      shape: [1, 14, 14], span: 1.5, measured: 6.8e-7),
    Example(
      testDescription: "plain ResNet-20, 14×14 and 7×7", model: ResNet(depth: 20, width: 8),
      shape: [1, 14, 14], plain: true, span: 2, measured: 7.8e-7),
    Example(
      testDescription: "ResNet-14, 16 to 64 channels", model: ResNet(depth: 14, width: 16),
      shape: [3, 16, 16], span: 2, measured: 1.2e-6),
    Example(
      testDescription: "plain ResNet-14, 16 to 64 channels",
      model: ResNet(depth: 14, width: 16), shape: [3, 16, 16], plain: true, span: 2.5,
      measured: 1.2e-6),
    Example(
      testDescription: "MLP with GELU", model: MLP(sizes: [196, 64, 64, 64, 64, 64, 10]),
      shape: [1, 14, 14], span: 6, measured: 2.8e-6),
  ]

  @Test(arguments: examples) func everyPointIsThatOfThePlainWay(_ example: Example) throws {
    let fast = try sampler(example, .fast)
    let plain = plainLosses(fast).map(\.mean)
    let centre = fast.grid.index(column: 2, row: 2)
    let corners = [0, 4].flatMap { row in
      [0, 4].map { plain[fast.grid.index(column: $0, row: row)] }
    }
    #expect((corners.min() ?? 0) > 1e4 * plain[centre], "\(corners), \(plain[centre])")

    // Promised is 1e-4. Other vector lengths sum in another order, hence thrice what was measured.
    let error = worstError(try Scenes.sampled(fast, workers: 2).loss.values, plain)
    #expect(error < 3 * example.measured, "\(error)")

    // The reference is not the fast way by another name: measured 8e-16 at most.
    let reference = try Scenes.sampled(try sampler(example, .reference), workers: 2)
    let referenceError = worstError(reference.loss.values, plain)
    #expect(referenceError < 1e-14)
    #expect(error > 100 * referenceError)
  }

  /// The largest relative distance at any point.
  private func worstError(_ losses: [Double], _ expected: [Double]) -> Double {
    zip(losses, expected).map { abs($0 - $1) / $1 }.reduce(0) { $0.isNaN || $0 > $1 ? $0 : $1 }
  }

  /// A 5×5 plane around a net that has learnt its data.
  private func sampler(_ example: Example, _ precision: SamplingPrecision) throws
    -> SurfaceSampler
  {
    let dataset = try patterns(example.shape, seed: 3)
    let network = try example.model.network(
      inputShape: example.shape, classes: dataset.classes, plain: example.plain)
    var state = TrainingState(
      network: network, initialization: example.model.initialization, seed: 4)
    let trainer = try Trainer(
      network: network, dataset: dataset,
      settings: TrainingSettings(epochs: 12, batchSize: 16, learningRate: 0.05, seed: 5))
    _ = try trainer.run(&state, in: .threads(2))
    let checkpoint = Checkpoint(
      network: network, parameters: state.parameters, buffers: state.buffers, manifest: nil)
    return try SurfaceSampler(
      checkpoint: checkpoint, plane: Plane.random(around: checkpoint, RandomDirections(seed: 6)),
      dataset: dataset, grid: Scenes.grid(5, 5, span: example.span), precision: precision)
  }

  /// Each class has a pattern of its own, under noise.
  private func patterns(_ shape: Shape, seed: UInt64) throws -> Dataset {
    var random = RandomStream(seed: seed, purpose: "patterns")
    let classes = 10
    let patterns = (0..<classes).map { _ in (0..<shape.count).map { _ in random.normal() } }
    let labels = (0..<96).map { Int32($0 % classes) }
    let elements = labels.flatMap { label in
      patterns[Int(label)].map { Float($0 + 0.5 * random.normal()) }
    }
    return try Dataset(
      name: "patterns",
      inputs: Tensor(shape: Shape([labels.count] + shape.dimensions), elements: elements),
      labels: labels, classes: classes)
  }
}
