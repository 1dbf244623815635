import Kernels
import Testing

/// The convolution kernels against their definition. All numbers are whole, so equal means equal.
struct ConvolutionKernelsTests {
  @Test func forwardIsTheDefinition() {
    for geometry in Geometries.all + Geometries.narrow + Geometries.heavy {
      checkForward(geometry, Float.self)
      checkForward(geometry, Double.self)
    }
  }

  @Test func aNarrowBlockHasTheBitsOfAWideOne() {
    for narrow in Geometries.narrow {
      let wide = ConvolutionGeometry(
        input: narrow.input, channels: narrow.output.channels, kernel: narrow.kernel,
        stride: narrow.stride, padding: narrow.padding, examples: Block.lanes)
      var random = RandomStream(seed: 7, purpose: "narrow \(narrow)")
      let input = random.normalNumbers(narrow.inputCount, as: Float.self)
      let weights = random.normalNumbers(narrow.weightCount, as: Float.self)
      let packed = Guarded<Float>(unreadable: narrow.weightCount)
      narrow.packForward(region(weights), into: packed.region)
      let out = Guarded<Float>(unreadable: narrow.outputCount)
      narrow.convolve(region(input), packed: packed.region, into: out.region)
      let wideOut = Guarded<Float>(unreadable: wide.outputCount)
      wide.convolve(region(widened(input)), packed: packed.region, into: wideOut.region)
      #expect(wideOut.elements == widened(out.elements), "\(narrow)")
    }
  }

  @Test func inputGradientIsTheTranspose() {
    for geometry in Geometries.all {
      checkInputGradient(geometry, Float.self)
      checkInputGradient(geometry, Double.self)
    }
  }

  @Test func weightGradientIsTheSumOverExamplesAndPixels() {
    for geometry in Geometries.all {
      checkWeightGradient(geometry, Float.self)
      checkWeightGradient(geometry, Double.self)
    }
  }

