import Kernels
import Networks
import Tensors
import Testing

/// Every operation, odd graphs and all models against central differences of the gradient.
struct TangentExecutionTests {
  private static let images: [Operation] =
    [
      .conv(9), .conv(5, stride: 2),
      .convolution(.init(channels: 3, kernel: 1, stride: 2, padding: 0)),
      .convolution(.init(channels: 4, kernel: 5, stride: 3, padding: 0)), .norm, .drop(0.4),
      .convolution(.init(channels: 4, kernel: 3, stride: 1, padding: 1, hasBias: true)),
      .maxPool(.init(kernel: 3, stride: 2, padding: 1)),
      .averagePool(.init(kernel: 2, stride: 2)),
      .adaptiveAveragePool(.init(height: 4, width: 9)),
      .shortcutPadding(.init(channels: 8, stride: 2)), .groups(1),
    ] + Activation.Function.allCases.map { .activation(Activation($0)) }

  /// Smooth operations in front, so that the operation's input moves, and behind, so that the
  /// gradient of its output does.
  @Test(arguments: images) func imageOperation(_ operation: Operation) throws {
    let network = try GradientTests.network(
      [2, 7, 6], [.conv(3), .tanh, operation, .gelu, .pool, .dense(4)])
    #expect(TangentCheck(network: network, examples: 19).largestRelativeError() < 1e-6)
  }

  @Test(arguments: images) func imageOperationOnTheExamples(_ operation: Operation) throws {
    let network = try GradientTests.network(
      [2, 7, 6], [operation, .norm, .tanh, .pool, .dense(4)])
    #expect(TangentCheck(network: network, examples: 3).largestRelativeError() < 1e-6)
  }

  /// Groups need channels that divide.
  @Test(arguments: [1, 3]) func groupNorm(_ groups: Int) throws {
    let network = try GradientTests.network(
      [2, 7, 6], [.conv(6), .tanh, .groups(groups), .gelu, .pool, .groups(groups), .dense(4)])
    #expect(TangentCheck(network: network, examples: 19).largestRelativeError() < 1e-6)
  }

  private static let sequences: [Operation] = [
    .places, .layerNorm, .attention(1), .attention(3), .dense(5), .unbiased(5), .gelu, .drop(0.3),
  ]

  @Test(arguments: sequences, [1, 9, 67])
  func sequenceOperation(_ operation: Operation, positions: Int) throws {
    let network = try GradientTests.network(
      [positions], [.tokens(6, width: 6), .tanh, operation, .tanh, .dense(4)])
    #expect(TangentCheck(network: network, examples: 11).largestRelativeError() < 1e-6)
  }

  @Test(arguments: [Loss.crossEntropy, .meanSquaredError], [false, true])
  func mlp(loss: Loss, plain: Bool) throws {
    for activation in [Activation.Function.geluTanh, .gelu, .tanh, .silu, .sigmoid] {
      let network = try MLP(sizes: [6, 5, 5, 5, 3], activation: activation).network(
        inputShape: [6], plain: plain)
      #expect(
        TangentCheck(network: network, loss: loss, examples: 131).largestRelativeError() < 1e-6)
    }
  }

  @Test(arguments: Graphs.odd + Graphs.models) func graph(_ example: Graphs.Example) throws {
    let network = try example.network()
    #expect(TangentCheck(network: network, examples: 3, step: 1e-6).largestRelativeError() < 1e-5)
  }

  @Test(arguments: Graphs.models) func theProductIsSymmetricAndOfTheSameBits(
    _ example: Graphs.Example
  ) throws {
    let check = TangentCheck(network: try example.network(), examples: 70)
    var random = RandomStream(seed: 5, purpose: "other direction")
    let (u, v) = (check.direction, check.direction.map { _ in random.normal() })
    let (hu, hv) = (check.product(u, as: Double.self), check.product(v, as: Double.self))
    let (left, right) = (dot(u, hv), dot(v, hu))
    #expect(abs(left - right) < 1e-12 * (dot(hu, hu) * dot(v, v)).squareRoot())
    #expect(check.product(u, threads: 3, as: Double.self) == hu)
    let single = check.product(u, as: Float.self).map(Double.init)
    let distance = zip(single, hu).map { $0 - $1 }
    #expect(dot(distance, distance) < 1e-8 * dot(hu, hu))
  }

  @Test func theCheckFailsForAWrongProduct() throws {
    let network = try MLP(sizes: [4, 3, 3]).network(inputShape: [4])
    #expect(TangentCheck(network: network).largestRelativeError(distortion: 1.001) > 5e-4)
  }

  @Test(arguments: Graphs.models) func theGradientIsThatOfAnExecution(_ example: Graphs.Example)
    throws
  {
    let network = try example.network()
    let (inputs, labels) = (network.someExamples(37), network.someLabels(37))
    let indices = Array(2..<37)
    let execution = Execution<Double>(
      network: network, mode: .evaluation, capacity: 35, workers: Workers(count: 1))
    let expected = PassResult(execution, examples: inputs, labels: labels, indices: indices)
    let tangents = TangentExecution<Double>(
      network: network, capacity: 40, workers: Workers(count: 2))
    tangents.parameters.assign(execution.parameters.elements)
    tangents.buffers.assign(execution.buffers.elements)
    let loss = tangents.gradient(of: .crossEntropy, inputs, .labels(labels), indices: indices)
    #expect(loss == expected.loss)
    #expect(tangents.result.elements == expected.gradient)
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
