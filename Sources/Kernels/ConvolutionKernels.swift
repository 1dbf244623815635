internal import CKernels

/// The sizes of a square two-dimensional convolution over a block of examples.
public struct ConvolutionGeometry: Hashable, Sendable {
  /// Channels, rows and columns of the input.
  public let input: (channels: Int, height: Int, width: Int)
  /// Channels, rows and columns of the output.
  public let output: (channels: Int, height: Int, width: Int)
  /// Rows and columns of the kernel, 1 … 8.
  public let kernel: Int
  /// Pixels the kernel advances by.
  public let stride: Int
  /// Rows and columns of zeros around the input.
  public let padding: Int
  /// Examples in a block, a multiple of `Block.lanes`; for the forward pass also `Block.narrow`.
  public let examples: Int

  /// The largest kernel that is supported.
  public static let largestKernel = Int(BASIN_MAX_KERNEL)

  /// Creates the geometry of a convolution whose output size follows from the rest.
  public init(
    input: (channels: Int, height: Int, width: Int), channels: Int, kernel: Int, stride: Int,
    padding: Int, examples: Int
  ) {
    precondition(
      kernel >= 1 && kernel <= ConvolutionGeometry.largestKernel && stride >= 1 && padding >= 0,
      "kernel \(kernel), stride \(stride), padding \(padding)")
    precondition(Block.allows(examples), "\(examples) examples in a block")
    self.input = input
    self.output = (
      channels, ConvolutionGeometry.outputSize(input.height, kernel, stride, padding),
      ConvolutionGeometry.outputSize(input.width, kernel, stride, padding)
    )
    precondition(output.height >= 1 && output.width >= 1, "input \(input) under kernel \(kernel)")
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.examples = examples
  }

  /// The number of output pixels along one axis; below 1 where the kernel does not fit.
  public static func outputSize(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> Int {
    let room = size + 2 * padding - kernel
    return room < 0 ? 0 : room / stride + 1
  }

  /// The number of weights, out · in · kernel².
  public var weightCount: Int { output.channels * input.channels * kernel * kernel }
  /// Elements of a block of inputs.
  public var inputCount: Int { input.channels * input.height * input.width * examples }
  /// Elements of a block of outputs.
  public var outputCount: Int { output.channels * output.height * output.width * examples }
  /// Elements of the scratch memory that the weight gradient needs.
  public var scratchCount: Int {
    input.channels * kernel * kernel * Int(BASIN_CHANNEL_BLOCK) * Block.lanes
  }

  var c: basin_convolution {
    basin_convolution(
      channels_in: Int32(input.channels), height_in: Int32(input.height),
      width_in: Int32(input.width), channels_out: Int32(output.channels),
      height_out: Int32(output.height), width_out: Int32(output.width), kernel: Int32(kernel),
      stride: Int32(stride), padding: Int32(padding), examples: Int32(examples))
  }

  /// Whether two geometries agree in every size.
  public static func == (a: ConvolutionGeometry, b: ConvolutionGeometry) -> Bool {
    a.input == b.input && a.output == b.output && a.kernel == b.kernel && a.stride == b.stride
      && a.padding == b.padding && a.examples == b.examples
  }

  /// Feeds every size to a hasher.
  public func hash(into hasher: inout Hasher) {
    for size in [
      input.channels, input.height, input.width, output.channels, kernel, stride, padding, examples,
    ] {
      hasher.combine(size)
    }
  }

  /// Reorders weights (out, in, kernel, kernel) for `convolve`, after a step along a plane, each
  /// output channel's scaled by its element of `scale`.
  public func packForward<Scalar>(
    _ weights: Region<Scalar>, step: PlaneStep<Scalar>? = nil, scale: Region<Scalar>? = nil,
    into packed: Region<Scalar>
  ) {
    check(weights, weightCount, "weights")
    if let step { check(step.x, weightCount, "step") }
    check(packed, weightCount, "packed weights")
    if let scale { check(scale, output.channels, "scale") }
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.pack_forward(
        $0, weights.pointer, step?.x.pointer, step?.alpha ?? 0, step?.y.pointer, step?.beta ?? 0,
        scale?.pointer, packed.pointer)
    }
  }

  /// Reorders weights (out, in, kernel, kernel) for `inputGradient`.
  public func packBackward<Scalar>(_ weights: Region<Scalar>, into packed: Region<Scalar>) {
    check(weights, weightCount, "weights")
    check(packed, weightCount, "packed weights")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.pack_backward($0, weights.pointer, packed.pointer)
    }
  }

  /// out = convolution(input) + bias (per channel) + addend, then max(0, ·) where `rectifying`.
  public func convolve<Scalar>(
    _ input: Region<Scalar>, packed: Region<Scalar>, bias: Region<Scalar>? = nil,
    addend: Region<Scalar>? = nil, rectifying: Bool = false, into out: Region<Scalar>
  ) {
    check(input, inputCount, "input")
    check(packed, weightCount, "packed weights")
    check(out, outputCount, "output")
    if let bias { check(bias, output.channels, "bias") }
    if let addend { check(addend, outputCount, "addend") }
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.convolve(
        $0, packed.pointer, input.pointer, bias?.pointer, addend?.pointer, rectifying, out.pointer)
    }
  }

  /// The gradient with respect to the input, from that with respect to the output.
  public func inputGradient<Scalar>(
    of outputGradient: Region<Scalar>, packed: Region<Scalar>, accumulating: Bool,
    into inputGradient: Region<Scalar>
  ) {
    checkWide()
    check(outputGradient, outputCount, "output gradient")
    check(packed, weightCount, "packed weights")
    check(inputGradient, inputCount, "input gradient")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.convolve_backward(
        $0, packed.pointer, outputGradient.pointer, accumulating, inputGradient.pointer)
    }
  }

  /// The gradient with respect to the weights (out, in, kernel, kernel), summed over the block.
  public func weightGradient<Scalar>(
    input: Region<Scalar>, outputGradient: Region<Scalar>, scratch: Region<Scalar>,
    into weightGradient: Region<Scalar>
  ) {
    checkWide()
    check(input, inputCount, "input")
    check(outputGradient, outputCount, "output gradient")
    precondition(
      scratch.count >= scratchCount,
      "scratch: \(scratch.count) elements instead of \(scratchCount)")
    check(weightGradient, weightCount, "weight gradient")
    unsafe withUnsafePointer(to: c) {
      unsafe Scalar.kernels.functions.pointee.convolution_weight_gradient(
        $0, input.pointer, outputGradient.pointer, scratch.pointer, weightGradient.pointer)
    }
  }

  func checkWide() {
    precondition(examples % Block.lanes == 0, "gradients of a narrow block")
  }

  func check<Scalar>(_ region: Region<Scalar>, _ count: Int, _ name: String) {
    precondition(region.count == count, "\(name): \(region.count) elements instead of \(count)")
  }
}