  private func checkForward<S: KernelScalar>(_ geometry: ConvolutionGeometry, _: S.Type) {
    var random = RandomStream(seed: 2, purpose: "forward \(geometry)")
    let input = random.wholeNumbers(geometry.inputCount, as: S.self)
    let weights = random.wholeNumbers(geometry.weightCount, as: S.self)
    let bias = random.wholeNumbers(geometry.output.channels, as: S.self)
    let addend = random.wholeNumbers(geometry.outputCount, as: S.self)
    let packed = Guarded<S>(unreadable: geometry.weightCount)
    geometry.packForward(region(weights), into: packed.region)
    let naive = NaiveConvolution<S>(geometry: geometry)
    let source = Guarded(input)

    let bare = Guarded<S>(unreadable: geometry.outputCount)
    geometry.convolve(source.region, packed: packed.region, into: bare.region)
    #expect(same(bare.elements, naive.forward(input, weights: weights)), "\(geometry)")

    let full = Guarded<S>(unreadable: geometry.outputCount)
    geometry.convolve(
      source.region, packed: packed.region, bias: region(bias), addend: region(addend),
      rectifying: true, into: full.region)
    let expected = naive.forward(
      input, weights: weights, bias: bias, addend: addend, rectifying: true)
    #expect(same(full.elements, expected), "\(geometry)")

    let aliased = Guarded(addend)
    geometry.convolve(
      source.region, packed: packed.region, bias: region(bias), addend: aliased.region,
      rectifying: true, into: aliased.region)
    #expect(same(aliased.elements, expected), "\(geometry)")
    #expect(
      packed.isIntact && bare.isIntact && full.isIntact && aliased.isIntact, "\(geometry)")
    #expect(source.elements == input)
  }

  private func checkInputGradient<S: KernelScalar>(_ geometry: ConvolutionGeometry, _: S.Type) {
    var random = RandomStream(seed: 3, purpose: "input gradient \(geometry)")
    let gradient = random.wholeNumbers(geometry.outputCount, as: S.self)
    let weights = random.wholeNumbers(geometry.weightCount, as: S.self)
    let before = random.wholeNumbers(geometry.inputCount, as: S.self)
    let packed = Guarded<S>(unreadable: geometry.weightCount)
    geometry.packBackward(region(weights), into: packed.region)
    let expected = NaiveConvolution<S>(geometry: geometry)
      .inputGradient(gradient, weights: weights)

    let replaced = Guarded<S>(unreadable: geometry.inputCount)
    geometry.inputGradient(
      of: region(gradient), packed: packed.region, accumulating: false, into: replaced.region)
    #expect(same(replaced.elements, expected), "\(geometry)")
    let added = Guarded(before)
    geometry.inputGradient(
      of: region(gradient), packed: packed.region, accumulating: true, into: added.region)
    #expect(same(added.elements, zip(before, expected).map { $0 + $1 }), "\(geometry)")
    #expect(packed.isIntact && replaced.isIntact && added.isIntact, "\(geometry)")
  }

  private func checkWeightGradient<S: KernelScalar>(_ geometry: ConvolutionGeometry, _: S.Type) {
    var random = RandomStream(seed: 4, purpose: "weight gradient \(geometry)")
    let input = random.wholeNumbers(geometry.inputCount, as: S.self)
    let gradient = random.wholeNumbers(geometry.outputCount, as: S.self)
    let scratch = Guarded<S>(unreadable: geometry.scratchCount)
    let result = Guarded<S>(unreadable: geometry.weightCount)
    geometry.weightGradient(
      input: region(input), outputGradient: region(gradient), scratch: scratch.region,
      into: result.region)
    let expected = NaiveConvolution<S>(geometry: geometry)
      .weightGradient(input, gradient: gradient)
    #expect(same(result.elements, expected), "\(geometry)")
    #expect(scratch.isIntact && result.isIntact, "\(geometry)")
  }

  @Test func packingScalesEachOutputChannel() {
    let geometry = ConvolutionGeometry(
      input: (3, 4, 4), channels: 13, kernel: 2, stride: 1, padding: 0, examples: 16)
    var random = RandomStream(seed: 5, purpose: "scale")
    let weights = random.wholeNumbers(geometry.weightCount, as: Float.self)
    let scale = random.wholeNumbers(13, as: Float.self)
    let size = geometry.weightCount / 13
    let scaled = weights.indices.map { weights[$0] * scale[$0 / size] }
    let packed = Guarded<Float>(unreadable: geometry.weightCount)
    geometry.packForward(region(weights), scale: region(scale), into: packed.region)
    let expected = Guarded<Float>(unreadable: geometry.weightCount)
    geometry.packForward(region(scaled), into: expected.region)
    #expect(packed.elements == expected.elements)
  }

  @Test func packingOnlyReorders() {
    for geometry in Geometries.varied {
      let weights = (0..<geometry.weightCount).map { Float($0) }
      let packed = Guarded<Float>(unreadable: geometry.weightCount)
      geometry.packForward(region(weights), into: packed.region)
      #expect(packed.elements.sorted() == weights, "\(geometry)")
      geometry.packBackward(region(weights), into: packed.region)
      #expect(packed.elements.sorted() == weights, "\(geometry)")
      #expect(packed.isIntact)
    }
  }

  @Test func aNaNStaysInItsLaneAndPassesTheRectification() {
    let geometry = ConvolutionGeometry(
      input: (2, 3, 3), channels: 5, kernel: 3, stride: 1, padding: 1, examples: 16)
    var input = [Float](repeating: -1, count: geometry.inputCount)
    input[4 * 16 + 7] = .nan
    let packed = Guarded<Float>(unreadable: geometry.weightCount)
    geometry.packForward(
      region(Array(repeating: 1, count: geometry.weightCount)), into: packed.region)
    let out = Guarded<Float>(unreadable: geometry.outputCount)
    geometry.convolve(
      region(input), packed: packed.region, rectifying: true, into: out.region)
    for (place, value) in out.elements.enumerated() {
      #expect(place % 16 == 7 ? value.isNaN : value == 0)
    }
  }

  @Test(arguments: [
    (5, 3, 1, 1, 5), (5, 3, 2, 1, 3), (6, 3, 2, 1, 3), (7, 1, 2, 0, 4), (1, 7, 1, 3, 1),
    (2, 3, 1, 0, 0), (3, 3, 5, 0, 1),
  ])
  func outputSizeIsTheNumberOfPlacesForTheKernel(
    size: Int, kernel: Int, stride: Int, padding: Int, expected: Int
  ) {
    #expect(ConvolutionGeometry.outputSize(size, kernel, stride, padding) == expected)
  }

  @Test func geometriesAreEqualWhenAllSizesAre() {
    func geometry(padding: Int) -> ConvolutionGeometry {
      ConvolutionGeometry(
        input: (1, 4, 4), channels: 2, kernel: 3, stride: 2, padding: padding, examples: 16)
    }
    // 4×4 under a 3×3 kernel with stride 2 gives 2×2 with one ring of padding, 1×1 without.
    #expect(geometry(padding: 1) == geometry(padding: 1))
    #expect(geometry(padding: 1).hashValue == geometry(padding: 1).hashValue)
    #expect(geometry(padding: 1) != geometry(padding: 0))
  }

  @Test func gradientsOfANarrowBlockAreRefused() async {
    await #expect(processExitsWith: .failure) {
      let geometry = ConvolutionGeometry(
        input: (1, 3, 3), channels: 1, kernel: 3, stride: 1, padding: 1, examples: Block.narrow)
      geometry.inputGradient(
        of: Arena<Float>(count: geometry.outputCount).all, packed: Arena<Float>(count: 9).all,
        accumulating: false, into: Arena<Float>(count: geometry.inputCount).all)
    }
  }

  @Test func regionsOfTheWrongSizeAreRefused() async {
    await #expect(processExitsWith: .failure) {
      let geometry = ConvolutionGeometry(
        input: (1, 3, 3), channels: 1, kernel: 3, stride: 1, padding: 1, examples: 16)
      geometry.convolve(
        Arena<Float>(count: geometry.inputCount - 1).all, packed: Arena<Float>(count: 9).all,
        into: Arena<Float>(count: geometry.outputCount).all)
    }
  }
}
