import Kernels
import SanitizerTestSupport
import Testing

/// The gradients of minimal filtering against the definition of the convolution, in Double.
struct WinogradGradientTests {
  private static let geometries: [ConvolutionGeometry] = [
    (1, 1, 4, 4, 1), (3, 5, 1, 1, 1), (8, 8, 14, 14, 1), (16, 16, 7, 7, 1), (5, 13, 9, 6, 1),
    (4, 9, 3, 11, 1), (12, 8, 8, 5, 0), (2, 4, 6, 7, 2), (8, 17, 13, 2, 1), (64, 13, 7, 7, 1),
    (96, 77, 9, 9, 1),
  ].flatMap { channels, outputs, height, width, padding in
    [16, 32].map {
      ConvolutionGeometry(
        input: (channels, height, width), channels: outputs, kernel: 3, stride: 1,
        padding: padding, examples: $0)
    }
  }

  private static var affordable: [ConvolutionGeometry] {
    Sanitizer.affordable(geometries) { $0.outputCount * $0.weightCount / $0.output.channels }
  }

  private static func error<S: KernelScalar>(_ found: [S], _ wanted: [Double]) -> Double {
    let distance = zip(found, wanted).reduce(0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
    }
    return (distance / wanted.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }

  /// ‖gradient of the weights − definition‖/‖definition‖.
  private static func weightError<S: KernelScalar>(
    _ geometry: ConvolutionGeometry, distortion: S = 0, as _: S.Type
  ) -> Double {
    var random = RandomStream(seed: 5, purpose: "winograd weight gradient \(geometry)")
    let input = random.normalNumbers(geometry.inputCount, as: S.self)
    let gradient = random.normalNumbers(geometry.outputCount, as: S.self)
    let expected = NaiveConvolution<Double>(geometry: geometry)
      .weightGradient(input.map(Double.init), gradient: gradient.map(Double.init))
    let scratch = Guarded<S>(unreadable: geometry.winogradGradientScratchCount)
    let result = Guarded<S>(unreadable: geometry.weightCount)
    let source = Guarded(input)
    source.region[0] += distortion
    geometry.weightGradientWinograd(
      input: source.region, outputGradient: region(gradient), scratch: scratch.region,
      into: result.region)
    #expect(scratch.isIntact && result.isIntact, "\(geometry)")
    return error(result.elements, expected)
  }

  @Test(arguments: affordable)
  func ofTheWeights(_ geometry: ConvolutionGeometry) {
    #expect(Self.weightError(geometry, as: Float.self) < 2e-6)
    #expect(Self.weightError(geometry, as: Double.self) < 4e-15)
  }

  @Test func theComparisonFailsForAWrongInput() {
    #expect(Self.weightError(Self.geometries[4], distortion: 0.1, as: Float.self) > 1e-5)
  }

  /// The transposed convolution with turned weights, replacing and adding.
  private func checkInput<S: KernelScalar>(
    _ geometry: ConvolutionGeometry, within bound: Double, _: S.Type
  ) {
    var random = RandomStream(seed: 6, purpose: "winograd input gradient \(geometry)")
    let gradient = random.normalNumbers(geometry.outputCount, as: S.self)
    let weights = random.normalNumbers(geometry.weightCount, as: S.self)
    let before = random.normalNumbers(geometry.inputCount, as: S.self)
    let expected = NaiveConvolution<Double>(geometry: geometry)
      .inputGradient(gradient.map(Double.init), weights: weights.map(Double.init))
    let transposed = geometry.transposed
    let turned = Guarded<S>(unreadable: geometry.weightCount)
    geometry.turn(region(weights), into: turned.region)
    let packed = Guarded<S>(unreadable: transposed.winogradWeightCount)
    transposed.packWinograd(turned.region, into: packed.region)
    let scratch = Guarded<S>(unreadable: transposed.winogradScratchCount)
    let replaced = Guarded<S>(unreadable: geometry.inputCount)
    transposed.convolveWinograd(
      region(gradient), packed: packed.region, scratch: scratch.region, into: replaced.region)
    #expect(Self.error(replaced.elements, expected) < bound, "\(geometry)")
    let added = Guarded(before)
    transposed.convolveWinograd(
      region(gradient), packed: packed.region, addend: added.region, scratch: scratch.region,
      into: added.region)
    let sums = zip(before, expected).map { Double($0) + $1 }
    #expect(Self.error(added.elements, sums) < bound, "\(geometry)")
    #expect(
      turned.isIntact && packed.isIntact && scratch.isIntact && replaced.isIntact
        && added.isIntact, "\(geometry)")
  }

  @Test(arguments: affordable)
  func ofTheInput(_ geometry: ConvolutionGeometry) {
    checkInput(geometry, within: 2e-6, Float.self)
    checkInput(geometry, within: 4e-15, Double.self)
  }

  @Test func aTransposedConvolutionHasTheSizesOfTheInput() {
    for geometry in Self.geometries {
      let transposed = geometry.transposed
      #expect(transposed.input == geometry.output && transposed.output == geometry.input)
      #expect(transposed.transposed == geometry)
    }
    let strided = ConvolutionGeometry(
      input: (8, 8, 8), channels: 8, kernel: 3, stride: 2, padding: 1, examples: 16)
    let padded = ConvolutionGeometry(
      input: (8, 8, 8), channels: 8, kernel: 3, stride: 1, padding: 3, examples: 16)
    #expect(!strided.hasTransposed && !padded.hasTransposed)
  }
}
