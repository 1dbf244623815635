internal import CKernels

/// Convolution by Winograd's minimal filtering F(4×4, 3×3): a quarter of the multiplications of the
/// direct sum. It rounds a little worse (about 1.4 times the error of the direct sum on random
/// data) and overflows earlier, so points that come out non-finite are to be computed directly.
extension ConvolutionGeometry {
  /// Whether the kernel is one that minimal filtering covers.
  public var allowsWinograd: Bool { kernel == 3 && stride == 1 }

  /// Whether minimal filtering is also faster: with few channels the transforms outweigh the
  /// products (measured: 0.8 times the direct speed at 5 channels, 1.1 at 8, 2 at 16).
  public var profitsFromWinograd: Bool {
    allowsWinograd && min(input.channels, output.channels) >= 8
  }

  /// Elements of the transformed weights: out · in · 36.
  public var winogradWeightCount: Int { output.channels * input.channels * 36 }

  /// Elements of the scratch memory that `convolveWinograd` needs.
  public var winogradScratchCount: Int {
    36 * (3 * (input.channels + Int(BASIN_CHANNEL_BLOCK)) + 1) * Block.lanes
  }

  /// Transforms and reorders weights (out, in, 3, 3), each output channel's scaled by its element
  /// of `scale`.
  public func packWinograd<Scalar>(
    _ weights: Region<Scalar>, scale: Region<Scalar>? = nil, into packed: Region<Scalar>
  ) {
    precondition(allowsWinograd, "kernel \(kernel), stride \(stride)")
    check(weights, weightCount, "weights")
    check(packed, winogradWeightCount, "transformed weights")
    if let scale { check(scale, output.channels, "scale") }
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.pack_winograd(
        $0, weights.pointer, scale?.pointer, packed.pointer)
    }
  }

  /// The same as `convolve`, from weights transformed by `packWinograd`.
  public func convolveWinograd<Scalar>(
    _ input: Region<Scalar>, packed: Region<Scalar>, bias: Region<Scalar>? = nil,
    addend: Region<Scalar>? = nil, rectifying: Bool = false, scratch: Region<Scalar>,
    into out: Region<Scalar>
  ) {
    precondition(allowsWinograd, "kernel \(kernel), stride \(stride)")
    check(input, inputCount, "input")
    check(packed, winogradWeightCount, "transformed weights")
    check(out, outputCount, "output")
    if let bias { check(bias, output.channels, "bias") }
    if let addend { check(addend, outputCount, "addend") }
    precondition(
      scratch.count >= winogradScratchCount,
      "scratch: \(scratch.count) elements instead of \(winogradScratchCount)")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.convolve_winograd(
        $0, packed.pointer, input.pointer, bias?.pointer, addend?.pointer, rectifying,
        scratch.pointer, out.pointer)
    }
  }
}
