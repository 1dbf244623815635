internal import CKernels

/// Kernels that work element by element, on regions of equal size unless said otherwise.
public enum Elementwise {
  /// out = a + b; `out` may be either.
  public static func add<S>(_ a: Region<S>, _ b: Region<S>, into out: Region<S>) {
    check(a, b, out)
    unsafe S.kernels.functions.pointee.add(Int64(out.count), a.pointer, b.pointer, out.pointer)
  }

  /// out = a + s·b; `out` may be either.
  public static func scaledAdd<S>(
    _ a: Region<S>, _ s: S, _ b: Region<S>, into out: Region<S>
  ) {
    check(a, b, out)
    unsafe S.kernels.functions.pointee.scaled_add(
      Int64(out.count), a.pointer, Double(s), b.pointer, out.pointer)
  }

  /// out = function(x); NaN stays NaN. `out` may be `x`.
  public static func activate<S>(
    _ function: PointwiseFunction, _ x: Region<S>, into out: Region<S>
  ) {
    check(x, out)
    unsafe S.kernels.functions.pointee.activate(
      function.rawValue, Int64(out.count), x.pointer, out.pointer)
  }

  /// dx = function′(x)·dy, added to dx if `accumulating`.
  ///
  /// - Parameters:
  ///   - function: the function.
  ///   - values: x, or the function's output where `function.slopeReadsOutput`.
  ///   - dy: the gradient with respect to the output.
  ///   - accumulating: whether the result is added to `dx`, not written over it.
  ///   - dx: where the gradient with respect to x goes.
  public static func activateBackward<S>(
    _ function: PointwiseFunction, values: Region<S>, gradient dy: Region<S>, accumulating: Bool,
    into dx: Region<S>
  ) {
    check(values, dy, dx)
    unsafe S.kernels.functions.pointee.activate_backward(
      function.rawValue, Int64(dx.count), values.pointer, dy.pointer, accumulating, dx.pointer)
  }

  /// out += function″(x)·a·b.
  ///
  /// - Parameters:
  ///   - function: the function.
  ///   - values: as for `activateBackward`.
  ///   - a: the first factor.
  ///   - b: the second factor.
  ///   - out: what the product is added to.
  public static func activateCurvature<S>(
    _ function: PointwiseFunction, values: Region<S>, times a: Region<S>, and b: Region<S>,
    addedTo out: Region<S>
  ) {
    check(values, a, b, out)
    unsafe S.kernels.functions.pointee.activate_curvature(
      function.rawValue, Int64(out.count), values.pointer, a.pointer, b.pointer, out.pointer)
  }

  /// out = function(a + s·b + t·c): a function along a plane. The regions hold whole vectors of
  /// `Block.lanes`.
  @specialized(where S == Float)
  public static func activatePlane<S>(
    _ function: PointwiseFunction, _ a: Region<S>, _ s: S, _ b: Region<S>, _ t: S, _ c: Region<S>,
    into out: Region<S>
  ) {
    check(a, b, c, out)
    precondition(out.count % Block.lanes == 0, "\(out.count) elements are no whole vectors")
    unsafe S.kernels.functions.pointee.activate_plane(
      function.rawValue, Int64(out.count), a.pointer, Double(s), b.pointer, Double(t), c.pointer,
      out.pointer)
  }

  /// out = a + s·b + t·c: a point of a plane.
  @specialized(where S == Float)
  public static func combine<S>(
    _ a: Region<S>, _ s: S, _ b: Region<S>, _ t: S, _ c: Region<S>, into out: Region<S>
  ) {
    check(a, b, c, out)
    unsafe S.kernels.functions.pointee.combine(
      Int64(out.count), a.pointer, Double(s), b.pointer, Double(t), c.pointer, out.pointer)
  }

  /// Dropout: out = 0 where a number that follows from `key` and the element's place is below
  /// `rate`, and x/(1 − rate) elsewhere; added to out if `accumulating`. `out` may be `x`.
  public static func drop<S>(
    _ x: Region<S>, rate: Double, key: UInt64, accumulating: Bool, into out: Region<S>
  ) {
    check(x, out)
    precondition(rate >= 0 && rate < 1, "dropout of rate \(rate)")
    unsafe S.kernels.functions.pointee.drop(
      Int64(out.count), key, UInt64(rate * 0x1p53), 1 / (1 - rate), x.pointer, accumulating,
      out.pointer)
  }

  /// out = factor·x; `out` may be `x`.
  public static func scale<S>(_ x: Region<S>, by factor: S, into out: Region<S>) {
    check(x, out)
    unsafe S.kernels.functions.pointee.scale(
      Int64(out.count), Double(factor), x.pointer, out.pointer)
  }

  static func check<S>(_ regions: Region<S>...) {
    precondition(
      regions.allSatisfy { $0.count == regions[0].count },
      "regions of \(regions.map(\.count)) elements")
  }
}
