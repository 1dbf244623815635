import Kernels
import SanitizerTestSupport
import Testing

/// Minimal filtering against the definition of the convolution, in Double.
struct WinogradKernelsTests {
  static let geometries: [ConvolutionGeometry] = [
    (1, 1, 4, 4, 1), (3, 5, 1, 1, 1), (8, 8, 14, 14, 1), (16, 16, 7, 7, 1), (5, 13, 9, 6, 1),
    (20, 9, 3, 11, 1), (12, 8, 8, 5, 0), (2, 4, 6, 7, 2), (8, 17, 13, 2, 1),
    (64, 13, 7, 7, 1), (136, 77, 5, 9, 1), (300, 41, 7, 7, 1),
  ].flatMap { channels, outputs, height, width, padding in
    [16, 32, 8].map {
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
  @Test(
    arguments: Sanitizer.affordable(geometries) {
      $0.outputCount * $0.weightCount / $0.output.channels
    }, [false, true])
  func itIsTheConvolution(_ geometry: ConvolutionGeometry, full: Bool) {
    #expect(Self.error(geometry, full: full, as: Float.self) < 2e-6)
    #expect(Self.error(geometry, full: full, as: Double.self) < 4e-15)
  }

  @Test func theComparisonFailsForAWrongWeight() {
    #expect(Self.error(Self.geometries[6], full: false, distortion: 0.01, as: Float.self) > 1e-5)
  }

  /// Outputs with bias, scale, addend and ReLU: by packed weights, and by weights transformed where
  /// they are used.
  static func outputs<S: KernelScalar>(
    _ geometry: ConvolutionGeometry, _ input: [S], weights: [S], addend: [S]
  ) -> (packed: [S], once: [S]) {
    var random = RandomStream(seed: 8, purpose: "winograd bias")
    let bias = random.normalNumbers(geometry.output.channels, as: S.self)
    let scale = random.normalNumbers(geometry.output.channels, as: S.self)
    let packed = Guarded<S>(unreadable: geometry.winogradWeightCount)
    geometry.packWinograd(region(weights), scale: region(scale), into: packed.region)
    let scratch = Guarded<S>(unreadable: geometry.winogradScratchCount)
    let out = Guarded(addend)
    geometry.convolveWinograd(
      region(input), packed: packed.region, bias: region(bias), addend: out.region,
      rectifying: true, scratch: scratch.region, into: out.region)
    let onceScratch = Guarded<S>(unreadable: geometry.winogradOnceScratchCount)
    let once = Guarded(addend)
    geometry.convolveWinogradOnce(
      region(input), weights: region(weights), scale: region(scale), bias: region(bias),
      addend: once.region, rectifying: true, scratch: onceScratch.region, into: once.region)
    #expect(
      packed.isIntact && scratch.isIntact && out.isIntact && onceScratch.isIntact
        && once.isIntact, "\(geometry)")
    return (out.elements, once.elements)
  }

  @Test(arguments: geometries)
  func weightsTransformedWhereTheyAreUsedGiveTheSameBits(_ geometry: ConvolutionGeometry) {
    func check<S: KernelScalar>(_: S.Type) {
      var random = RandomStream(seed: 9, purpose: "winograd once \(geometry)")
      let (packed, once) = Self.outputs(
        geometry, random.normalNumbers(geometry.inputCount, as: S.self),
        weights: random.normalNumbers(geometry.weightCount, as: S.self),
        addend: random.normalNumbers(geometry.outputCount, as: S.self))
      #expect(packed == once)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: geometries.filter { $0.examples == Block.narrow })
  func aNarrowBlockHasTheBitsOfAWideOne(_ narrow: ConvolutionGeometry) {
    let wide = ConvolutionGeometry(
      input: narrow.input, channels: narrow.output.channels, kernel: 3, stride: 1,
      padding: narrow.padding, examples: Block.lanes)
    var random = RandomStream(seed: 10, purpose: "winograd narrow \(narrow)")
    let input = random.normalNumbers(narrow.inputCount, as: Float.self)
    let weights = random.normalNumbers(narrow.weightCount, as: Float.self)
    let addend = random.normalNumbers(narrow.outputCount, as: Float.self)
    let few = Self.outputs(narrow, input, weights: weights, addend: addend)
    let many = Self.outputs(wide, widened(input), weights: weights, addend: widened(addend))
    #expect(many.packed == widened(few.packed))
    #expect(many.once == widened(few.once))
  }

  /// The transformed weights as a compiler's divisions give them.
  @Test func weightsAreTransformedInDoubleAndRoundedOnce() {
    let geometry = ConvolutionGeometry(
      input: (9, 4, 4), channels: 8, kernel: 3, stride: 1, padding: 1, examples: 16)
    var random = RandomStream(seed: 11, purpose: "winograd weights")
    let weights = random.normalNumbers(geometry.weightCount, as: Float.self)
    let packed = Guarded<Float>(unreadable: geometry.winogradWeightCount)
    geometry.packWinograd(region(weights), into: packed.region)
    func six(_ w: [Double]) -> [Double] {
      let (a, b) = (0.5.squareRoot(), 2.0.squareRoot())
      let (evenA, oddA) = ((w[0] + 0.5 * w[2]) / -1.5, a * w[1] / -1.5)
      let (evenB, oddB) = ((w[0] + 2 * w[2]) / 6, b * w[1] / 6)
      return [w[0], evenA + oddA, evenA - oddA, evenB + oddB, evenB - oddB, w[2]]
    }
    for o in 0..<8 {
      for i in 0..<9 {
        let filter = weights[(o * 9 + i) * 9..<(o * 9 + i) * 9 + 9].map(Double.init)
        let columns = (0..<3).map { c in six([filter[c], filter[3 + c], filter[6 + c]]) }
        for r in 0..<6 {
          for (c, value) in six([columns[0][r], columns[1][r], columns[2][r]]).enumerated() {
            #expect(packed.elements[((r * 6 + c) * 9 + i) * 8 + o] == Float(value))
          }
        }
      }
    }
  }

  @Test func fewTilesReadEachWeightOnce() {
    func geometry(_ edge: Int, _ examples: Int, stride: Int = 1) -> ConvolutionGeometry {
      ConvolutionGeometry(
        input: (8, edge, edge), channels: 8, kernel: 3, stride: stride, padding: 1,
        examples: examples)
    }
    #expect(geometry(7, 8).readsWeightsOnce && geometry(4, 48).readsWeightsOnce)
    #expect(!geometry(7, 16).readsWeightsOnce && !geometry(14, 8).readsWeightsOnce)
    #expect(!geometry(7, 8, stride: 2).readsWeightsOnce)
  }

  @Test func aScalePerChannelIsFoldedIn() {
    let geometry = Self.geometries[12]
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
