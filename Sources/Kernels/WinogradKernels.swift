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

  /// Elements of the transformed weights: out · in · 36, and for some numbers of channels a few
  /// that keep them apart in the cache.
  public var winogradWeightCount: Int {
    36 * (output.channels * input.channels + output.channels / 8 * gap(input.channels))
  }

  /// Elements of the scratch memory that `convolveWinograd` needs.
  public var winogradScratchCount: Int {
    let blocks = Int(basin_winograd_blocks(Int32(input.channels)))
    return 36 * (3 * (input.channels + Int(BASIN_CHANNEL_BLOCK) * blocks) + 1) * Block.lanes
  }

  /// Whether so few tiles cover a block that each weight is read once.
  public var readsWeightsOnce: Bool {
    allowsWinograd && tiles * examples <= 3 * Block.lanes
  }

  /// Elements of the scratch memory that `convolveWinogradOnce` needs.
  public var winogradOnceScratchCount: Int {
    let slice = Int(BASIN_WINOGRAD_SLICE)
    return 36
      * ((3 * (slice + output.channels) + 1) * Block.lanes + 32 * slice + 4 * gap(slice))
  }

  private func gap(_ channels: Int) -> Int { Int(basin_winograd_gap(Int32(channels))) }

  /// Transforms and reorders weights (out, in, 3, 3), after a step along a plane, each output
  /// channel's scaled by its element of `scale`.
  public func packWinograd<Scalar>(
    _ weights: Region<Scalar>, step: PlaneStep<Scalar>? = nil, scale: Region<Scalar>? = nil,
    into packed: Region<Scalar>
  ) {
    precondition(allowsWinograd, "kernel \(kernel), stride \(stride)")
    check(weights, weightCount, "weights")
    if let step { check(step.x, weightCount, "step") }
    check(packed, winogradWeightCount, "transformed weights")
    if let scale { check(scale, output.channels, "scale") }
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.pack_winograd(
        $0, weights.pointer, step?.x.pointer, step?.alpha ?? 0, step?.y.pointer, step?.beta ?? 0,
        scale?.pointer, packed.pointer)
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

  /// The same from the weights (out, in, 3, 3) themselves, after a step along a plane, each output
  /// channel's scaled by its element of `scale`: they are transformed where they are used. It takes
  /// less time and memory than `packWinograd` and `convolveWinograd` where `readsWeightsOnce` and
  /// every set of weights meets one block.
  public func convolveWinogradOnce<Scalar>(
    _ input: Region<Scalar>, weights: Region<Scalar>, step: PlaneStep<Scalar>? = nil,
    scale: Region<Scalar>? = nil, bias: Region<Scalar>? = nil, addend: Region<Scalar>? = nil,
    rectifying: Bool = false, scratch: Region<Scalar>, into out: Region<Scalar>
  ) {
    precondition(allowsWinograd, "kernel \(kernel), stride \(stride)")
    check(input, inputCount, "input")
    check(weights, weightCount, "weights")
    if let step { check(step.x, weightCount, "step") }
    check(out, outputCount, "output")
    if let scale { check(scale, output.channels, "scale") }
    if let bias { check(bias, output.channels, "bias") }
    if let addend { check(addend, outputCount, "addend") }
    precondition(
      scratch.count >= winogradOnceScratchCount,
      "scratch: \(scratch.count) elements instead of \(winogradOnceScratchCount)")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.convolve_winograd_once(
        $0, weights.pointer, step?.x.pointer, step?.alpha ?? 0, step?.y.pointer, step?.beta ?? 0,
        scale?.pointer, input.pointer, bias?.pointer, addend?.pointer, rectifying,
        scratch.pointer, out.pointer)
    }
  }
}

/// The gradients of a convolution by minimal filtering.
extension ConvolutionGeometry {
  /// Whether the gradient with respect to the input is itself a convolution: see ``transposed``.
  public var hasTransposed: Bool { stride == 1 && padding < kernel }

  /// The convolution of stride 1 that leads from the gradient of the output to that of the input; its weights
  /// are those that `turn` gives.
  public var transposed: ConvolutionGeometry {
    precondition(hasTransposed, "kernel \(kernel), stride \(stride), padding \(padding)")
    return ConvolutionGeometry(
      input: output, channels: input.channels, kernel: kernel, stride: 1,
      padding: kernel - 1 - padding, examples: examples)
  }

  /// The weights (in, out, kernel, kernel) of ``transposed`` from those (out, in, kernel, kernel) of this.
  public func turn<Scalar>(_ weights: Region<Scalar>, into turned: Region<Scalar>) {
    check(weights, weightCount, "weights")
    check(turned, weightCount, "turned weights")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.turn_weights($0, weights.pointer, turned.pointer)
    }
  }

  /// Whether minimal filtering is faster for the forward pass and both gradients together, one block at a
  /// time (measured at 8, 16, 32 and 64 channels: 0.8, 1.4, 1.8 and 2.2 times as fast).
  public var trainingProfitsFromWinograd: Bool {
    allowsWinograd && hasTransposed && min(input.channels, output.channels) >= 16
  }

  private var tiles: Int { (output.height + 3) / 4 * ((output.width + 3) / 4) }

  /// Elements of the scratch memory that `weightGradientWinograd` needs.
  public var winogradGradientScratchCount: Int {
    let inputs = (input.channels + Block.lanes - 1) / Block.lanes * Block.lanes
    let outputs = (output.channels + 7) / 8 * 8
    let together = Int(
      basin_winograd_tiles(Int32(input.channels), Int32(output.channels), Int32(tiles)))
    return 36
      * ((together * (inputs + outputs) + 2) * Block.lanes + inputs * outputs)
  }

  /// The same as `weightGradient`, by minimal filtering.
  public func weightGradientWinograd<Scalar>(
    input: Region<Scalar>, outputGradient: Region<Scalar>, scratch: Region<Scalar>,
    into weightGradient: Region<Scalar>
  ) {
    precondition(allowsWinograd, "kernel \(kernel), stride \(stride)")
    checkWide()
    check(input, inputCount, "input")
    check(outputGradient, outputCount, "output gradient")
    check(weightGradient, weightCount, "weight gradient")
    precondition(
      scratch.count >= winogradGradientScratchCount,
      "scratch: \(scratch.count) elements instead of \(winogradGradientScratchCount)")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.winograd_weight_gradient(
        $0, input.pointer, outputGradient.pointer, scratch.pointer, weightGradient.pointer)
    }
  }
}
