internal import Archives
internal import Catalogues
internal import Failures
internal import Kernels
internal import Networks
internal import Tensors

/// Networks as files describe them, small enough to be run.
enum NetworkInput {
  /// The most numbers of a network that is run, and those that flow through it.
  private static let mostNumbers = 1 << 14

  /// Computes a loss and its gradient, as sampling and training do.
  static func run(_ network: Network) throws {
    let numbers = network.shapes.reduce(network.parameters.count + network.buffers.count) {
      $0 + $1.count
    }
    guard numbers <= mostNumbers else { return }
    let inputs = Tensor<Float>(
      shape: Shape([2] + network.inputShape.dimensions),
      elements: Array(repeating: 0, count: 2 * network.inputShape.count))
    try network.checkExamples(network.inputShape, classes: 1, of: "input")
    try network.checkTokens(inputs, labelsPerExample: network.positions, of: "input")
    let labels = Targets.labels(Array(repeating: 0, count: 2 * network.positions))
    try network.checkTargets(labels, for: .crossEntropy, of: "input")
    let checkpoint = Checkpoint(
      network: network, parameters: Parameters(layout: network.parameters, repeating: 0.5),
      buffers: Parameters(layout: network.buffers, repeating: 0.5), manifest: nil)
    let workers = Workers(count: 1)
    _ = checkpoint.evaluate(.crossEntropy, inputs: inputs, targets: labels, workers: workers)
    let execution = Execution<Float>(
      network: network, mode: .training, capacity: 2, workers: workers)
    execution.load(checkpoint.parameters, buffers: checkpoint.buffers)
    execution.forward(inputs, indices: [0, 1])
    _ = execution.loss(.crossEntropy, targets: labels)
    execution.backward()
  }

  /// Small networks with operations of every kind.
  static func examples() throws -> [[UInt8]] {
    let sizes = GPTSizes(blocks: 1, width: 4, heads: 2, context: 3)
    let networks = [
      try MLP(sizes: [2, 3, 3, 2]).network(inputShape: [2]),
      try GPT(sizes, vocabulary: 5, tiesHead: true, dropout: 0.1).network(),
      try ModelSpecification(named: "resnet8", options: ["width": "1"])
        .network(inputShape: [1, 8, 8], classes: 2, plain: false),
      try DenseNet(blocks: [1, 1], growth: 2, features: 2)
        .network(inputShape: [1, 32, 32], classes: 2),
    ]
    return try networks.map { Array(try JSONValue(encoding: $0).serialized().utf8) }
  }
}
