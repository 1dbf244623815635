public import Kernels
public import Tensors

/// Named tensors in a network's order, as one value. A point of a surface is a new value made from
/// others; nothing is changed in place step by step.
public struct Parameters<Scalar: KernelScalar>: Hashable, Sendable {
  /// How the tensors lie in `values`.
  public let layout: ParameterLayout
  /// All elements, tensor after tensor; its count is `layout.count`.
  public var values: [Scalar] {
    didSet { precondition(values.count == layout.count, "\(values.count) of \(layout.count)") }
  }

  /// Creates parameters from all their elements.
  public init(layout: ParameterLayout, values: [Scalar]) {
    precondition(
      values.count == layout.count, "\(values.count) elements for a layout of \(layout.count)")
    self.layout = layout
    self.values = values
  }

  /// Creates parameters of equal elements.
  public init(layout: ParameterLayout, repeating value: Scalar) {
    self.init(layout: layout, values: Array(repeating: value, count: layout.count))
  }

  /// The tensors, in order.
  public var tensors: [Tensor<Scalar>] {
    layout.specifications.indices.map { tensor(at: $0) }
  }

  /// The tensor at a position in the order.
  public func tensor(at index: Int) -> Tensor<Scalar> {
    Tensor(
      shape: layout.specifications[index].shape, elements: Array(values[layout.ranges[index]]))
  }

  /// The tensor of a name; nil when there is none.
  public subscript(name: String) -> Tensor<Scalar>? {
    layout.index(of: name).map { tensor(at: $0) }
  }

  /// The same elements in another type; the same memory where it is the same type.
  public func converted<Other: KernelScalar>(to type: Other.Type) -> Parameters<Other> {
    self as? Parameters<Other>
      ?? Parameters<Other>(layout: layout, values: values.map { Other($0) })
  }
}
