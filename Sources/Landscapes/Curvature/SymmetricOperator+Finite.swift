internal import Failures
internal import Kernels

/// The longest product that is accepted: its square, and sums of such squares, stay in the range
/// of a Double.
private let longestProduct = 1e150

extension SymmetricOperator {
  /// The product with a vector, which must be finite and no longer than 10¹⁵⁰: what iterates on it
  /// would continue with NaN forever.
  ///
  /// - Throws: `Failure` (data), and what `product(with:)` throws.
  func finiteProduct(with vector: [Double]) throws -> [Double] {
    let product = try product(with: vector)
    // False for NaN too.
    guard LinearAlgebra.norm(product) <= longestProduct else {
      throw Failure(
        .data, "the product of the Hessian and a vector is not finite, or longer than 1e150",
        remedy: "The weights or their loss are not finite or are too large: the training may "
          + "have diverged. Use the weights of an earlier epoch, or train with a lower "
          + "\(setting: "learning rate")."
      )
    }
    return product
  }
}
