import Kernels
import Testing

/// The pooling kernels and the padding of shortcuts against their definitions.
struct PoolingKernelsTests {
  private static let squares: [(size: (Int, Int), kernel: Int, stride: Int, padding: Int, Bool)] = [
    ((6, 5), 2, 2, 0, false), ((6, 5), 2, 2, 0, true), ((7, 9), 3, 2, 1, false),
    ((1, 1), 3, 2, 1, false), ((1, 3), 2, 2, 0, true), ((5, 4), 3, 1, 0, false),
    ((4, 4), 1, 1, 0, false), ((9, 8), 2, 3, 1, false), ((7, 7), 4, 4, 2, true),
  ]

  private static let all: [PoolingGeometry] =
    squares.map { size, kernel, stride, padding, roundsUp in
      func out(_ size: Int) -> Int {
        PoolingGeometry.outputSize(
          size, kernel: kernel, stride: stride, padding: padding, roundingUp: roundsUp)
      }
      return PoolingGeometry(
        channels: 3, input: size, output: (out(size.0), out(size.1)),
        windows: .squares(kernel: kernel, stride: stride, padding: padding), examples: 32)
    } + adaptive

  private static let adaptive: [PoolingGeometry] = [
    PoolingGeometry(
      channels: 2, input: (7, 5), output: (3, 3), windows: .adaptive, examples: 16),
    PoolingGeometry(
      channels: 2, input: (1, 2), output: (7, 7), windows: .adaptive, examples: 16),
    PoolingGeometry(
      channels: 2, input: (8, 6), output: (4, 6), windows: .adaptive, examples: 16),
  ]

  /// The pixels under each output pixel, by PyTorch's definitions.
  private func windows(_ g: PoolingGeometry) -> [[Int]] {
    func range(_ at: Int, _ input: Int, _ output: Int) -> Range<Int> {
      switch g.windows {
      case .adaptive:
        let end = (Double((at + 1) * input) / Double(output)).rounded(.up)
        return at * input / output..<Int(end)
      case .squares(let kernel, let stride, let padding):
        let first = at * stride - padding
        return max(0, first)..<min(input, first + kernel)
      }
    }
    return (0..<g.output.height).flatMap { y in
      (0..<g.output.width).map { x in
        range(y, g.input.height, g.output.height).flatMap { row in
          range(x, g.input.width, g.output.width).map { row * g.input.width + $0 }
        }
      }
    }
  }

  /// The same for all channels and examples: places in the regions.
  private func places(_ g: PoolingGeometry) -> [(output: Int, inputs: [Int])] {
    let windows = windows(g)
    let pixels = g.input.height * g.input.width
    return (0..<g.channels).flatMap { channel in
      windows.enumerated().flatMap { number, window in
        (0..<g.examples).map { lane in
          (
            (channel * windows.count + number) * g.examples + lane,
            window.map { (channel * pixels + $0) * g.examples + lane }
          )
        }
      }
    }
  }

  private func counts(_ g: PoolingGeometry) -> (input: Int, output: Int) {
    (
      g.channels * g.input.height * g.input.width * g.examples,
      g.channels * g.output.height * g.output.width * g.examples
    )
  }

  @Test(arguments: all) func maximaAreTheFirstLargest(_ geometry: PoolingGeometry) {
    checkMaximum(geometry, Float.self)
    checkMaximum(geometry, Double.self)
  }

