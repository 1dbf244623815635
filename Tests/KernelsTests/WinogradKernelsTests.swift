import Kernels
import Testing

/// Minimal filtering against the definition of the convolution, in Double.
struct WinogradKernelsTests {
  static let geometries: [ConvolutionGeometry] = [
    (1, 1, 4, 4, 1), (3, 5, 1, 1, 1), (8, 8, 14, 14, 1), (16, 16, 7, 7, 1), (5, 13, 9, 6, 1),
    (20, 9, 3, 11, 1), (12, 8, 8, 5, 0), (2, 4, 6, 7, 2), (8, 17, 13, 2, 1),
  ].flatMap { channels, outputs, height, width, padding in
    [16, 32].map {
      ConvolutionGeometry(
        input: (channels, height, width), channels: outputs, kernel: 3, stride: 1,
        padding: padding, examples: $0)
    }
  }

  /// ‖minimal filtering − definition‖/‖definition‖, with bias, addend and ReLU where `full`.
  static func error<S: KernelScalar>(
    _ geometry: ConvolutionGeometry, full: Bool, distortion: S = 0, as _: S.Type
  ) -> Double {
    var random = RandomStream(seed: 5, purpose: "winograd \(geometry)")
    func numbers(_ count: Int) -> [S] { (0..<count).map { _ in S(random.normal()) } }
    let input = numbers(geometry.inputCount)
    let weights = numbers(geometry.weightCount)
    let bias = numbers(geometry.output.channels)
    let addend = numbers(geometry.outputCount)
    let naive = NaiveConvolution<Double>(geometry: geometry)
    let expected = naive.forward(
      input.map(Double.init), weights: weights.map(Double.init),
      bias: full ? bias.map(Double.init) : nil, addend: full ? addend.map(Double.init) : nil,
      rectifying: full)
    let packed = Guarded<S>(unreadable: geometry.winogradWeightCount)
    geometry.packWinograd(region(weights), into: packed.region)
    packed.region[0] += distortion
    let scratch = Guarded<S>(unreadable: geometry.winogradScratchCount)
    let out = Guarded(full ? addend : Array(repeating: 0, count: geometry.outputCount))
    geometry.convolveWinograd(
      region(input), packed: packed.region, bias: full ? region(bias) : nil,
      addend: full ? out.region : nil, rectifying: full, scratch: scratch.region, into: out.region)
    #expect(packed.isIntact && scratch.isIntact && out.isIntact, "\(geometry)")
    var distance = 0.0
    var size = 0.0
    for (value, wanted) in zip(out.elements, expected) {
      distance += (Double(value) - wanted) * (Double(value) - wanted)
      size += wanted * wanted
    }
    return (distance / size).squareRoot()
  }

  // Measured: at most 6e-7 in Float and 1.1e-15 in Double.
  @Test(arguments: geometries, [false, true])
  func itIsTheConvolution(_ geometry: ConvolutionGeometry, full: Bool) {
    #expect(Self.error(geometry, full: full, as: Float.self) < 2e-6)
    #expect(Self.error(geometry, full: full, as: Double.self) < 4e-15)
  }

  @Test func theComparisonFailsForAWrongWeight() {
    #expect(Self.error(Self.geometries[4], full: false, distortion: 0.01, as: Float.self) > 1e-5)
  }

  @Test func aScalePerChannelIsFoldedIn() {
    let geometry = Self.geometries[8]
    var random = RandomStream(seed: 6, purpose: "winograd scale")
    let weights = (0..<geometry.weightCount).map { _ in random.normal() }
    let scale = (0..<geometry.output.channels).map { _ in random.normal() }
    let each = geometry.weightCount / scale.count
    let scaled = weights.indices.map { weights[$0] * scale[$0 / each] }
    let folded = Guarded<Double>(unreadable: geometry.winogradWeightCount)
    let plain = Guarded<Double>(unreadable: geometry.winogradWeightCount)
    geometry.packWinograd(region(weights), scale: region(scale), into: folded.region)
    geometry.packWinograd(region(scaled), into: plain.region)
    #expect(
      zip(folded.elements, plain.elements).allSatisfy { abs($0 - $1) <= 1e-14 * (1 + abs($1)) })
  }
}
