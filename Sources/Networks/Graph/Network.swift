public import Failures
public import Tensors

/// One operation of a network and where its inputs come from.
public struct Node: Hashable, Codable, Sendable {
  /// A unique name; the node's parameters are called `name.weight` and so on.
  public let name: String
  /// What the node computes.
  public let operation: Operation
  /// The positions of the nodes whose outputs it takes, all before its own.
  public let inputs: [Int]

  /// Creates a node.
  public init(name: String, operation: Operation, inputs: [Int]) {
    self.name = name
    self.operation = operation
    self.inputs = inputs
  }
}

/// A neural network as data: operations in topological order, the last one its output.
///
/// A network has no numbers; those are `Parameters`. It is checked when it is made: every network
/// that exists has consistent shapes.
public struct Network: Hashable, Sendable {
  /// The operations; each takes its inputs from earlier ones. The first is the only input.
  public let nodes: [Node]
  /// The shape of each node's output, for one example.
  public let shapes: [Shape]
  /// The trainable parameters, in order of definition.
  public let parameters: ParameterLayout
  /// The buffers: running statistics.
  public let buffers: ParameterLayout
  /// The names of the nodes that have parameters, in the order in which those are defined, where
  /// that is not the order in which they are computed; nil where it is.
  public let definitionOrder: [String]?

  /// The most elements that an output or a parameter may have, 2³⁰: all sizes then fit the kernels'
  /// integers, whatever a file claims.
  public static let mostElements = 1 << 30

  /// Checks the graph and infers all shapes.
  ///
  /// - Parameters:
  ///   - nodes: the operations, each after those whose outputs it takes: the first is the only
  ///     input, the last the output.
  ///   - definitionOrder: the names of all nodes with parameters, in PyTorch's order of definition,
  ///     where the order of the nodes is another.
  /// - Throws: `Failure` (`.data`) that names the node and both shapes.
  public init(nodes: [Node], definitionOrder: [String]? = nil) throws(Failure) {
    var shapes: [Shape] = []
    var names: Set<String> = []
    let kind: ValueKinds = nodes.contains(where: \.readsTokens) ? .sequences : .examples
    for (position, node) in nodes.enumerated() {
      guard names.insert(node.name).inserted else {
        throw Failure(.data, "two nodes have the name \(node.name)", at: "network")
      }
      guard node.inputs.allSatisfy({ $0 >= 0 && $0 < position }) else {
        throw Failure(.data, "takes inputs \(node.inputs) at position \(position)", at: node.name)
      }
      if case .input = node.operation, position > 0 {
        throw Failure(.data, "only the first node can be the input", at: node.name)
      }
      try Network.check(node, of: kind)
      let inputs = node.inputs.map { shapes[$0] }
      let arity = node.operation.definition.inputCount
      guard inputs.count == arity else {
        throw Failure(.data, "takes \(arity) inputs, got \(inputs.count)", at: node.name)
      }
      do {
        let shape = try node.operation.definition.outputShape(of: inputs)
        try Network.checkSize(of: shape, "output")
        for parameter in node.operation.definition.parameters(inputs: inputs) {
          try Network.checkSize(of: parameter.shape, parameter.name)
        }
        shapes.append(shape)
      } catch {
        throw Failure(.data, error.what, at: "\(node.operation.kind) \(node.name)")
      }
    }
    try Network.checkTies(of: nodes, shapes)
    guard case .input = nodes.first?.operation else {
      throw Failure(.data, "the first node must be the input", at: "network")
    }
    self.nodes = nodes
    self.shapes = shapes
    self.definitionOrder = definitionOrder
    let all = nodes.map { node in
      node.operation.definition.parameters(inputs: node.inputs.map { shapes[$0] })
        .filter { !node.isTied($0) }
        .map { ParameterSpecification(name: node.fullName(of: $0), shape: $0.shape, role: $0.role) }
    }
    let ordered = try Network.order(definitionOrder, nodes, having: all.map { !$0.isEmpty })
    let defined = ordered.map { all[$0] }.joined()
    parameters = ParameterLayout(defined.filter { !$0.role.isBuffer })
    buffers = ParameterLayout(defined.filter { $0.role.isBuffer })
    try Network.checkWithoutShortcuts(nodes)
  }

