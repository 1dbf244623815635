internal import CKernels

/// Kernels over blocks of sequences: channels × columns, a column one position of one sequence,
/// position t of sequence b in column b · length + t.
public enum Sequences {
  /// Layer normalisation of each column over its channels.
  ///
  /// - Parameters:
  ///   - x: the inputs, channels × columns.
  ///   - scale: one number per channel, γ.
  ///   - shift: one number per channel, β.
  ///   - epsilon: ε, added to the variance.
  ///   - mean: where each column's mean goes.
  ///   - inverse: where each column's 1/√(σ² + ε) goes, σ² the biased variance.
  ///   - out: where the outputs go, channels × columns.
  public static func normalize<S>(
    _ x: Region<S>, scale: Region<S>, shift: Region<S>, epsilon: Double, mean: Region<S>,
    inverse: Region<S>, into out: Region<S>
  ) {
    let width = width(of: x, rows: scale.count)
    precondition(
      shift.count == scale.count && out.count == x.count && mean.count == width
        && inverse.count == width, "layer normalisation of unequal regions")
    unsafe S.kernels.functions.pointee.layer_norm(
      Int32(scale.count), Int64(width), x.pointer, scale.pointer, shift.pointer, epsilon,
      mean.pointer, inverse.pointer, out.pointer)
  }

  /// The gradients of `normalize` with respect to scale, shift and (where wanted) x.
  ///
  /// - Parameters:
  ///   - x: the inputs, channels × columns.
  ///   - dy: the gradient with respect to the output, channels × columns.
  ///   - scale: one number per channel, γ.
  ///   - mean: each column's mean, as `normalize` left it.
  ///   - inverse: each column's 1/√(σ² + ε), as `normalize` left it.
  ///   - scratch: twice as many elements as there are columns.
  ///   - scaleGradient: where the gradient with respect to γ goes, one number per channel.
  ///   - shiftGradient: where the gradient with respect to β goes, one number per channel.
  ///   - accumulating: whether the gradient with respect to x is added to `dx`, not written over
  ///     it.
  ///   - dx: where the gradient with respect to x goes, channels × columns; nil where it is not
  ///     wanted.
  public static func normalizeBackward<S>(
    _ x: Region<S>, gradient dy: Region<S>, scale: Region<S>, mean: Region<S>,
    inverse: Region<S>, scratch: Region<S>, scaleGradient: Region<S>, shiftGradient: Region<S>,
    accumulating: Bool, into dx: Region<S>?
  ) {
    let width = width(of: x, rows: scale.count)
    precondition(
      dy.count == x.count && (dx ?? x).count == x.count && mean.count == width
        && inverse.count == width && scratch.count == 2 * width
        && scaleGradient.count == scale.count && shiftGradient.count == scale.count,
      "layer normalisation gradient of unequal regions")
    unsafe S.kernels.functions.pointee.layer_norm_backward(
      Int32(scale.count), Int64(width), x.pointer, dy.pointer, scale.pointer, mean.pointer,
      inverse.pointer, scratch.pointer, scratch.pointer + width, scaleGradient.pointer,
      shiftGradient.pointer, accumulating, dx?.pointer)
  }

  /// out[c][column] = table[tokens[column]][c]: each column becomes its token's row of the table.
  ///
  /// - Parameters:
  ///   - tokens: one per column, whole numbers from 0 to below the number of rows.
  ///   - table: rows of `channels` elements.
  ///   - channels: elements per row of the table, at least 1.
  ///   - out: where the rows go, channels × columns.
  public static func embed<S>(
    _ tokens: Region<S>, table: Region<S>, channels: Int, into out: Region<S>
  ) {
    check(tokens, table, channels, out)
    unsafe S.kernels.functions.pointee.embed(
      Int32(channels), Int64(tokens.count), tokens.pointer, table.pointer, out.pointer)
  }

