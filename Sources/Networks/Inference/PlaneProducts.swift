internal import Kernels

/// A linear operation on the examples along a plane of parameters: what it makes of them at the
/// origin and along each direction, from which its result at any point is a sum of three.
struct PlaneProducts<Scalar: KernelScalar> {
  /// Products per example: three times the outputs.
  let count: Int
  private let terms: [(weight: Region<Scalar>, bias: Region<Scalar>)]
  private let examples: Int

  /// - Parameters:
  ///   - node: the linear operation.
  ///   - examples: examples per block.
  init(_ plane: PlaneRegions<Scalar>, network: Network, node: Int, examples: Int) {
    let ranges = network.parameterRanges(at: node)
    terms = [plane.origin, plane.x, plane.y].map { ($0[ranges[0]], $0[ranges[1]]) }
    count = 3 * ranges[1].count
    self.examples = examples
  }

  /// Makes the products of one block.
  ///
  /// - Parameters:
  ///   - block: inputs × examples.
  ///   - products: those with the origin, then with x, then with y; each outputs × examples.
  func make(from block: Region<Scalar>, into products: Region<Scalar>) {
    for (term, part) in zip(terms, PlaneProducts.parts(of: products)) {
      LinearAlgebra.multiply(
        term.weight, block, rows: term.bias.count, inner: term.weight.count / term.bias.count,
        columns: examples, into: part)
      Rows.activate(.identity, part, bias: term.bias, addend: nil, into: part)
    }
  }

  /// The three parts of a block of products.
  static func parts(of products: Region<Scalar>) -> [Region<Scalar>] {
    let count = products.count / 3
    return (0..<3).map { products[$0 * count..<($0 + 1) * count] }
  }
}
