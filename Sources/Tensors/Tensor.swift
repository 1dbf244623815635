public import Kernels

/// A dense array of numbers in row-major order, as a value.
public struct Tensor<Scalar: KernelScalar>: Hashable, Sendable {
  /// The sizes of the dimensions.
  public let shape: Shape
  /// The elements, row-major: the last dimension varies fastest. Its count is `shape.count`.
  public private(set) var elements: [Scalar]

  /// Creates a tensor from its elements in row-major order.
  public init(shape: Shape, elements: [Scalar]) {
    precondition(
      elements.count == shape.count,
      "shape \(shape) needs \(shape.count) elements, got \(elements.count)")
    self.shape = shape
    self.elements = elements
  }

  /// Creates a tensor of equal elements.
  public init(shape: Shape, repeating value: Scalar) {
    self.init(shape: shape, elements: Array(repeating: value, count: shape.count))
  }

  /// The number of elements.
  public var count: Int { elements.count }

  /// The element at a multi-dimensional index.
  public subscript(indices: Int...) -> Scalar {
    get { elements[offset(of: indices)] }
    set { elements[offset(of: indices)] = newValue }
  }

  /// The same elements in another type.
  public func converted<Other: KernelScalar>(to type: Other.Type) -> Tensor<Other> {
    Tensor<Other>(shape: shape, elements: elements.map { Other($0) })
  }

  private func offset(of indices: [Int]) -> Int {
    precondition(
      indices.count == shape.rank, "shape \(shape) indexed by \(indices.count) numbers")
    return zip(indices, shape.dimensions).reduce(0) { offset, pair in
      precondition(
        pair.0 >= 0 && pair.0 < pair.1, "index \(indices) outside of shape \(shape)")
      return offset * pair.1 + pair.0
    }
  }
}
