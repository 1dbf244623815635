internal import Kernels
internal import Tensors

extension CausalAttention {
  /// Some of the rows of W_query, W_key and W_value, one below the other.
  struct ProjectionRows<S: KernelScalar> {
    let weight: Region<S>
    let rows: Range<Int>

    /// Where the same rows of the projections lie.
    func rows(of columns: Int) -> Range<Int> {
      rows.lowerBound * columns..<rows.upperBound * columns
    }
  }

  /// The weights in as few matrices as they lie in: without biases between them, one.
  ///
  /// - Parameter regions: the parameters, or what lies like them.
  func matrices<S>(_ regions: [Region<S>], channels: Int) -> [ProjectionRows<S>] {
    guard hasBias else {
      return [ProjectionRows(weight: Region.joining(regions), rows: 0..<3 * channels)]
    }
    return (0..<3).map {
      ProjectionRows(weight: regions[2 * $0], rows: $0 * channels..<($0 + 1) * channels)
    }
  }

  /// W·x + b, or adds W·x alone to what is there.
  func project<S>(
    _ parameters: [Region<S>], _ input: Region<S>, columns: Int, accumulating: Bool,
    into projections: Region<S>
  ) {
    let channels = input.count / columns
    for (place, part) in matrices(parameters, channels: channels).enumerated() {
      let out = projections[part.rows(of: columns)]
      let addsBias = hasBias && !accumulating
      if addsBias { Rows.spread(parameters[2 * place + 1], examples: columns, into: out) }
      LinearAlgebra.multiply(
        part.weight, input, rows: part.rows.count, inner: channels, columns: columns,
        accumulating: accumulating || addsBias, into: out)
    }
  }

  /// The gradients of the biases from that of the projections.
  func sumBiases<S>(_ gradient: Region<S>, columns: Int, into regions: [Region<S>]) {
    guard hasBias else { return }
    let count = gradient.count / 3
    for place in 0..<3 {
      Rows.sums(of: gradient[place * count..<(place + 1) * count], into: regions[2 * place + 1])
    }
  }
}

/// Queries, keys and values of a block one after another.
struct Projections<S: KernelScalar> {
  let query: Matrix<S>
  let key: Matrix<S>
  let value: Matrix<S>

  init(_ region: Region<S>, channels: Int, columns: Int) {
    func part(_ index: Int) -> Matrix<S> {
      let count = channels * columns
      return Matrix(
        region[index * count..<(index + 1) * count], rows: channels, columns: columns)
    }
    query = part(0)
    key = part(1)
    value = part(2)
  }

  subscript(rows: Range<Int>, columns: Range<Int>) -> (
    query: Matrix<S>, key: Matrix<S>, value: Matrix<S>
  ) {
    (query[rows, columns], key[rows, columns], value[rows, columns])
  }
}