  /// Checks that a network whose shortcuts end in concatenations is one without them as well: its
  /// operations then have other shapes.
  private static func checkWithoutShortcuts(_ nodes: [Node]) throws(Failure) {
    let concatenates = nodes.contains {
      if case .concatenation(let both) = $0.operation { both.isShortcut } else { false }
    }
    guard concatenates else { return }
    do {
      _ = try Network(nodes: withoutShortcuts(nodes))
    } catch {
      throw Failure(
        .data, "no network is left without its shortcuts: \(error.what)", at: error.place)
    }
  }

  /// The positions of the nodes that have parameters, in the order of their definition.
  private static func order(_ names: [String]?, _ nodes: [Node], having hasParameters: [Bool])
    throws(Failure) -> [Int]
  {
    let computed = nodes.indices.filter { hasParameters[$0] }
    guard let names else { return computed }
    let positions = Dictionary(
      computed.map { (nodes[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    let order = names.compactMap { positions[$0] }
    guard order.count == names.count, order.sorted() == computed else {
      throw Failure(
        .data, "the order of definition does not name each node with parameters once",
        at: "network")
    }
    return order
  }

  /// Checks that an operation works on what flows through the network.
  private static func check(_ node: Node, of kind: ValueKinds) throws(Failure) {
    let place = "\(node.operation.kind) \(node.name)"
    guard node.operation.definition.worksOn.isSuperset(of: kind) else {
      throw Failure(
        .data,
        kind == .sequences
          ? "does not work on sequences of tokens"
          : "works on sequences, but no token embedding comes before it", at: place)
    }
    if kind == .sequences, node.inputs.contains(0) != node.readsTokens {
      throw Failure(
        .data,
        node.readsTokens ? "must take the input" : "takes the tokens that an embedding must take",
        at: place)
    }
  }

  private static func checkSize(of shape: Shape, _ name: String) throws(ShapeMismatch) {
    guard shape.hasAtMost(mostElements) else {
      throw ShapeMismatch(what: "\(name) of shape \(shape) has more than \(mostElements) elements")
    }
  }

  /// The shape of one example.
  public var inputShape: Shape { shapes[0] }
  /// The shape of the output for one example.
  public var outputShape: Shape { shapes[shapes.count - 1] }
  /// The tokens of one example, for a network that reads tokens; nil for any other.
  public var context: Int? { vocabulary == nil ? nil : inputShape.count }
  /// The number of different tokens that the network can read; nil where it reads none.
  public var vocabulary: Int? {
    nodes.compactMap {
      if case .tokenEmbedding(let embedding) = $0.operation { embedding.vocabulary } else { nil }
    }.min()
  }
  /// The columns of one example in a block: one for each token, or one.
  public var positions: Int { context ?? 1 }
  /// The numbers from which one prediction follows; a network that reads tokens makes one for each
  /// of them, any other one for each example.
  public var outputCount: Int { outputShape.count / positions }
  /// Whether any operation is a convolution.
  public var hasConvolutions: Bool {
    nodes.contains { if case .convolution = $0.operation { true } else { false } }
  }

  /// Whether any operation is a batch normalisation.
  public var normalizesBatches: Bool {
    nodes.contains { if case .batchNorm = $0.operation { true } else { false } }
  }

  /// For each node, the positions of the nodes that take its output.
  var consumers: [[Int]] {
    var result = Array(repeating: [Int](), count: nodes.count)
    for (position, node) in nodes.enumerated() {
      for input in node.inputs { result[input].append(position) }
    }
    return result
  }
}

extension Node {
  /// Whether it turns tokens into vectors.
  fileprivate var readsTokens: Bool {
    if case .tokenEmbedding = operation { true } else { false }
  }
}

extension ParameterRole {
  /// Whether it is a running statistic and not trained.
  public var isBuffer: Bool { self == .runningMean || self == .runningVariance }
}

extension Network: Codable {
  private enum CodingKeys: String, CodingKey { case nodes, definitionOrder }

  /// Decodes the nodes and checks them like `init(nodes:)`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      nodes: container.decode([Node].self, forKey: .nodes),
      definitionOrder: container.decodeIfPresent([String].self, forKey: .definitionOrder))
  }

  /// Encodes the nodes; all else follows from them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(nodes, forKey: .nodes)
    try container.encodeIfPresent(definitionOrder, forKey: .definitionOrder)
  }
}
