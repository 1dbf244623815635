internal import CKernels

/// Kernels over the rows of a block: a row is all that one channel (or feature) holds, for every
/// pixel and example. Regions with one element per row are called row vectors here.
public enum Rows {
  /// mean[c] and m2[c]: of the counting elements of row c, the mean and the sum of squared
  /// distances from it.
  ///
  /// - Parameters:
  ///   - x: the block: one row for each element of `mean`.
  ///   - mask: 1 for an example of the block that counts, 0 for padding.
  ///   - counting: the number of ones in the mask, at least 1.
  ///   - mean: a row vector, where the means go.
  ///   - m2: a row vector, where the sums of squared distances go.
  public static func moments<S>(
    of x: Region<S>, mask: Region<S>, counting: Int, mean: Region<S>, m2: Region<S>
  ) {
    let width = width(of: x, rows: mean.count)
    precondition(m2.count == mean.count, "\(m2.count) against \(mean.count) rows")
    precondition(width % mask.count == 0, "rows of \(width) elements, \(mask.count) examples")
    unsafe S.kernels.functions.pointee.moments(
      Int32(mean.count), Int64(width), Int32(mask.count), Int32(counting), x.pointer,
      mask.pointer, mean.pointer, m2.pointer)
  }

  /// out[c] = x[c]·scale[c] + shift[c], then max(0, ·) where `rectifying`; `out` may be `x`. Blocks
  /// may be narrow.
  public static func affine<S>(
    _ x: Region<S>, scale: Region<S>, shift: Region<S>, rectifying: Bool = false,
    into out: Region<S>
  ) {
    let width = anyWidth(of: x, rows: scale.count)
    precondition(shift.count == scale.count && out.count == x.count, "affine of unequal regions")
    unsafe S.kernels.functions.pointee.affine(
      Int32(scale.count), Int64(width), x.pointer, scale.pointer, shift.pointer, rectifying,
      out.pointer)
  }

  /// out[c] = function(x[c] + bias[c]) + addend[c]: the end of a product. `out` may be `x` or
  /// `addend`. Blocks may be narrow.
  @specialized(where S == Float)
  public static func activate<S>(
    _ function: PointwiseFunction, _ x: Region<S>, bias: Region<S>, addend: Region<S>?,
    into out: Region<S>
  ) {
    let width = anyWidth(of: x, rows: bias.count)
    precondition(
      out.count == x.count && (addend ?? x).count == x.count, "activation of unequal regions")
    unsafe S.kernels.functions.pointee.activate_rows(
      function.rawValue, Int32(bias.count), Int64(width), x.pointer, bias.pointer,
      addend?.pointer, out.pointer)
  }

  /// sums[c] = Σ dy[c]; products[c] = Σ dy[c]·(x[c] − center[c]).
  public static func gradientMoments<S>(
    of x: Region<S>, gradient dy: Region<S>, center: Region<S>, sums: Region<S>,
    products: Region<S>
  ) {
    let width = width(of: x, rows: center.count)
    precondition(
      dy.count == x.count && sums.count == center.count && products.count == center.count,
      "gradient moments of unequal regions")
    unsafe S.kernels.functions.pointee.gradient_moments(
      Int32(center.count), Int64(width), x.pointer, dy.pointer, center.pointer, sums.pointer,
      products.pointer)
  }

  /// dx[c] = mask·(a[c]·dy[c] + b[c]·(x[c] − center[c]) + d[c]), added to dx if `accumulating`.
  public static func normalizationBackward<S>(
    of x: Region<S>, gradient dy: Region<S>, mask: Region<S>, a: Region<S>, b: Region<S>,
    center: Region<S>, d: Region<S>, accumulating: Bool, into dx: Region<S>
  ) {
    let width = width(of: x, rows: a.count)
    precondition(
      dy.count == x.count && dx.count == x.count && b.count == a.count
        && center.count == a.count && d.count == a.count,
      "normalisation gradient of unequal regions")
    precondition(width % mask.count == 0, "rows of \(width) elements, \(mask.count) examples")
    unsafe S.kernels.functions.pointee.normalization_backward(
      Int32(a.count), Int64(width), Int32(mask.count), x.pointer, dy.pointer, mask.pointer,
      a.pointer, b.pointer, center.pointer, d.pointer, accumulating, dx.pointer)
  }

  /// out[c][example] = the mean over the pixels of channel c. Blocks may be narrow.
  public static func averagePool<S>(
    _ x: Region<S>, channels: Int, examples: Int, into out: Region<S>
  ) {
    let width = anyWidth(of: x, rows: channels)
    precondition(
      out.count == channels * examples && width % examples == 0 && Block.allows(examples),
      "pool of unequal regions")
    unsafe S.kernels.functions.pointee.average_pool(
      Int32(channels), Int64(width / examples), Int32(examples), x.pointer, out.pointer)
  }

  /// The gradient of `averagePool` with respect to its input.
  public static func averagePoolBackward<S>(
    _ dy: Region<S>, channels: Int, examples: Int, accumulating: Bool, into dx: Region<S>
  ) {
    let width = width(of: dx, rows: channels)
    precondition(
      dy.count == channels * examples && width % examples == 0, "pool of unequal regions")
    unsafe S.kernels.functions.pointee.average_pool_backward(
      Int32(channels), Int64(width / examples), Int32(examples), dy.pointer, accumulating,
      dx.pointer)
  }

  /// sums[c] = the sum of row c.
  public static func sums<S>(of x: Region<S>, into sums: Region<S>) {
    let width = width(of: x, rows: sums.count)
    unsafe S.kernels.functions.pointee.row_sums(
      Int32(sums.count), Int64(width), x.pointer, sums.pointer)
  }

  private static func width<S>(of x: Region<S>, rows: Int) -> Int {
    precondition(
      rows >= 1 && x.count % (rows * Block.lanes) == 0, "\(x.count) elements in \(rows) rows")
    return x.count / rows
  }

  /// The same where blocks may be narrow.
  private static func anyWidth<S>(of x: Region<S>, rows: Int) -> Int {
    precondition(
      rows >= 1 && x.count % (rows * Block.narrow) == 0, "\(x.count) elements in \(rows) rows")
    return x.count / rows
  }
}

extension Rows {
  /// out[c][every element] = values[c].
  @specialized(where S == Float)
  public static func spread<S>(_ values: Region<S>, examples: Int, into out: Region<S>) {
    precondition(
      out.count == values.count * examples, "\(values.count) rows into \(out.count) elements")
    for row in 0..<values.count {
      unsafe (out.pointer + row * examples).update(
        repeating: values.pointer[row], count: examples)
    }
  }
}
