internal import Kernels
internal import Tensors

/// The shortcut without parameters of He et al. (2016, option A): every `stride`-th row and column,
/// between channels of zeros, half of them (rounded down) before and the rest after.
///
/// Input: channels × height × width.
public struct ShortcutPadding: Hashable, Codable, Sendable {
  /// Channels of the output, at least those of the input.
  public let channels: Int
  /// Rows and columns from one that is taken to the next.
  public let stride: Int

  /// Creates a padding.
  public init(channels: Int, stride: Int) {
    self.channels = channels
    self.stride = stride
  }
}

extension ShortcutPadding: JointlyLinearOperation {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkImages(inputs[0])
    guard channels >= inputs[0][0], (1...Convolution.largestStep).contains(stride) else {
      throw ShapeMismatch(
        what: "cannot pad shape \(inputs[0]) to \(channels) channels with stride \(stride)")
    }
    let sizes = [inputs[0][1], inputs[0][2]].map {
      ChannelPadding.outputSize($0, stride: stride)
    }
    return [channels, sizes[0], sizes[1]]
  }

  func forward<S>(_ block: BlockContext<S>) {
    padding(block).pad(block.inputs[0], into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient, let target = block.inputGradients[0] else { return }
    padding(block).padBackward(
      gradient: gradient, accumulating: target.accumulates, into: target.region)
  }

  private func padding<S>(_ block: BlockContext<S>) -> ChannelPadding {
    let input = block.node.sizes.inputs[0]
    return ChannelPadding(
      input: (input[0], input[1], input[2]), channels: channels, stride: stride,
      examples: block.node.sizes.examples)
  }
}
