import Archives
import Failures
import Foundation
import Kernels
import Networks
import Tensors
import Testing

/// The losses of numbers by hand and against PyTorch (`Fixtures/make_losses.py`).
@Suite("Losses of numbers")
struct ValueLossTests {
  /// A block of one example that holds these outputs.
  private func block(_ outputs: [Double]) -> Region<Double> {
    let block = Arena<Double>(count: outputs.count).all
    block.assign(outputs)
    return block
  }

  private func values(_ rows: [[Float]]) -> Targets {
    .values(Tensor(shape: [rows.count, rows[0].count], elements: rows.flatMap { $0 }))
  }

  @Test("binary cross-entropy and its gradient by hand")
  func byHand() {
    // σ(0) = ½, σ(ln 3) = ¾.
    let gradient = block([9, 9])
    let total = Loss.binaryCrossEntropy.evaluate(
      block([0, log(3)]), outputs: 2, targets: values([[1, 0.25]]), indices: [0],
      gradientScale: 0.5, gradient: gradient)
    let expected = (log(2) - 0.25 * log(0.75) - 0.75 * log(0.25)) / 2
    #expect(abs(total.mean - expected) < 1e-15)
    #expect(abs(gradient[0] + 0.125) < 1e-16 && abs(gradient[1] - 0.125) < 1e-16)
    // An output of 0 is on neither side of ½, and a share of ¼ is below it.
    #expect(total.hits == 0 && total.predictionsPerExample == 2 && total.accuracy == 0)
  }

  @Test("large outputs neither overflow nor lose the small ones")
  func extremes() {
    func loss(_ output: Double, _ target: Float) -> Double {
      Loss.binaryCrossEntropy.evaluate(
        block([output]), outputs: 1, targets: values([[target]]), indices: [0]
      ).mean
    }
    #expect(loss(1e300, 0) == 1e300 && loss(-1e300, 1) == 1e300)
    #expect(loss(1e300, 1) == 0 && loss(-1e300, 0) == 0)
    #expect(abs(loss(-50, 0) / exp(-50) - 1) < 1e-14)
    #expect(loss(.nan, 1).isNaN && loss(.nan, 0).isNaN)
  }

  @Test("hits are outputs on the target's side of ½; a squared error has none")
  func hits() {
    let outputs = block([3, -1, 0.1, -2])
    let targets = values([[1, 0, 0, 0.75]])
    let binary = Loss.binaryCrossEntropy.evaluate(
      outputs, outputs: 4, targets: targets, indices: [0])
    #expect(binary.hits == 2 && binary.accuracy == 50)
    var total = LossTotal()
    total += Loss.meanSquaredError.evaluate(outputs, outputs: 4, targets: targets, indices: [0])
    total += Loss.meanSquaredError.evaluate(outputs, outputs: 4, targets: targets, indices: [0])
    #expect(total.accuracy.isNaN && total.count == 2 && total.standardError == 0)
  }

  /// The network of the fixture, and its numbers.
  private struct Fixture {
    let file: SafetensorsFile
    let network: Network
    let loss: Loss

    init(_ loss: Loss) throws {
      let url = try #require(
        Bundle.module.url(
          forResource: "losses", withExtension: "safetensors", subdirectory: "Fixtures"))
      file = try SafetensorsFile(path: url.path)
      network = try MLP(sizes: [6, 7, 7, 3]).network(inputShape: [6])
      self.loss = loss
    }

    func tensor(_ name: String) throws -> Tensor<Float> { try #require(file[name], "\(name)") }

    /// What PyTorch found with the loss.
    func found(_ name: String) throws -> [Float] {
      try tensor("\(loss.name)/\(name)").elements
    }

    func numbers(_ prefix: String) throws -> [Float] {
      try network.parameters.specifications.flatMap {
        try tensor("\(prefix)/\($0.name)").elements
      }
    }

    var targets: Targets { get throws { .values(try tensor("\(loss.name)/targets")) } }
  }

  private static let losses = [Loss.meanSquaredError, .binaryCrossEntropy]

