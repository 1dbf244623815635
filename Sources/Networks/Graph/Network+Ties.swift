internal import Failures
internal import Tensors

extension Network {
  /// The tensors that files of other programs may hold besides the network's own: a tied parameter
  /// under the name of the node that is tied, and the name under which the network has it.
  public var tiedNames: [String: String] {
    Dictionary(
      nodes.compactMap { node in
        node.table.map { ("\(node.name).\(Node.weight)", "\($0).\(Node.weight)") }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Checks that each tied weight is the table of an earlier token embedding, and has its shape.
  static func checkTies(of nodes: [Node], _ shapes: [Shape]) throws(Failure) {
    for (position, node) in nodes.enumerated() {
      guard case .linear(let linear) = node.operation, let table = linear.table else { continue }
      let place = "\(node.operation.kind) \(node.name)"
      guard let owner = nodes[..<position].first(where: { $0.name == table }),
        case .tokenEmbedding(let embedding) = owner.operation
      else {
        throw Failure(
          .data, "is tied to \(table), which is not a token embedding before it", at: place)
      }
      let shape: Shape = [linear.outputs, shapes[node.inputs[0]][0]]
      guard shape == [embedding.vocabulary, embedding.width] else {
        throw Failure(
          .data,
          "its weight of shape \(shape) is tied to a table of shape "
            + "\([embedding.vocabulary, embedding.width] as Shape)", at: place)
      }
    }
  }

  /// Nodes of which none is tied to one that is not there: such a node gets a weight of its own.
  ///
  /// - Returns: the nodes, and the names of those that did.
  static func untying(_ nodes: [Node]) -> (nodes: [Node], untied: [String]) {
    let names = Set(nodes.map(\.name))
    var untied: [String] = []
    let all = nodes.map { node in
      guard case .linear(let linear) = node.operation, let table = linear.table,
        !names.contains(table)
      else { return node }
      untied.append(node.name)
      return Node(name: node.name, operation: .linear(linear.untied), inputs: node.inputs)
    }
    return (all, untied)
  }
}

extension Node {
  fileprivate static let weight = "weight"

  /// The token embedding that the node's weight is tied to.
  fileprivate var table: String? {
    if case .linear(let linear) = operation { linear.table } else { nil }
  }

  /// Whether a parameter is another node's.
  func isTied(_ parameter: LocalParameter) -> Bool {
    table != nil && parameter.name == Node.weight
  }

  /// The name of a parameter in the network: a tied one has that of its owner.
  func fullName(of parameter: LocalParameter) -> String {
    let owner = isTied(parameter) ? table : nil
    return "\(owner ?? name).\(parameter.name)"
  }
}
