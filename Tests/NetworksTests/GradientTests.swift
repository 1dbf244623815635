import Networks
import Tensors
import Testing

/// Every operation and both models against central differences in Double.
struct GradientTests {
  /// A small network around one operation, with trainable parameters in front of it, so that the
  /// gradient with respect to its input is tried as well.
  static func network(_ shape: Shape, _ operations: [Operation]) throws -> Network {
    var nodes = [Node(name: "input", operation: .input(Input(shape: shape)), inputs: [])]
    for operation in operations {
      nodes.append(Node(name: "n\(nodes.count)", operation: operation, inputs: [nodes.count - 1]))
    }
    return try Network(nodes: nodes)
  }

  static let before: [Operation] = [
    .convolution(Convolution(channels: 3, kernel: 3, stride: 1, padding: 1))
  ]
  static let after: [Operation] = [
    .globalAveragePool(GlobalAveragePool()), .linear(Linear(outputs: 4)),
  ]

  @Test(
    arguments: [
      Operation.convolution(Convolution(channels: 9, kernel: 3, stride: 1, padding: 1)),
      .convolution(Convolution(channels: 5, kernel: 3, stride: 2, padding: 1)),
      .convolution(Convolution(channels: 13, kernel: 1, stride: 2, padding: 0)),
      .convolution(Convolution(channels: 4, kernel: 5, stride: 3, padding: 0)),
      .convolution(
        Convolution(channels: 4, kernel: 3, stride: 1, padding: 1, hasBias: true)),
      .batchNorm(BatchNorm()), .groupNorm(GroupNorm(groups: 3)), .groupNorm(GroupNorm(groups: 1)),
      .maxPool(MaxPool(kernel: 3, stride: 2, padding: 1)),
      .maxPool(MaxPool(kernel: 2, stride: 2, roundsUp: true)),
      .averagePool(AveragePool(kernel: 2, stride: 2)),
      .adaptiveAveragePool(AdaptiveAveragePool(height: 4, width: 9)),
      .shortcutPadding(ShortcutPadding(channels: 8, stride: 2)),
    ] + Activation.Function.allCases.map { .activation(Activation($0)) },
    [ExecutionMode.training, .evaluation])
  func imageOperation(_ operation: Operation, mode: ExecutionMode) throws {
    let network = try Self.network([2, 7, 6], Self.before + [operation] + Self.after)
    #expect(GradientCheck(network: network, mode: mode, examples: 19).largestRelativeError() < 1e-6)
  }

  @Test(arguments: [Loss.crossEntropy, .meanSquaredError])
  func linearAndFlatten(_ loss: Loss) throws {
    let network = try Self.network(
      [2, 3, 2],
      [
        .flatten(Flatten()), .linear(Linear(outputs: 7)), .activation(Activation(.geluTanh)),
        .flatten(Flatten()), .linear(Linear(outputs: 3)),
      ])
    #expect(GradientCheck(network: network, loss: loss).largestRelativeError() < 1e-7)
  }

  @Test(arguments: [false, true], [ExecutionMode.training, .evaluation])
  func resnet(plain: Bool, mode: ExecutionMode) throws {
    let network = try ResNet(depth: 8, width: 3).network(
      inputShape: [1, 9, 9], classes: 4, plain: plain)
    let check = GradientCheck(
      network: network, mode: mode, examples: 18, step: 1e-6, sample: 12)
    // A difference across a kink of ReLU is off by the step; hence the wider bound.
    #expect(check.largestRelativeError() < 1e-4)
  }

  /// With dropout in training mode.
  @Test(arguments: [ExecutionMode.training, .evaluation])
  func vgg(mode: ExecutionMode) throws {
    let network = try VGG(depth: 11, width: 1, hidden: 5).network(
      inputShape: [1, 32, 32], classes: 3)
    let check = GradientCheck(network: network, mode: mode, step: 1e-6, sample: 6)
    #expect(check.largestRelativeError() < 1e-4)
  }

  @Test(arguments: Graphs.models, [ExecutionMode.training, .evaluation])
  func model(_ example: Graphs.Example, mode: ExecutionMode) throws {
    let check = GradientCheck(
      network: try example.network(), mode: mode, examples: 18, step: 1e-6, sample: 6)
    // As for a ResNet.
    #expect(check.largestRelativeError() < 1e-4)
  }

  @Test(arguments: [false, true], [Loss.crossEntropy, .meanSquaredError])
  func mlp(plain: Bool, loss: Loss) throws {
    let network = try MLP(sizes: [6, 5, 5, 5, 3]).network(inputShape: [6], plain: plain)
    #expect(
      GradientCheck(network: network, loss: loss, examples: 131).largestRelativeError() < 1e-6)
  }

  static let tokens = Operation.tokenEmbedding(TokenEmbedding(vocabulary: 6, width: 6))

  @Test(
    arguments: [
      Operation.positionEmbedding(PositionEmbedding()), .layerNorm(LayerNorm()),
      .attention(CausalAttention(heads: 1)), .attention(CausalAttention(heads: 3)),
      .linear(Linear(outputs: 5)), .linear(Linear(outputs: 5, hasBias: false)),
      .activation(Activation(.geluTanh)), .dropout(Dropout(rate: 0.3)), .dropout(Dropout(rate: 0)),
    ], [1, 9, 67])
  func sequenceOperation(_ operation: Operation, positions: Int) throws {
    let network = try Self.network(
      [positions],
      [Self.tokens, .activation(Activation(.tanh)), operation, .linear(Linear(outputs: 4))])
    #expect(
      GradientCheck(network: network, examples: 11, sample: 12).largestRelativeError() < 1e-6)
  }

  @Test(arguments: [false, true])
  func layerNormOfVectors(isFirst: Bool) throws {
    let before: [Operation] = isFirst ? [] : [.linear(Linear(outputs: 5))]
    let network = try Self.network(
      [4], before + [.layerNorm(LayerNorm()), .linear(Linear(outputs: 3))])
    #expect(GradientCheck(network: network).largestRelativeError() < 1e-6)
  }

  @Test(arguments: [false, true])
  func gpt(plain: Bool) throws {
    let network = try GPT(
      GPTSizes(blocks: 2, width: 8, heads: 2, context: 11), vocabulary: 7, dropout: 0.1
    ).network(plain: plain)
    #expect(GradientCheck(network: network, sample: 12).largestRelativeError() < 1e-6)
  }

  @Test func theCheckFailsForAWrongGradient() throws {
    let network = try MLP(sizes: [4, 3, 3]).network(inputShape: [4])
    let check = GradientCheck(network: network)
    #expect(check.largestRelativeError(distortion: 1.001) > 5e-4)
  }
}
