/// A value of a Python pickle. Nothing of a pickle is run: what a class would do with its arguments
/// stays written down as a ``PickleNode`` of the kind `call`.
package enum PickleValue: Hashable, Sendable {
  case none
  case bool(Bool)
  case int(Int)
  /// A whole number beyond 63 bits, little-endian two's complement.
  case wideInt([UInt8])
  case number(Double)
  case text(String)
  case bytes([UInt8])
  /// A class or function by its full name, `collections.OrderedDict`.
  case global(String)
  /// The number of a node of the pickle.
  case node(Int)
}

/// A value that others can refer to: a container, or something that Python would have made by a call.
package struct PickleNode: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case list
    case tuple
    case set
    /// `items` are keys and values in turn.
    case dictionary
    /// The class or function that `arguments` go to.
    case call(String)
    /// What the program that wrote the pickle keeps outside of it, by a name that is in `arguments`.
    case external
  }

  package var kind: Kind
  /// What it contains, in its order; of a call, what was added to its result.
  package var items: [PickleValue] = []
  /// The arguments of a call, a tuple.
  package var arguments = PickleValue.none
  /// What was set on the result of a call; nil where nothing was.
  package var state: PickleValue?
}

/// The value that a pickle holds and all nodes that it refers to. Nodes can refer to each other in
/// circles.
package struct Pickle: Sendable {
  package let value: PickleValue
  package let nodes: [PickleNode]

  /// The node that a value names; nil for other values.
  package func node(_ value: PickleValue) -> PickleNode? {
    if case .node(let index) = value { nodes[index] } else { nil }
  }

  /// The elements of a tuple or a list.
  package func elements(_ value: PickleValue) -> [PickleValue]? {
    guard let node = node(value), node.kind == .tuple || node.kind == .list else { return nil }
    return node.items
  }

  /// The keys and values of a dictionary, ordered or not; nil for other values.
  package func pairs(_ value: PickleValue) -> [(key: PickleValue, value: PickleValue)]? {
    guard let node = node(value) else { return nil }
    switch node.kind {
    case .dictionary, .call("collections.OrderedDict"), .call("collections.defaultdict"): break
    default: return nil
    }
    // Python 2 hands the pairs of an ordered dictionary to its constructor.
    if node.items.isEmpty, let arguments = elements(node.arguments),
      let listed = arguments.last.flatMap(elements)
    {
      return listed.compactMap { pair in
        elements(pair).flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
      }
    }
    return stride(from: 0, to: node.items.count - 1, by: 2).map {
      (node.items[$0], node.items[$0 + 1])
    }
  }
}

extension PickleValue {
  /// The text; nil for other values.
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  /// The whole number; nil for other values.
  package var int: Int? { if case .int(let number) = self { number } else { nil } }
}
