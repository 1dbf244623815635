internal import Tensors

/// Collects nodes in topological order.
struct GraphBuilder {
  private(set) var nodes: [Node]

  /// Begins a graph with its input, node 0.
  init(inputShape: Shape) {
    nodes = [Node(name: "input", operation: .input(Input(shape: inputShape)), inputs: [])]
  }

  /// Adds a node and returns its position.
  mutating func add(_ name: String, _ operation: Operation, _ inputs: [Int]) -> Int {
    nodes.append(Node(name: name, operation: operation, inputs: inputs))
    return nodes.count - 1
  }
}
