package import Networks

/// Parameters as vectors. Sums are kept in double precision and in an order that depends on the number of
/// elements alone: the same bits on every machine.
extension Parameters<Float> {
  /// The differences, element by element, in single precision.
  package static func - (left: Self, right: Self) -> Self {
    var values = left.values
    for index in values.indices { values[index] -= right.values[index] }
    return Parameters(layout: left.layout, values: values)
  }

  /// The inner product.
  package func dot(_ other: Self) -> Double { InnerProduct.of(values, other.values) }
}

/// The inner product of vectors of single precision.
package enum InnerProduct {
  /// Sums a_i·b_i over vectors of equal length, in eight lanes.
  package static func of(_ a: [Float], _ b: [Float]) -> Double {
    precondition(a.count == b.count, "a vector of \(a.count) times one of \(b.count)")
    let (x, y) = (a.span, b.span)
    var sums = SIMD8<Double>()
    let whole = a.count & ~7
    var index = 0
    while index < whole {
      for lane in 0..<8 { sums[lane] += Double(x[index + lane]) * Double(y[index + lane]) }
      index += 8
    }
    var rest = 0.0
    while index < a.count {
      rest += Double(x[index]) * Double(y[index])
      index += 1
    }
    return sums.sum() + rest
  }
}
