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

  /// The most elements that an output or a parameter may have, 2³⁰: all sizes then fit the kernels'
  /// integers, whatever a file claims.
  public static let mostElements = 1 << 30

  /// Checks the graph and infers all shapes.
  ///
  /// - Throws: `Failure` (`.data`) that names the node and both shapes.
  public init(nodes: [Node]) throws(Failure) {
    var shapes: [Shape] = []
    var names: Set<String> = []
    for (position, node) in nodes.enumerated() {
      guard names.insert(node.name).inserted else {
        throw Failure(.data, "two nodes are called \(node.name)", at: "network")
      }
      guard node.inputs.allSatisfy({ $0 >= 0 && $0 < position }) else {
        throw Failure(.data, "takes inputs \(node.inputs) at position \(position)", at: node.name)
      }
      if case .input = node.operation, position > 0 {
        throw Failure(.data, "only the first node can be the input", at: node.name)
      }
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
    guard case .input = nodes.first?.operation else {
      throw Failure(.data, "the first node must be the input", at: "network")
    }
    self.nodes = nodes
    self.shapes = shapes
    let all = nodes.map { node in
      node.operation.definition.parameters(inputs: node.inputs.map { shapes[$0] }).map {
        ParameterSpecification(name: "\(node.name).\($0.name)", shape: $0.shape, role: $0.role)
      }
    }.joined()
    parameters = ParameterLayout(all.filter { !$0.role.isBuffer })
    buffers = ParameterLayout(all.filter { $0.role.isBuffer })
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
  /// Whether any operation is a convolution.
  public var hasConvolutions: Bool {
    nodes.contains { if case .convolution = $0.operation { true } else { false } }
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

extension ParameterRole {
  /// Whether it is a running statistic and not trained.
  public var isBuffer: Bool { self == .runningMean || self == .runningVariance }
}

extension Network: Codable {
  private enum CodingKeys: String, CodingKey { case nodes }

  /// Decodes the nodes and checks them like `init(nodes:)`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(nodes: container.decode([Node].self, forKey: .nodes))
  }

  /// Encodes the nodes; all else follows from them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(nodes, forKey: .nodes)
  }
}
