import Networks
import Tensors
import Testing

/// A graph as a list of steps, each naming its inputs.
struct Graph {
  private(set) var nodes: [Node]

  init(_ shape: Shape) {
    nodes = [Node(name: "input", operation: .input(Input(shape: shape)), inputs: [])]
  }

  @discardableResult
  mutating func add(_ operation: Operation, _ inputs: Int...) -> Int {
    nodes.append(Node(name: "n\(nodes.count)", operation: operation, inputs: inputs))
    return nodes.count - 1
  }
}

extension Operation {
  static func conv(_ channels: Int, kernel: Int = 3, stride: Int = 1) -> Self {
    .convolution(
      Convolution(channels: channels, kernel: kernel, stride: stride, padding: kernel / 2))
  }
  static var norm: Self { .batchNorm(BatchNorm()) }
  static var relu: Self { .activation(Activation(.relu)) }
  static var gelu: Self { .activation(Activation(.geluTanh)) }
  static var tanh: Self { .activation(Activation(.tanh)) }
  static var sum: Self { .add(Add(isShortcut: false)) }
  static var shortcut: Self { .add(Add(isShortcut: true)) }
  static func weak(_ strength: Double) -> Self {
    .add(Add(isShortcut: true, strength: strength))
  }
  static var both: Self { .concatenation(Concatenation(isShortcut: false)) }
  static func joined(_ strength: Double) -> Self {
    .concatenation(Concatenation(isShortcut: true, strength: strength))
  }
  static func groups(_ groups: Int) -> Self { .groupNorm(GroupNorm(groups: groups)) }
  static var largest: Self { .maxPool(MaxPool(kernel: 3, stride: 2, padding: 1)) }
  static var biased: Self {
    .convolution(Convolution(channels: 4, kernel: 3, stride: 1, padding: 1, hasBias: true))
  }
  static var pool: Self { .globalAveragePool(GlobalAveragePool()) }
  static var flat: Self { .flatten(Flatten()) }
  static func dense(_ outputs: Int) -> Self { .linear(Linear(outputs: outputs)) }
  static func unbiased(_ outputs: Int) -> Self {
    .linear(Linear(outputs: outputs, hasBias: false))
  }
  static func tokens(_ vocabulary: Int, width: Int) -> Self {
    .tokenEmbedding(TokenEmbedding(vocabulary: vocabulary, width: width))
  }
  static var places: Self { .positionEmbedding(PositionEmbedding()) }
  static var layerNorm: Self { .layerNorm(LayerNorm()) }
  static func attention(_ heads: Int) -> Self { .attention(CausalAttention(heads: heads)) }
  static func drop(_ rate: Double) -> Self { .dropout(Dropout(rate: rate)) }
}

/// Networks that go through every way in which operations can follow and join each other.
enum Graphs {
  /// A network by name, made when it is needed.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let network: @Sendable () throws -> Network

