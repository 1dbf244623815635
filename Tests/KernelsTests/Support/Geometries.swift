import Kernels

/// The convolutions that the kernels are tried on.
enum Geometries {
  /// Every kernel, stride and padding there is use for, over images from 1×1 to 9×7 and channel
  /// counts that are and are not multiples of the blocks of 8 and 4.
  static let varied: [ConvolutionGeometry] = {
    var random = RandomStream(seed: 1, purpose: "geometries")
    var result: [ConvolutionGeometry] = []
    for kernel in [1, 2, 3, 4, 5, 7, 8] {
      for stride in 1...3 {
        for padding in 0...3 {
          // The smallest image under the kernel, and one drawn up to 9×7.
          let least = max(1, kernel - 2 * padding)
          for isSmallest in [true, false] {
            let height = isSmallest ? least : Int.random(in: least...max(9, least), using: &random)
            let width = isSmallest ? least : Int.random(in: least...max(7, least), using: &random)
            result.append(
              ConvolutionGeometry(
                input: (Int.random(in: 1...10, using: &random), height, width),
                channels: Int.random(in: 1...20, using: &random), kernel: kernel, stride: stride,
                padding: padding, examples: Block.lanes * Int.random(in: 1...2, using: &random)))
          }
        }
      }
    }
    return result
  }()

  /// Every pair of channel counts in 1 … 20, 3×3 kernels as in the models.
  static let channels: [ConvolutionGeometry] = (1...20).flatMap { inputs in
    (1...20).map { outputs in
      ConvolutionGeometry(
        input: (inputs, 3, 2), channels: outputs, kernel: 3, stride: 1, padding: 1, examples: 16)
    }
  }

  /// Rows so wide that the weight gradient takes them in several bands.
  static let wide = [
    ConvolutionGeometry(
      input: (2, 9, 40), channels: 9, kernel: 3, stride: 1, padding: 1, examples: 32),
    ConvolutionGeometry(
      input: (4, 7, 40), channels: 12, kernel: 1, stride: 2, padding: 0, examples: 16),
  ]

  /// Narrow blocks: the same, and rows of one pixel and more that leave halves of vectors empty.
  static let narrow: [ConvolutionGeometry] =
    varied.map {
      ConvolutionGeometry(
        input: $0.input, channels: $0.output.channels, kernel: $0.kernel, stride: $0.stride,
        padding: $0.padding, examples: Block.narrow)
    }
    + (1...15).flatMap { width in
      [(1, 1, 0), (1, 2, 0), (3, 1, 1), (3, 2, 1), (7, 2, 3)].map { kernel, stride, padding in
        ConvolutionGeometry(
          input: (3, 3, width), channels: 13, kernel: kernel, stride: stride, padding: padding,
          examples: Block.narrow)
      }
    }

  /// So many weights that the output channels are taken in several spans.
  static let heavy = [(300, 70, 3, 1), (2100, 90, 1, 0)].flatMap {
    inputs, outputs, kernel, padding in
    [Block.narrow, Block.lanes].map {
      ConvolutionGeometry(
        input: (inputs, 3, 2), channels: outputs, kernel: kernel, stride: 2, padding: padding,
        examples: $0)
    }
  }

  static let all = varied + channels + wide
}
