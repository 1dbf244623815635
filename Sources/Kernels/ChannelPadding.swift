/// The shortcut without parameters of He et al. (2016, option A): every `stride`-th pixel of each
/// channel, between channels of zeros.
public struct ChannelPadding: Sendable {
  /// Channels, rows and columns of the input.
  public let input: (channels: Int, height: Int, width: Int)
  /// Channels of the output, at least as many.
  public let channels: Int
  /// Pixels from one that is taken to the next, at least 1.
  public let stride: Int
  /// Examples in a block.
  public let examples: Int

  /// Describes a padding.
  public init(
    input: (channels: Int, height: Int, width: Int), channels: Int, stride: Int, examples: Int
  ) {
    precondition(
      channels >= input.channels && stride >= 1, "\(input) to \(channels), stride \(stride)")
    self.input = input
    self.channels = channels
    self.stride = stride
    self.examples = examples
  }

  /// Pixels along an axis of the output, of `size` along the input's.
  public static func outputSize(_ size: Int, stride: Int) -> Int { (size - 1) / stride + 1 }

  /// Channels of zeros before the input's: half of all, rounded down.
  public var channelsBefore: Int { (channels - input.channels) / 2 }

  private var height: Int { Self.outputSize(input.height, stride: stride) }
  private var width: Int { Self.outputSize(input.width, stride: stride) }

  /// out = the padded input.
  public func pad<S>(_ x: Region<S>, into out: Region<S>) {
    check(x, out)
    out.fill(0)
    forEachPixel { source, target in
      unsafe (out.pointer + target).update(from: x.pointer + source, count: examples)
    }
  }

  /// The gradient of `pad` with respect to its input.
  public func padBackward<S>(gradient dy: Region<S>, accumulating: Bool, into dx: Region<S>) {
    check(dx, dy)
    if !accumulating { dx.fill(0) }
    forEachPixel { source, target in
      let from = unsafe dy.pointer + target
      let to = unsafe dx.pointer + source
      for lane in 0..<examples { unsafe to[lane] += from[lane] }
    }
  }

  /// The places of each pixel that is taken, in the input and in the output.
  private func forEachPixel(_ body: (_ source: Int, _ target: Int) -> Void) {
    for channel in 0..<input.channels {
      for row in 0..<height {
        for column in 0..<width {
          let from = (channel * input.height + row * stride) * input.width + column * stride
          let to = ((channelsBefore + channel) * height + row) * width + column
          body(from * examples, to * examples)
        }
      }
    }
  }

  private func check<S>(_ input: Region<S>, _ output: Region<S>) {
    precondition(
      input.count == self.input.channels * self.input.height * self.input.width * examples
        && output.count == channels * height * width * examples,
      "padding of \(input.count) to \(output.count) elements")
  }
}