    init(_ name: String, _ network: @escaping @Sendable () throws -> Network) {
      testDescription = name
      self.network = network
    }
  }

  private static func image(
    _ name: String, _ body: @escaping @Sendable (inout Graph) -> Void
  ) -> Example {
    Example(name) {
      var graph = Graph([3, 6, 5])
      body(&graph)
      return try Network(nodes: graph.nodes)
    }
  }

  static let odd: [Example] = [
    image("convolution without normalisation") { g in
      g.add(.conv(5), 0)
      g.add(.relu, 1)
      g.add(.conv(4, stride: 2), 2)
    },
    image("normalisation without convolution") { g in
      g.add(.norm, 0)
      g.add(.relu, 1)
      g.add(.norm, 2)
      g.add(.pool, 3)
      g.add(.norm, 4)
      g.add(.dense(4), 5)
      g.add(.norm, 6)
    },
    image("sum of two branches, the later one first") { g in
      let a = g.add(.conv(5), 0)
      let b = g.add(.conv(5, kernel: 1), 0)
      g.add(.sum, b, a)
      g.add(.relu, 3)
    },
    image("sum of two branches, the earlier one first") { g in
      let a = g.add(.conv(5), 0)
      let b = g.add(.conv(5, kernel: 1), 0)
      g.add(.norm, b)
      g.add(.sum, a, 3)
      g.add(.norm, 4)
    },
    image("sum with the network's input") { g in
      g.add(.conv(3), 0)
      g.add(.sum, 1, 0)
      g.add(.relu, 2)
      g.add(.conv(2), 3)
    },
    image("sum of a value with itself") { g in
      g.add(.conv(4), 0)
      g.add(.sum, 1, 1)
      g.add(.gelu, 2)
    },
    image("sum of the input with itself") { g in
      g.add(.sum, 0, 0)
      g.add(.conv(2), 1)
    },
    image("a value used three times") { g in
      let x = g.add(.conv(4), 0)
      let y = g.add(.relu, x)
      let a = g.add(.conv(4), y)
      let b = g.add(.sum, a, y)
      let c = g.add(.tanh, y)
      g.add(.sum, b, c)
    },
    image("a convolution's output used before and after its normalisation") { g in
      let x = g.add(.conv(4), 0)
      let y = g.add(.norm, x)
      let z = g.add(.relu, y)
      g.add(.sum, z, x)
    },
    image("a shortcut around one convolution, whose input nothing else needs") { g in
      let x = g.add(.conv(4), 0)
      let y = g.add(.tanh, x)
      let z = g.add(.conv(4), y)
      g.add(.sum, z, y)
      g.add(.relu, 4)
      g.add(.conv(2), 5)
    },
    image("a value used as it is and rectified") { g in
      let x = g.add(.conv(4), 0)
      let y = g.add(.relu, x)
      let z = g.add(.conv(4), y)
      g.add(.sum, z, x)
    },
    image("two shortcuts from one place") { g in
      let x = g.add(.conv(4), 0)
      let a = g.add(.conv(4), x)
      let b = g.add(.sum, a, x)
      let c = g.add(.conv(4), b)
      g.add(.sum, c, x)
      g.add(.relu, 5)
    },
    image("weak shortcuts, one of them after a convolution and its normalisation") { g in
      let x = g.add(.conv(4), 0)
      let y = g.add(.relu, x)
      let z = g.add(.conv(4), y)
      let n = g.add(.norm, z)
      let a = g.add(.weak(0.25), n, y)
      let b = g.add(.relu, a)
      let c = g.add(.conv(4), b)
      let d = g.add(.weak(-1.5), c, b)
      g.add(.weak(0.5), d, d)
    },
    image("activations one after another") { g in
      g.add(.conv(4), 0)
      g.add(.tanh, 1)
      g.add(.relu, 2)
      g.add(.relu, 3)
      g.add(.gelu, 4)
      g.add(.tanh, 5)
      g.add(.flat, 6)
      g.add(.relu, 7)
      g.add(.dense(3), 8)
    },
    image("flattening first and last") { g in
      g.add(.flat, 0)
      g.add(.dense(7), 1)
      g.add(.flat, 2)
      g.add(.tanh, 3)
      g.add(.dense(3), 4)
      g.add(.flat, 5)
    },
    image("branches that end nowhere") { g in
      let x = g.add(.conv(4), 0)
      g.add(.conv(2), 0)
      g.add(.norm, x)
      let y = g.add(.relu, x)
      g.add(.norm, y)
      g.add(.pool, y)
      g.add(.conv(9), y)
      g.add(.conv(3), y)
    },
    image("a fused output before a branch that ends nowhere") { g in
      let x = g.add(.conv(4), 0)
      g.add(.conv(2), 0)
      g.add(.relu, x)
    },
    image("the input alone") { _ in },
    image("convolutions with biases, alone and before each thing that is done with them") { g in
      let x = g.add(.biased, 0)
      let y = g.add(.norm, x)
      let z = g.add(.relu, y)
      let a = g.add(.biased, z)
      let b = g.add(.sum, a, z)
      let c = g.add(.relu, b)
      let d = g.add(.biased, c)
      let e = g.add(.groups(2), d)
      g.add(.sum, e, x)
    },
    image("concatenations of the input, of a value with itself, and weak ones") { g in
      let x = g.add(.both, 0, 0)
      let y = g.add(.conv(2), x)
      let z = g.add(.joined(1), x, y)
      let a = g.add(.conv(2), z)
      let b = g.add(.joined(0.5), z, a)
      let c = g.add(.both, b, b)
      g.add(.tanh, c)
      g.add(.conv(2), 7)
    },
    image("concatenated vectors") { g in
      g.add(.pool, 0)
      let x = g.add(.dense(4), 1)
      let y = g.add(.tanh, x)
      let z = g.add(.both, y, x)
      g.add(.groups(2), z)
      g.add(.unbiased(3), 5)
    },
    image("poolings one after another, of the input first") { g in
      g.add(.largest, 0)
      let x = g.add(.conv(4), 1)
      let y = g.add(.largest, x)
      let z = g.add(.relu, y)
      g.add(.adaptiveAveragePool(AdaptiveAveragePool(height: 3, width: 2)), z)
      g.add(.averagePool(AveragePool(kernel: 2, stride: 1)), 5)
      g.add(.flat, 6)
      g.add(.dense(3), 7)
    },
    image("a padded shortcut from the input and from a value used twice") { g in
      let a = g.add(.conv(6, stride: 2), 0)
      let b = g.add(.shortcutPadding(ShortcutPadding(channels: 6, stride: 2)), 0)
      let c = g.add(.shortcut, a, b)
      let d = g.add(.shortcutPadding(ShortcutPadding(channels: 9, stride: 1)), c)
      let e = g.add(.conv(9), c)
      g.add(.shortcut, e, d)
    },
    image("layer normalisation and linear operations of vectors") { g in
      g.add(.flat, 0)
      g.add(.unbiased(7), 1)
      g.add(.layerNorm, 2)
      g.add(.gelu, 3)
      g.add(.unbiased(7), 4)
      g.add(.shortcut, 5, 3)
      g.add(.drop(0.5), 6)
      g.add(.unbiased(3), 7)
    },
    text("tokens alone") { g in
      g.add(.tokens(7, width: 4), 0)
    },
    text("positions added where others read the tokens too") { g in
      let x = g.add(.tokens(7, width: 4), 0)
      let y = g.add(.places, x)
      let z = g.add(.places, y)
      g.add(.sum, z, x)
    },
    text("attention to attention") { g in
      let x = g.add(.tokens(7, width: 6), 0)
      let y = g.add(.attention(2), x)
      let z = g.add(.attention(3), y)
      g.add(.shortcut, z, y)
      g.add(.tanh, 4)
      g.add(.unbiased(5), 5)
    },
    text("linear operations one after another") { g in
      let x = g.add(.tokens(7, width: 6), 0)
      let y = g.add(.dense(8), x)
      g.add(.gelu, y)
      let z = g.add(.dense(6), 3)
      g.add(.shortcut, z, x)
      g.add(.drop(0.5), 5)
      g.add(.layerNorm, 6)
      g.add(.relu, 7)
      g.add(.dense(3), 8)
    },
  ]

  private static func text(
    _ name: String, _ body: @escaping @Sendable (inout Graph) -> Void
  ) -> Example {
    Example(name) {
      var graph = Graph([5])
      body(&graph)
      return try Network(nodes: graph.nodes)
    }
  }

  static let dense = DenseNet(
    blocks: [3, 2], growth: 3, features: 6, stem: .cifar)

  static let models: [Example] = [
    Example("ResNet-8") {
      try ResNet(depth: 8, width: 5).network(inputShape: [2, 7, 9], classes: 4)
    },
    Example("plain ResNet-14") {
      try ResNet(depth: 14, width: 3).network(inputShape: [1, 8, 8], classes: 3, plain: true)
    },
    Example("ResNet-8 with weak shortcuts") {
      try ResNet(depth: 8, width: 5).network(inputShape: [2, 7, 9], classes: 4)
        .scalingShortcuts(by: 0.3)
    },
    Example("ResNet-8 with padded shortcuts and group normalisation") {
      try ResNet(depth: 8, width: 3, shortcut: .padding, norm: .group)
        .network(inputShape: [2, 7, 6], classes: 3)
    },
    Example("ResNet-18 of torchvision") {
      try TorchvisionResNet(depth: 18, width: 2).network(inputShape: [1, 17, 16], classes: 3)
    },
    Example("ResNet-50 of torchvision, CIFAR stem, layer normalisation") {
      try TorchvisionResNet(depth: 50, stem: .cifar, norm: .layer, width: 2)
        .network(inputShape: [1, 8, 7], classes: 3)
    },
    Example("WRN-10-1") {
      try WideResNet(depth: 10, factor: 1).network(inputShape: [1, 5, 6], classes: 3)
    },
    Example("VGG-9") {
      try VGG(depth: 9, form: .li, norm: .batch, width: 2).network(
        inputShape: [1, 7, 6], classes: 3)
    },
    Example("VGG-11 for CIFAR without normalisation") {
      try VGG(depth: 11, form: .cifar, width: 1).network(inputShape: [1, 32, 32], classes: 3)
    },
    Example("small DenseNet") { try Graphs.dense.network(inputShape: [1, 6, 5], classes: 3) },
    Example("plain small DenseNet") {
      try Graphs.dense.network(inputShape: [1, 6, 5], classes: 3, plain: true)
    },
    Example("small DenseNet with weak shortcuts and group normalisation") {
      var model = Graphs.dense
      model.norm = .group
      return try model.network(inputShape: [1, 6, 5], classes: 3).scalingShortcuts(by: 0.5)
    },
    Example("MLP") { try MLP(sizes: [12, 9, 9, 9, 4]).network(inputShape: [3, 4]) },
    Example("plain MLP") {
      try MLP(sizes: [6, 5, 5, 2]).network(inputShape: [6]).withoutShortcuts()
    },
    Example("GPT") {
      try GPT(GPTSizes(blocks: 2, width: 12, heads: 3, context: 10), vocabulary: 11).network()
    },
    Example("plain GPT of more positions than one panel of attention") {
      try GPT(GPTSizes(blocks: 1, width: 8, heads: 2, context: 70), vocabulary: 9).network()
        .withoutShortcuts()
    },
  ]
}