  /// The gradient of `embed` with respect to the table.
  ///
  /// - Parameters:
  ///   - tokens: one for each column.
  ///   - dy: the gradient of the output, channels × columns.
  ///   - channels: the length of a row of the table.
  ///   - accumulating: whether it is added to what is there.
  ///   - table: where it goes, tokens × channels.
  public static func embedBackward<S>(
    _ tokens: Region<S>, gradient dy: Region<S>, channels: Int, accumulating: Bool = false,
    into table: Region<S>
  ) {
    check(tokens, table, channels, dy)
    if !accumulating { table.fill(0) }
    unsafe S.kernels.functions.pointee.embed_backward(
      Int32(channels), Int64(tokens.count), tokens.pointer, dy.pointer, table.pointer)
  }

  /// out[c][b][t] = x[c][b][t] + positions[c][t]; `out` may be `x`.
  ///
  /// - Parameters:
  ///   - positions: channels × length.
  ///   - x: the inputs, channels × columns.
  ///   - length: columns per sequence, at least 1.
  ///   - out: where the sums go, channels × columns.
  public static func addPositions<S>(
    _ positions: Region<S>, to x: Region<S>, length: Int, into out: Region<S>
  ) {
    let sequences = sequences(in: x, positions, length)
    precondition(out.count == x.count, "\(x.count) into \(out.count) elements")
    unsafe S.kernels.functions.pointee.add_positions(
      Int32(positions.count / length), Int32(length), Int32(sequences), x.pointer,
      positions.pointer, out.pointer)
  }

  /// table[t][c] = Σ over the sequences b of dy[c][b][t].
  public static func sumPositions<S>(of dy: Region<S>, length: Int, into table: Region<S>) {
    let sequences = sequences(in: dy, table, length)
    unsafe S.kernels.functions.pointee.sum_positions(
      Int32(table.count / length), Int32(length), Int32(sequences), dy.pointer, table.pointer)
  }

  /// Softmax of attention scores in place: row i, the query at position first + i, over the keys
  /// 0 … first + i; the columns after them become 0.
  public static func causalSoftmax<S>(_ scores: Matrix<S>, first: Int) {
    precondition(
      first >= 0 && first + scores.rows <= scores.columns,
      "queries \(first) … \(first + scores.rows - 1) over \(scores.columns) keys")
    unsafe S.kernels.functions.pointee.causal_softmax(
      Int32(scores.rows), Int32(first), Int32(scores.columns), Int64(scores.stride),
      scores.region.pointer)
  }

  /// Replaces the gradient with respect to the shares, the result of `causalSoftmax`, by `scale`
  /// times that with respect to the scores.
  public static func causalSoftmaxBackward<S>(
    shares: Matrix<S>, gradient: Matrix<S>, first: Int, scale: S
  ) {
    precondition(
      shares.rows == gradient.rows && shares.columns == gradient.columns
        && shares.stride == gradient.stride && first + shares.rows <= shares.columns,
      "softmax gradient of unequal matrices")
    unsafe S.kernels.functions.pointee.causal_softmax_backward(
      Int32(shares.rows), Int32(first), Int32(shares.columns), Int64(shares.stride),
      Double(scale),
      shares.region.pointer, gradient.region.pointer)
  }

  static func width<S>(of x: Region<S>, rows: Int) -> Int {
    precondition(
      rows >= 1 && x.count % (rows * Block.lanes) == 0, "\(x.count) elements in \(rows) rows")
    return x.count / rows
  }

  private static func check<S>(
    _ tokens: Region<S>, _ table: Region<S>, _ channels: Int, _ values: Region<S>
  ) {
    precondition(
      tokens.count % Block.lanes == 0 && values.count == tokens.count * channels
        && table.count % channels == 0,
      "\(tokens.count) tokens, \(table.count) and \(values.count) elements of \(channels) channels")
    let rows = S(table.count / channels)
    for i in 0..<tokens.count {
      let token = unsafe tokens.pointer[i]
      precondition(
        token >= 0 && token < rows && token == token.rounded(), "token \(token) of \(rows)")
    }
  }

  private static func sequences<S>(in x: Region<S>, _ table: Region<S>, _ length: Int) -> Int {
    precondition(
      length >= 1 && table.count >= length && table.count % length == 0
        && x.count % table.count == 0,
      "\(x.count) elements of \(table.count) per sequence of \(length)")
    return x.count / table.count
  }
}
