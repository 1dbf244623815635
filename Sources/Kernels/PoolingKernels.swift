internal import CKernels

/// The sizes of a pooling of the pixels of each channel over a block of examples.
public struct PoolingGeometry: Hashable, Sendable {
  /// Which pixels of the input lie under a pixel of the output.
  public enum Windows: Hashable, Sendable {
    /// Squares of `kernel` rows and columns that advance by `stride`, with `padding` rows and columns
    /// around the input that do not count; `padding` is at most half of `kernel`.
    case squares(kernel: Int, stride: Int, padding: Int)
    /// As many windows as the output has pixels, of sizes as equal as can be: along an axis of n
    /// pixels, output pixel i of m takes those from ⌊i·n/m⌋ to below ⌈(i + 1)·n/m⌉.
    case adaptive
  }

  /// Channels of input and output.
  public let channels: Int
  /// Rows and columns of the input.
  public let input: (height: Int, width: Int)
  /// Rows and columns of the output.
  public let output: (height: Int, width: Int)
  /// The windows.
  public let windows: Windows
  /// Examples in a block, which may be narrow.
  public let examples: Int

  /// Creates the geometry of a pooling.
  public init(
    channels: Int, input: (height: Int, width: Int), output: (height: Int, width: Int),
    windows: Windows, examples: Int
  ) {
    precondition(Block.allows(examples), "\(examples) examples in a block")
    precondition(
      channels >= 1 && min(input.height, input.width, output.height, output.width) >= 1,
      "\(channels) channels of \(input) to \(output)")
    if case .squares(let kernel, let stride, let padding) = windows {
      precondition(
        kernel >= 1 && stride >= 1 && padding >= 0 && padding <= kernel / 2,
        "kernel \(kernel), stride \(stride), padding \(padding)")
      for (size, count) in [(input.height, output.height), (input.width, output.width)] {
        precondition((count - 1) * stride - padding < size, "\(count) windows on \(size) pixels")
      }
    }
    self.channels = channels
    self.input = input
    self.output = output
    self.windows = windows
    self.examples = examples
  }

  /// The number of windows along one axis; below 1 where none fits.
  ///
  /// - Parameters:
  ///   - size: the pixels of the input.
  ///   - kernel: the pixels of a window.
  ///   - stride: the pixels that it advances by.
  ///   - padding: the pixels on each side of the input.
  ///   - roundingUp: whether a last window counts that reaches beyond input and padding; one that begins
  ///     there never does.
  public static func outputSize(
    _ size: Int, kernel: Int, stride: Int, padding: Int, roundingUp: Bool
  ) -> Int {
    let room = size + 2 * padding - kernel
    guard room >= 0 || roundingUp && room > -stride else { return 0 }
    guard roundingUp else { return room / stride + 1 }
    let count = (room + stride - 1) / stride + 1
    return (count - 1) * stride >= size + padding ? count - 1 : count
  }

  /// out = the largest element of each window; a NaN counts as larger than all numbers.
  public func maximum<S>(of x: Region<S>, into out: Region<S>) {
    taking(x, whereLargest: x, into: out)
  }

  /// out = the element of `source` where `x` has the largest of each window: of equal ones the first.
  public func taking<S>(_ source: Region<S>, whereLargest x: Region<S>, into out: Region<S>) {
    check(x, out)
    check(source, out)
    unsafe withUnsafePointer(to: c) {
      unsafe S.kernels.functions.pointee.pool_max($0, x.pointer, source.pointer, out.pointer)
    }
  }

  /// The gradient of `maximum` with respect to its input.
  public func maximumBackward<S>(
    of x: Region<S>, gradient dy: Region<S>, accumulating: Bool, into dx: Region<S>
  ) {
    check(x, dy)
    check(dx, dy)
    unsafe withUnsafePointer(to: c) {
      unsafe S.kernels.functions.pointee.pool_max_backward(
        $0, x.pointer, dy.pointer, accumulating, dx.pointer)
    }
  }

  /// out = the mean of each window.
  public func mean<S>(of x: Region<S>, into out: Region<S>) {
    check(x, out)
    unsafe withUnsafePointer(to: c) {
      unsafe S.kernels.functions.pointee.pool_mean($0, x.pointer, out.pointer)
    }
  }

  /// The gradient of `mean` with respect to its input.
  public func meanBackward<S>(
    gradient dy: Region<S>, accumulating: Bool, into dx: Region<S>
  ) {
    check(dx, dy)
    unsafe withUnsafePointer(to: c) {
      unsafe S.kernels.functions.pointee.pool_mean_backward(
        $0, dy.pointer, accumulating, dx.pointer)
    }
  }

  private var c: basin_pooling {
    let sizes =
      switch windows {
      case .squares(let kernel, let stride, let padding): (kernel, stride, padding)
      case .adaptive: (0, 1, 0)
      }
    return basin_pooling(
      channels: Int32(channels), height_in: Int32(input.height), width_in: Int32(input.width),
      height_out: Int32(output.height), width_out: Int32(output.width), kernel: Int32(sizes.0),
      stride: Int32(sizes.1), padding: Int32(sizes.2), examples: Int32(examples))
  }

  private func check<S>(_ input: Region<S>, _ output: Region<S>) {
    precondition(
      input.count == channels * self.input.height * self.input.width * examples
        && output.count == channels * self.output.height * self.output.width * examples,
      "pooling of \(input.count) to \(output.count) elements")
  }

  /// Whether two geometries agree in every size.
  public static func == (a: PoolingGeometry, b: PoolingGeometry) -> Bool {
    a.channels == b.channels && a.input == b.input && a.output == b.output
      && a.windows == b.windows && a.examples == b.examples
  }

  /// Feeds every size to a hasher.
  public func hash(into hasher: inout Hasher) {
    for size in [channels, input.height, input.width, output.height, output.width, examples] {
      hasher.combine(size)
    }
    hasher.combine(windows)
  }
}
