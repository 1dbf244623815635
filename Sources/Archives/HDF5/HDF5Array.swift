public import Tensors

/// An array that was read from an HDF5 dataset.
public struct HDF5Array<Element: Sendable & Equatable>: Sendable, Equatable {
  /// The sizes of the dimensions; the empty shape for a single number.
  public let shape: Shape
  /// The numbers in row-major order.
  public let elements: [Element]
}
