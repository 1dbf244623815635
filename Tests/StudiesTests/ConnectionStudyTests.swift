import Archives
import Datasets
import Failures
import FolderTestSupport
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
import Training

struct ConnectionStudyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two rings around each other.
  private static func rings(_ count: Int = 120) throws -> Dataset {
    var random = RandomStream(seed: 4, purpose: "rings")
    let elements = (0..<count).flatMap { index -> [Float] in
      let radius = (index % 2 == 0 ? 0.6 : 1.6) + 0.1 * random.normal()
      // A point of the circle, from two normal numbers.
      let (x, y) = (random.normal(), random.normal())
      let length = (x * x + y * y).squareRoot()
      return [Float(radius * x / length), Float(radius * y / length)]
    }
    return try Dataset(
      name: "rings", inputs: Tensor(shape: [count, 2], elements: elements),
      labels: (0..<count).map { Int32($0 % 2) }, classes: 2)
  }

  private static func trained(
    _ network: Network, _ dataset: Dataset, epochs: Int, rate: Double, seed: UInt64 = 1
  ) throws -> Checkpoint {
    let trainer = try Trainer(
      network: network, dataset: dataset,
      settings: TrainingSettings(
        epochs: epochs, batchSize: min(30, dataset.count), learningRate: rate, weightDecay: 0,
        seed: seed))
    var state = TrainingState(network: network, initialization: .uniform, seed: seed)
    _ = try trainer.run(&state, in: .threads(1))
    return Checkpoint(
      network: network, parameters: state.parameters, buffers: state.buffers, manifest: nil)
  }

  /// The same function with its hidden units in another order, the same one in each layer so that shortcuts
  /// still add what belongs together.
  private static func permuted(_ checkpoint: Checkpoint, hidden: Int) -> Checkpoint {
    var random = RandomStream(seed: 9, purpose: "units")
    let order = random.permutation(of: hidden)
    var parameters = checkpoint.parameters
    for (specification, range) in zip(parameters.layout.specifications, parameters.layout.ranges) {
      let old = Array(checkpoint.parameters.values[range])
      let sizes = specification.shape.dimensions
      let columns = sizes.count > 1 ? sizes[1] : 1
      var new = old
      for row in 0..<sizes[0] {
        for column in 0..<columns {
          let from =
            (sizes[0] == hidden ? order[row] : row) * columns
            + (columns == hidden ? order[column] : column)
          new[row * columns + column] = old[from]
        }
      }
      parameters.values.replaceSubrange(range, with: new)
    }
    return Checkpoint(
      network: checkpoint.network, parameters: parameters, buffers: checkpoint.buffers,
      manifest: nil)
  }

  private func study(
    _ a: Checkpoint, _ b: Checkpoint, _ dataset: Dataset, _ settings: CurveSettings,
    points: Int = 11, output: String = "path.h5"
  ) throws -> ConnectionStudy {
    try ConnectionStudy(
      ConnectionEnds(a, "a.safetensors", b, "b.safetensors"), training: dataset, dataset: dataset,
      split: .train, settings: settings, points: points, output: folder.path(output))
  }

  /// Softmax regression is convex in its weights: no line between two nets has a barrier.
  @Test func aConvexLossHasNoBarrier() throws {
    let dataset = try Self.rings()
    let network = try MLP(sizes: [2, 2]).network(inputShape: [2])
    func net(_ seed: UInt64) -> Checkpoint {
      Checkpoint(
        network: network, parameters: network.initialParameters(.uniform, seed: seed),
        buffers: network.initialBuffers(), manifest: nil)
    }
    let report = try study(
      net(1), net(2), dataset, CurveSettings(epochs: 1, batchSize: 40, seed: 1)
    ).run(in: .threads(2))
    let line = try #require(report.connection[.line])
    // Rounding alone is left.
    #expect(line.barrier.height < 1e-6)
    #expect(report.connection[.recalibratedLine] == nil)
  }

  /// Two nets of one function: the line between them rises, and the curve stays below it.
  @Test(arguments: [WeightCurve.Shape.bezier, .chain])
  func theCurveAvoidsTheBarrierBetweenPermutedNets(shape: WeightCurve.Shape) throws {
    let dataset = try Self.rings()
    let network = try MLP(sizes: [2, 16, 16, 2]).network(inputShape: [2])
    let a = try Self.trained(network, dataset, epochs: 60, rate: 0.1)
    let b = Self.permuted(a, hidden: 16)
    let report = try study(
      a, b, dataset,
      CurveSettings(
        curve: WeightCurve(shape), epochs: 150, batchSize: 30, learningRate: 0.05,
        weightDecay: 0, seed: 2)
    ).run(in: .threads(2))
    let (line, curve) = (
      try #require(report.connection[.line]), try #require(report.connection[.curve])
    )
    let ends = [line.values.first, line.values.last].compactMap { $0?.loss }
    #expect(abs(ends[0] - ends[1]) < 1e-5, "one function")
    #expect(ends[0] < 0.1)
    #expect(line.barrier.height > 0.2 && line.barrier.error > 0)
    #expect(line.barrier.height > 5 * line.barrier.error)
    #expect(curve.barrier.height < 0.2 * line.barrier.height)
    #expect(curve.highestLoss < line.highestLoss)
    // The ends of all paths are the nets.
    #expect(curve.values.first == line.values.first && curve.values.last == line.values.last)
    let json = report.json
    #expect(json["paths"]?[0]?["barrier"]?.double == line.barrier.height)
    #expect(json["paths"]?[1]?["loss"]?.array?.count == 11)
    #expect(report.formatted(as: .text).contains("±"))
  }

  /// The error on the line is that of the differences of the examples' losses, computed here once more.
  @Test func theErrorOfTheBarrierIsPaired() throws {
    let dataset = try Self.rings(50)
    let network = try MLP(sizes: [2, 8, 8, 2]).network(inputShape: [2])
    let a = try Self.trained(network, dataset, epochs: 30, rate: 0.1)
    let b = Self.permuted(a, hidden: 8)
    let report = try study(
      a, b, dataset, CurveSettings(epochs: 1, batchSize: 25)
    ).run(in: .threads(1))
    let barrier = try #require(report.connection[.line]).barrier
    func losses(_ t: Double) -> [Double] {
      let execution = Execution<Double>(
        network: network, mode: .evaluation, capacity: 1, workers: Workers(count: 1))
      let here = WeightCurve.combination([1 - t, t], of: [a.parameters, b.parameters])
      execution.load(
        here.converted(to: Double.self), buffers: a.buffers.converted(to: Double.self))
      return (0..<50).map { example in
        execution.forward(dataset.inputs, indices: [example])
        return execution.loss(.crossEntropy, targets: .labels(dataset.labels)).mean
      }
    }
    let t = barrier.place
    let (here, start, end) = (losses(t), losses(0), losses(1))
    let rises = (0..<50).map { here[$0] - (1 - t) * start[$0] - t * end[$0] }
    let mean = rises.reduce(0, +) / 50
    let variance = rises.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
    #expect(abs(barrier.height - mean) < 1e-5)
    #expect(abs(barrier.error - (variance / 50).squareRoot()) < 1e-5)
  }

  @Test func aStoppedRunEndsInTheSameBits() throws {
    let network = try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 3)
    var random = RandomStream(seed: 6, purpose: "examples")
    let dataset = try Dataset(
      name: "noise",
      inputs: Tensor(
        shape: [40, 1, 8, 8], elements: (0..<40 * 64).map { _ in Float(random.normal()) }),
      labels: (0..<40).map { Int32($0 % 3) }, classes: 3)
    func net(_ seed: UInt64) -> Checkpoint {
      Checkpoint(
        network: network, parameters: network.initialParameters(.residualNetwork, seed: seed),
        buffers: network.initialBuffers(), manifest: nil)
    }
    let settings = CurveSettings(
      curve: WeightCurve(.chain, bends: 2), epochs: 2, batchSize: 16, seed: 5)
    func study(_ name: String) throws -> ConnectionStudy {
      try self.study(net(1), net(2), dataset, settings, points: 5, output: name)
    }
    let whole = try study("whole.h5").run(in: .threads(1))
    #expect(whole.connection.courses.map(\.path) == Connection.Path.allCases)
    let paused = try study("paused.h5")
    // Within the first line, the second, the training (6 steps) and the curve.
    for pause in [2, 4, 7, 3] {
      let watched = WatchedRun(workers: 2) { $0.progress.count >= pause }
      #expect(throws: Failure.self) { try paused.run(in: watched.context) }
      #expect(try paused.hasWork())
    }
    let resumed = try paused.run(in: .threads(2))
    #expect(resumed.connection == whole.connection)
    for bend in 1...2 {
      #expect(
        try folder.bytes("paused.bend-\(bend).safetensors")
          == folder.bytes("whole.bend-\(bend).safetensors"))
    }
    #expect(try folder.bytes("paused.h5") == folder.bytes("whole.h5"))
    #expect(try !paused.hasWork())
    // A bend is a net like any other.
    let bend = try Checkpoint(path: folder.path("whole.bend-1.safetensors"))
    #expect(bend.network == network && bend.manifest?.connection != nil)
  }

  @Test func workOfOtherSettingsIsRefused() throws {
    let dataset = try Self.rings()
    let network = try MLP(sizes: [2, 4, 2]).network(inputShape: [2])
    let a = try Self.trained(network, dataset, epochs: 1, rate: 0.1)
    let b = try Self.trained(network, dataset, epochs: 1, rate: 0.1, seed: 2)
    let first = try study(a, b, dataset, CurveSettings(epochs: 2, batchSize: 40))
    let watched = WatchedRun { $0.progress.count >= 13 }
    #expect(throws: Failure.self) { try first.run(in: watched.context) }
    let other = try study(a, b, dataset, CurveSettings(epochs: 3, batchSize: 40))
    let failure = #expect(throws: Failure.self) { try other.hasWork() }
    #expect(failure?.what.contains("other settings") == true)
    #expect(failure?.what.contains("epochs") == true)
    #expect(try first.hasWork())
  }

  @Test func netsThatCannotBeJoinedAreRefused() throws {
    let network = try MLP(sizes: [2, 4, 2]).network(inputShape: [2])
    func net(_ network: Network, _ seed: UInt64) -> Checkpoint {
      Checkpoint(
        network: network, parameters: network.initialParameters(.uniform, seed: seed),
        buffers: network.initialBuffers(), manifest: nil)
    }
    func refusal(_ a: Checkpoint, _ b: Checkpoint) -> Failure? {
      do {
        _ = try ConnectionEnds(a, "a", b, "b")
        return nil
      } catch { return error }
    }
    let a = net(network, 1)
    #expect(refusal(a, net(network, 2)) == nil)
    #expect(refusal(a, a)?.what.contains("same weights") == true)
    let wider = net(try MLP(sizes: [2, 5, 2]).network(inputShape: [2]), 1)
    #expect(refusal(a, wider)?.what.contains("shape") == true)
    let deeper = net(try MLP(sizes: [2, 4, 4, 2]).network(inputShape: [2]), 1)
    #expect(refusal(a, deeper)?.what.contains("another net") == true)
    var broken = net(network, 3).parameters
    broken.values[9] = .nan
    let nan = Checkpoint(
      network: network, parameters: broken, buffers: network.initialBuffers(), manifest: nil)
    let failure = refusal(a, nan)
    #expect(failure?.what.contains("holds NaN") == true)
    let tensor = network.parameters.specifications[
      network.parameters.ranges.firstIndex { $0.contains(9) } ?? 0]
    #expect(failure?.place == .file("b", .item(tensor.name)))
    #expect(refusal(nan, a)?.place?.path == "a")
  }
}
