internal import Failures

extension SymmetricOperator {
  /// The product with a vector, which must be finite: what iterates on it would go on with NaN
  /// forever.
  ///
  /// - Throws: `Failure` (data), and what `product(with:)` throws.
  func finiteProduct(with vector: [Double]) throws -> [Double] {
    let product = try product(with: vector)
    guard product.allSatisfy(\.isFinite) else {
      throw Failure(
        .data, "the product of the Hessian and a vector is not finite",
        remedy: "The loss overflows at these weights; train with a lower --learning-rate.")
    }
    return product
  }
}