  @Test("loss, standard error, gradient and Hessian products are PyTorch's", arguments: losses)
  func pyTorch(loss: Loss) throws {
    let fixture = try Fixture(loss)
    let execution = TangentExecution<Double>(
      network: fixture.network, capacity: 21, workers: Workers(count: 2))
    execution.parameters.assign(try fixture.numbers("weights").map(Double.init))
    execution.direction.assign(try fixture.numbers("x").map(Double.init))
    execution.parametersChanged()
    let inputs = try fixture.tensor("inputs")
    let total = execution.gradient(
      of: loss, inputs, try fixture.targets, indices: Array(0..<21))
    #expect(relativeDistance([total.mean], try fixture.found("loss")) < 1e-7)
    #expect(
      relativeDistance(
        execution.result.elements, try fixture.numbers("\(loss.name)/gradient")) < 1e-7)
    let single = try fixture.found("single").map(Double.init)
    let mean = single.reduce(0, +) / 21
    let variance = single.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20
    #expect(abs(total.standardError - (variance / 21).squareRoot()) < 1e-6 * mean)
    _ = execution.product(of: loss, inputs, try fixture.targets, indices: Array(0..<21))
    #expect(
      relativeDistance(
        execution.result.elements, try fixture.numbers("\(loss.name)/product")) < 1e-7)
  }

  @Test("losses on a plane are PyTorch's, fast and in reference precision", arguments: losses)
  func plane(loss: Loss) throws {
    let network = try Fixture(loss).network
    try checkPlane(loss, .alongPlane(network, examples: 21), Float.self, 2e-6)
    try checkPlane(loss, .unfused(network), Double.self, 1e-7)
  }

  private func checkPlane<S: KernelScalar>(
    _ loss: Loss, _ plan: InferencePlan, _: S.Type, _ bound: Double
  ) throws {
    let fixture = try Fixture(loss)
    func numbers(_ prefix: String) throws -> [S] { try fixture.numbers(prefix).map { S($0) } }
    let plane = PlaneRegions<S>(
      origin: try numbers("weights"), x: try numbers("x"), y: try numbers("y"))
    let set = EvaluationSet<S>(
      inputs: try fixture.tensor("inputs"), targets: try fixture.targets, loss: loss, plan: plan,
      plane: plane)
    let workspace = InferenceWorkspace<S>(plan, plane: plane)
    let points = try fixture.tensor("points").elements
    for (place, expected) in try fixture.found("losses").enumerated() {
      workspace.move(to: S(points[2 * place]), S(points[2 * place + 1]))
      let total = workspace.evaluate(set)
      #expect(abs(total.mean - Double(expected)) < bound * Double(expected))
      #expect(total.count == 21 && total.accuracy.isNaN == (loss == .meanSquaredError))
    }
  }

  @Test("a checkpoint's loss is that of the plane's centre", arguments: losses)
  func checkpoint(loss: Loss) throws {
    let fixture = try Fixture(loss)
    let network = fixture.network
    let checkpoint = Checkpoint(
      network: network,
      parameters: Parameters(layout: network.parameters, values: try fixture.numbers("weights")),
      buffers: network.initialBuffers(), manifest: nil)
    let total = checkpoint.evaluate(
      loss, inputs: try fixture.tensor("inputs"), targets: try fixture.targets,
      workers: Workers(count: 2))
    #expect(relativeDistance([total.mean], try fixture.found("loss")) < 2e-6)
    #expect(total.accuracy.isNaN == (loss == .meanSquaredError))
  }

  @Test("targets that do not go with a loss or a network are refused")
  func refused() throws {
    let network = try Fixture(.meanSquaredError).network
    func refusal(_ targets: Targets, _ loss: Loss) -> String? {
      let failure = #expect(throws: Failure.self) {
        try network.checkTargets(targets, for: loss, of: "data")
      }
      return failure?.description
    }
    #expect(refusal(values([[1, 2, 3]]), .crossEntropy)?.contains("takes classes") == true)
    #expect(refusal(.labels([1]), .meanSquaredError)?.contains("takes numbers") == true)
    #expect(refusal(values([[1, 2]]), .meanSquaredError)?.contains("2 numbers") == true)
    #expect(
      refusal(values([[0, 1, 0.5], [0, 0, 1.5]]), .binaryCrossEntropy)?.contains(
        "target 1.5 of example 1 is not in 0…1") == true)
    #expect(refusal(values([[0, .nan, 0.5]]), .binaryCrossEntropy)?.contains("nan") == true)
    try network.checkTargets(values([[0, 1, 0.5]]), for: .binaryCrossEntropy, of: "data")
    let text = try GPT(GPTSizes(blocks: 1, width: 4, heads: 1, context: 3), vocabulary: 9)
      .network()
    #expect(throws: Failure.self) {
      try text.checkTargets(
        .values(Tensor(shape: [1, 9], elements: Array(repeating: 0, count: 9))),
        for: .meanSquaredError, of: "text")
    }
  }

  @Test("losses go by their names, and old manifests mean the cross-entropy")
  func names() throws {
    for loss in Loss.allCases { #expect(Loss(named: loss.name) == loss) }
    #expect(try Loss(recorded: nil, at: "file") == .crossEntropy)
    #expect(try Loss(recorded: "bce", at: "file") == .binaryCrossEntropy)
    #expect(Loss.crossEntropy.recorded == nil && Loss.meanSquaredError.recorded == "mse")
    let failure = #expect(throws: Failure.self) { try Loss(recorded: "hinge", at: "file") }
    #expect(failure?.description.contains("hinge") == true)
  }
}
