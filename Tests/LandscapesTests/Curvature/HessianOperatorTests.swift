import Datasets
import Failures
import Kernels
import Landscapes
import Networks
import Tensors
import Testing

struct HessianOperatorTests {
  private let workers = Workers(count: 1)

  @Test(arguments: ["resnet", "mlp", "gpt"]) func theProductIsThatOfPyTorch(_ name: String) throws {
    let fixture = try HessianFixture.named(name)
    let hessian = try HessianOperator(
      checkpoint: fixture.checkpoint, dataset: fixture.dataset, workers: workers)
    let (direction, product) = try fixture.vectors()
    let found = try hessian.product(with: direction)
    #expect(relativeDistance(found, product) < 1e-12)
    let loss = try hessian.lossTotal().mean
    #expect(abs(loss - fixture.loss) < 1e-14)
  }

  private static let small: [Graph] = [
    Graph("MLP") { try MLP(sizes: [3, 4, 4, 2]).network(inputShape: [3]) },
    Graph("GPT") {
      try GPT(GPTSizes(blocks: 1, width: 4, heads: 2, context: 3), vocabulary: 3).network()
    },
    Graph("smooth convolutions") {
      var nodes = [Node(name: "input", operation: .input(Input(shape: [1, 4, 4])), inputs: [])]
      let operations: [Operation] = [
        .convolution(Convolution(channels: 2, kernel: 3, stride: 1, padding: 1)),
        .batchNorm(BatchNorm()), .activation(Activation(.geluTanh)),
        .convolution(Convolution(channels: 2, kernel: 3, stride: 2, padding: 1)),
        .activation(Activation(.tanh)), .globalAveragePool(GlobalAveragePool()),
        .linear(Linear(outputs: 3)),
      ]
      for operation in operations {
        nodes.append(
          Node(name: "n\(nodes.count)", operation: operation, inputs: [nodes.count - 1]))
      }
      return try Network(nodes: nodes)
    },
  ]

  private struct Graph: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let network: @Sendable () throws -> Network

