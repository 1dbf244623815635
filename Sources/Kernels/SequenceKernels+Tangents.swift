internal import CKernels

extension Sequences {
  /// The tangent of `normalize`.
  ///
  /// - Parameters:
  ///   - x: the inputs.
  ///   - scale: γ.
  ///   - shiftTangent: the tangent of β.
  ///   - mean: each column's mean, whose tangent is written here.
  ///   - inverse: each column's 1/√(σ² + ε), whose tangent is written here.
  ///   - out: where the tangent of the output goes.
  public static func normalizeTangent<S>(
    _ x: Dual<Region<S>>, scale: Dual<Region<S>>, shiftTangent: Region<S>,
    mean: Dual<Region<S>>, inverse: Dual<Region<S>>, into out: Region<S>
  ) {
    let channels = scale.value.count
    let width = width(of: x.value, rows: channels)
    check(x, out.count)
    check(scale, shiftTangent.count)
    check(mean, width)
    check(inverse, width)
    unsafe S.kernels.functions.pointee.layer_norm_tangent(
      Int32(channels), Int64(width), x.value.pointer, x.tangent.pointer, scale.value.pointer,
      scale.tangent.pointer, shiftTangent.pointer, mean.value.pointer, inverse.value.pointer,
      mean.tangent.pointer, inverse.tangent.pointer, out.pointer)
  }

  /// The tangents of the gradients of `normalizeBackward`, from what `normalizeTangent` left.
  ///
  /// - Parameters:
  ///   - x: the inputs, channels × columns.
  ///   - dy: the gradient with respect to the output, channels × columns.
  ///   - scale: one number per channel, γ.
  ///   - mean: each column's mean, with the tangent that `normalizeTangent` wrote.
  ///   - inverse: each column's 1/√(σ² + ε), with the tangent that `normalizeTangent` wrote.
  ///   - scratch: twice as many elements as there are columns, two times.
  ///   - scaleGradient: where the tangent of the gradient with respect to γ goes, one number per
  ///     channel.
  ///   - shiftGradient: where the tangent of the gradient with respect to β goes, one number per
  ///     channel.
  ///   - accumulating: whether the tangent of the gradient with respect to x is added to `dx`, not
  ///     written over it.
  ///   - dx: where the tangent of the gradient with respect to x goes, channels × columns; nil
  ///     where it is not wanted.
  public static func normalizeBackwardTangent<S>(
    _ x: Dual<Region<S>>, gradient dy: Dual<Region<S>>, scale: Dual<Region<S>>,
    mean: Dual<Region<S>>, inverse: Dual<Region<S>>, scratch: Dual<Region<S>>,
    scaleGradient: Region<S>, shiftGradient: Region<S>, accumulating: Bool, into dx: Region<S>?
  ) {
    let channels = scale.value.count
    let width = width(of: x.value, rows: channels)
    check(x, (dx ?? x.value).count)
    check(dy, x.value.count)
    check(scale, scaleGradient.count)
    check(scale, shiftGradient.count)
    check(mean, width)
    check(inverse, width)
    check(scratch, 2 * width)
    unsafe S.kernels.functions.pointee.layer_norm_backward_tangent(
      Int32(channels), Int64(width), x.value.pointer, x.tangent.pointer, dy.value.pointer,
      dy.tangent.pointer, scale.value.pointer, scale.tangent.pointer, mean.value.pointer,
      mean.tangent.pointer, inverse.value.pointer, inverse.tangent.pointer,
      scratch.value.pointer, scratch.tangent.pointer, scaleGradient.pointer,
      shiftGradient.pointer, accumulating, dx?.pointer)
  }

  /// Does to the gradient what `causalSoftmaxBackward` does, and replaces its tangent by that of the
  /// result.
  public static func causalSoftmaxBackwardTangent<S>(
    shares: Dual<Matrix<S>>, gradient: Dual<Matrix<S>>, first: Int, scale: S
  ) {
    let matrices = [shares.value, shares.tangent, gradient.value, gradient.tangent]
    let (rows, columns, stride) = (shares.value.rows, shares.value.columns, shares.value.stride)
    precondition(
      matrices.allSatisfy { $0.rows == rows && $0.columns == columns && $0.stride == stride }
        && first + rows <= columns, "softmax gradients of unequal matrices")
    unsafe S.kernels.functions.pointee.causal_softmax_backward_tangent(
      Int32(rows), Int32(first), Int32(columns), Int64(stride), Double(scale),
      shares.value.region.pointer, shares.tangent.region.pointer, gradient.value.region.pointer,
      gradient.tangent.region.pointer)
  }

  private static func check<S>(_ dual: Dual<Region<S>>, _ count: Int) {
    precondition(
      dual.value.count == count && dual.tangent.count == count,
      "\(dual.value.count) and \(dual.tangent.count) elements instead of \(count)")
  }
}
