internal import Kernels
public import Tensors

/// The examples: the first node of every network.
public struct Input: Hashable, Codable, Sendable {
  /// The shape of one example.
  public let shape: Shape

  /// Creates an input.
  public init(shape: Shape) { self.shape = shape }
}

extension Input: JointlyLinearOperation {
  var inputCount: Int { 0 }
  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    // Not by its count, which for sizes from a file may be beyond any `Int`.
    guard !shape.dimensions.contains(0) else {
      throw ShapeMismatch(what: "shape \(shape) is empty")
    }
    return shape
  }

  func forward<S>(_ block: BlockContext<S>) {}
  func backward<S>(_ block: BlockContext<S>) {}
}