    init(_ name: String, _ network: @escaping @Sendable () throws -> Network) {
      testDescription = name
      self.network = network
    }
  }

  private func scene(_ network: Network, count: Int) throws -> (Checkpoint, Dataset) {
    guard let vocabulary = network.vocabulary else {
      return (
        Scenes.checkpoint(network),
        try Scenes.dataset(network.inputShape, classes: network.outputCount, count: count)
      )
    }
    var random = RandomStream(seed: 1, purpose: "tokens")
    func tokens() -> [Int] {
      (0..<count * network.positions).map { _ in Int.random(in: 0..<vocabulary, using: &random) }
    }
    let inputs = Tensor(shape: [count, network.positions], elements: tokens().map(Float.init))
    return (
      Scenes.checkpoint(network),
      try Dataset(
        name: "tokens", inputs: inputs, labels: tokens().map(Int32.init), classes: vocabulary,
        labelsPerExample: network.positions)
    )
  }

  @Test(arguments: small)
  private func theMatrixIsSymmetricAndTheChangeOfTheGradient(_ graph: Graph) throws {
    let (checkpoint, dataset) = try scene(try graph.network(), count: 7)
    let hessian = try HessianOperator(checkpoint: checkpoint, dataset: dataset, workers: workers)
    let origin = hessian.point
    func unit(_ index: Int, _ length: Double) -> [Double] {
      origin.indices.map { $0 == index ? length : 0 }
    }
    let columns = try origin.indices.map { try hessian.product(with: unit($0, 1)) }
    let size = columns.map { dot($0, $0) }.reduce(0, +).squareRoot()
    for i in origin.indices {
      for j in 0..<i { #expect(abs(columns[i][j] - columns[j][i]) < 1e-14 * size) }
    }
    let step = 1e-6
    for i in origin.indices {
      let slopes = try [step, -step].map { shift in
        hessian.move(to: zip(origin, unit(i, shift)).map { $0 + $1 })
        return try hessian.lossAndGradient().gradient
      }
      let difference = zip(slopes[0], slopes[1]).map { ($0 - $1) / (2 * step) }
      let error = zip(columns[i], difference).map { $0 - $1 }
      #expect(dot(error, error).squareRoot() < 1e-8 * size, "column \(i)")
    }
  }

  // With y = W·x and the loss Σ (y − t)²/(N·k): H = 2/(N·k) · I_k ⊗ XᵀX.
  @Test func aLinearModelHasTheHessianOfItsData() throws {
    let (count, features, outputs) = (41, 5, 3)
    let network = try Network(nodes: [
      Node(name: "input", operation: .input(Input(shape: [features])), inputs: []),
      Node(
        name: "linear", operation: .linear(Linear(outputs: outputs, hasBias: false)), inputs: [0]),
    ])
    var random = RandomStream(seed: 1, purpose: "linear model")
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.normal()) } }
    let x = numbers(count * features)
    let hessian = HessianOperator(
      checkpoint: Scenes.checkpoint(network),
      inputs: Tensor(shape: [count, features], elements: x),
      targets: .values(Tensor(shape: [count, outputs], elements: numbers(count * outputs))),
      loss: .meanSquaredError, workers: workers, batchSize: 8)
    let vector = numbers(outputs * features).map(Double.init)
    var expected: [Double] = []
    for output in 0..<outputs {
      for i in 0..<features {
        var sum = 0.0
        for j in 0..<features {
          let square = (0..<count).reduce(0.0) {
            $0 + Double(x[$1 * features + i]) * Double(x[$1 * features + j])
          }
          sum += square * vector[output * features + j]
        }
        expected.append(2 * sum / Double(count * outputs))
      }
    }
    #expect(relativeDistance(try hessian.product(with: vector), expected) < 1e-14)
  }

  @Test(arguments: ["resnet", "mlp", "gpt"])
  func batchesChangeTheLastDigitsAndThreadsNothing(_ name: String) throws {
    let fixture = try HessianFixture.named(name)
    let network = try fixture.network
    let (checkpoint, dataset) = try scene(network, count: 50)
    func results(batchSize: Int?, threads: Int) throws -> [[Double]] {
      let hessian = try HessianOperator(
        checkpoint: checkpoint, dataset: dataset, workers: Workers(count: threads),
        batchSize: batchSize)
      let (loss, gradient) = try hessian.lossAndGradient()
      return [[loss.mean], gradient, try hessian.product(with: gradient)]
    }
    for batchSize in [nil, 1, 7, 49] {
      let expected = try results(batchSize: 50, threads: 1)
      let found = try results(batchSize: batchSize, threads: 1)
      for (a, b) in zip(found, expected) { #expect(relativeDistance(a, b) < 1e-14) }
      #expect(try results(batchSize: batchSize, threads: 3) == found)
    }
  }

  @Test func everyBatchIsReportedAndCanEndIt() throws {
    struct Stop: Error {}
    var batches = 0
    let network = try Scenes.mlp()
    let hessian = try HessianOperator(
      checkpoint: Scenes.checkpoint(network),
      dataset: Scenes.dataset(network.inputShape, classes: 3, count: 21), workers: workers,
      batchSize: 5
    ) {
      batches += 1
      if batches > 7 { throw Stop() }
    }
    #expect(hessian.batchCount == 5)
    let vector = Array(repeating: 1.0, count: hessian.dimension)
    _ = try hessian.product(with: vector)
    #expect(batches == 5)
    #expect(throws: Stop.self) { try hessian.product(with: vector) }
    #expect(batches == 8)
  }

  // Hidden units: 0 has weights and bias of zero, so that it lies on the kink for every example; 1 is
  // positive for every example. With the slope 0 at a kink the net is y = v·(w·x + b) + c of unit 1
  // alone, and for the loss Σ (y − t)²/N: H = 2/N · Σ ∇y·∇yᵀ + (y − t)·∇²y.
  @Test func aUnitOnAKinkHasTheSlopeZero() throws {
    var nodes = [Node(name: "input", operation: .input(Input(shape: [1])), inputs: [])]
    let operations: [Operation] = [
      .linear(Linear(outputs: 2)), .activation(Activation(.relu)), .linear(Linear(outputs: 1)),
    ]
    for operation in operations {
      nodes.append(Node(name: "n\(nodes.count)", operation: operation, inputs: [nodes.count - 1]))
    }
    let network = try Network(nodes: nodes)
    let (w, b, v, c) = (2.0, 1.0, -1.5, 0.5)
    let (xs, ts) = ([1.0, 2, 5], [3.0, -1, 0.25])
    let hessian = HessianOperator(
      checkpoint: Checkpoint(
        network: network,
        parameters: Parameters(
          layout: network.parameters, values: [0, w, 0, b, 3, v, c].map { Float($0) }),
        buffers: network.initialBuffers(), manifest: nil),
      inputs: Tensor(shape: [3, 1], elements: xs.map { Float($0) }),
      targets: .values(Tensor(shape: [3, 1], elements: ts.map { Float($0) })),
      loss: .meanSquaredError, workers: workers)
    let direction = [0.7, -0.3, 1.1, 0.4, -0.9, 0.6, 0.2]
    let (dw, db, dv, dc) = (direction[1], direction[3], direction[5], direction[6])
    var expected = Array(repeating: 0.0, count: 7)
    for (x, t) in zip(xs, ts) {
      let h = w * x + b
      let error = v * h + c - t
      let change = v * x * dw + v * db + h * dv + dc
      expected[1] += 2 / 3.0 * (v * x * change + error * x * dv)
      expected[3] += 2 / 3.0 * (v * change + error * dv)
      expected[5] += 2 / 3.0 * (h * change + error * (x * dw + db))
      expected[6] += 2 / 3.0 * change
    }
    let found = try hessian.product(with: direction)
    #expect(relativeDistance(found, expected) < 1e-14)
    #expect([0, 2, 4].allSatisfy { found[$0] == 0 })
  }

  @Test func aNetworkWithNothingToTrainIsRefused() throws {
    let network = try Network(nodes: [
      Node(name: "input", operation: .input(Input(shape: [1, 1, 3])), inputs: []),
      Node(name: "flat", operation: .flatten(Flatten()), inputs: [0]),
    ])
    let failure = #expect(throws: Failure.self) {
      try HessianOperator(
        checkpoint: Scenes.checkpoint(network), dataset: Scenes.dataset([1, 1, 3], classes: 3),
        workers: workers)
    }
    #expect(failure?.code == .data && failure?.place != nil && failure?.remedy != nil)
  }

  @Test func dataOfAnotherShapeAreRefused() throws {
    let checkpoint = Scenes.checkpoint(try Scenes.mlp())
    let dataset = try Scenes.dataset([5], classes: 3)
    #expect(throws: Failure.self) {
      try HessianOperator(checkpoint: checkpoint, dataset: dataset, workers: workers)
    }
  }
}