  private func checkMaximum<S: KernelScalar>(_ geometry: PoolingGeometry, _: S.Type) {
    var random = RandomStream(seed: 1, purpose: "maximum")
    let (inputs, outputs) = counts(geometry)
    // Few different numbers, so that many are equal; some are not numbers.
    let x = (0..<inputs).map { _ in
      let number = Int.random(in: 0..<9, using: &random)
      return number == 8 ? S.nan : S(number - 4)
    }
    let source = random.wholeNumbers(inputs, as: S.self)
    let dy = random.wholeNumbers(outputs, as: S.self)
    let before = random.wholeNumbers(inputs, as: S.self)
    var (largest, taken) = (
      Array(repeating: S(0), count: outputs), Array(repeating: S(0), count: outputs)
    )
    var gradient = Array(repeating: S(0), count: inputs)
    for (output, window) in places(geometry) {
      // As torch.max_pool2d: a NaN is larger than all, the last one counts.
      let place =
        window.last { x[$0].isNaN } ?? window.first { place in
          window.allSatisfy { x[$0] <= x[place] }
        } ?? window[0]
      largest[output] = x[place]
      taken[output] = source[place]
      gradient[place] += dy[output]
    }
    let guarded = Guarded<S>(unreadable: outputs)
    geometry.maximum(of: region(x), into: guarded.region)
    #expect(
      zip(guarded.elements, largest).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
        && guarded.isIntact)
    geometry.taking(region(source), whereLargest: region(x), into: guarded.region)
    #expect(same(guarded.elements, taken))
    for accumulates in [false, true] {
      let result = accumulates ? Guarded(before) : Guarded<S>(unreadable: inputs)
      geometry.maximumBackward(
        of: region(x), gradient: region(dy), accumulating: accumulates, into: result.region)
      let expected = accumulates ? zip(gradient, before).map { $0 + $1 } : gradient
      #expect(same(result.elements, expected) && result.isIntact)
    }
  }

  @Test(arguments: all) func meansAreOfWhatLiesInTheInput(_ geometry: PoolingGeometry) {
    var random = RandomStream(seed: 2, purpose: "mean")
    let (inputs, outputs) = counts(geometry)
    let x = random.wholeNumbers(inputs, as: Double.self)
    let dy = random.wholeNumbers(outputs, as: Double.self)
    var means = Array(repeating: 0.0, count: outputs)
    var gradient = Array(repeating: 0.0, count: inputs)
    for (output, window) in places(geometry) {
      means[output] = window.reduce(0) { $0 + x[$1] } / Double(window.count)
      for place in window { gradient[place] += dy[output] / Double(window.count) }
    }
    let guarded = Guarded<Double>(unreadable: outputs)
    geometry.mean(of: region(x), into: guarded.region)
    #expect(same(guarded.elements, means) && guarded.isIntact)
    for accumulates in [false, true] {
      let result = accumulates ? Guarded(x) : Guarded<Double>(unreadable: inputs)
      geometry.meanBackward(
        gradient: region(dy), accumulating: accumulates, into: result.region)
      let expected = accumulates ? zip(gradient, x).map { $0 + $1 } : gradient
      #expect(zip(result.elements, expected).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(result.isIntact)
    }
  }

  @Test func sizesArePyTorchs() {
    func size(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ up: Bool) -> Int {
      PoolingGeometry.outputSize(
        size, kernel: kernel, stride: stride, padding: padding, roundingUp: up)
    }
    // As torch.nn.MaxPool2d(kernel, stride, padding, ceil_mode=up) gives them; 0 where it refuses.
    #expect(size(7, 2, 2, 0, false) == 3 && size(7, 2, 2, 0, true) == 4)
    #expect(size(1, 2, 2, 0, false) == 0 && size(1, 2, 2, 0, true) == 1)
    #expect(size(5, 3, 2, 1, true) == 3 && size(6, 3, 2, 1, true) == 4)
    // A window that would begin beyond the input does not count.
    #expect(size(3, 1, 3, 0, true) == 1 && size(4, 2, 4, 1, true) == 2)
  }

  @Test(arguments: [(3, 1), (8, 2), (7, 3)])
  func channelsArePaddedBeforeAndAfter(channels: Int, stride: Int) {
    let padding = ChannelPadding(
      input: (3, 5, 4), channels: channels, stride: stride, examples: 16)
    var random = RandomStream(seed: 3, purpose: "padding")
    let x = random.wholeNumbers(3 * 5 * 4 * 16, as: Float.self)
    let (height, width) = ((5 - 1) / stride + 1, (4 - 1) / stride + 1)
    let outputs = channels * height * width * 16
    let dy = random.wholeNumbers(outputs, as: Float.self)
    var expected = Array(repeating: Float(0), count: outputs)
    var gradient = Array(repeating: Float(0), count: x.count)
    for (c, y, z) in (0..<3).flatMap({ c in
      (0..<height).flatMap { y in (0..<width).map { (c, y, $0) } }
    }) {
      for lane in 0..<16 {
        let from = ((c * 5 + y * stride) * 4 + z * stride) * 16 + lane
        let to = ((((channels - 3) / 2 + c) * height + y) * width + z) * 16 + lane
        expected[to] = x[from]
        gradient[from] += dy[to]
      }
    }
    let guarded = Guarded<Float>(unreadable: outputs)
    padding.pad(region(x), into: guarded.region)
    #expect(same(guarded.elements, expected) && guarded.isIntact)
    for accumulates in [false, true] {
      let result = accumulates ? Guarded(x) : Guarded<Float>(unreadable: x.count)
      padding.padBackward(gradient: region(dy), accumulating: accumulates, into: result.region)
      #expect(
        same(result.elements, accumulates ? zip(gradient, x).map { $0 + $1 } : gradient)
          && result.isIntact)
    }
  }
}
