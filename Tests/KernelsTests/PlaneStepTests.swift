import Kernels
import Testing

/// Weights that are moved where kernels read them against weights that are moved before.
struct PlaneStepTests {
  static let geometries: [ConvolutionGeometry] = [
    (3, 13, 7, 2), (5, 8, 3, 2), (16, 20, 1, 2), (9, 33, 3, 1), (64, 16, 3, 1), (136, 77, 3, 1),
    (1, 1, 8, 1),
  ].flatMap { channels, outputs, kernel, stride in
    [16, 8].map {
      ConvolutionGeometry(
        input: (channels, 9, 8), channels: outputs, kernel: kernel, stride: stride, padding: 1,
        examples: $0)
    }
  }

  /// Random weights, a step, and the weights after it; none of them at an aligned address.
  private struct Moved<S: KernelScalar> {
    let origin: Region<S>
    let step: PlaneStep<S>
    let weights: Region<S>
    let scale: Region<S>

    init(_ geometry: ConvolutionGeometry, _ alpha: S, _ beta: S) {
      var random = RandomStream(seed: 3, purpose: "plane step \(geometry)")
      let count = geometry.weightCount
      func numbers(_ offset: Int) -> Region<S> {
        Guarded(random.normalNumbers(count, as: S.self), offset: offset).region
      }
      let (x, y) = (numbers(2), numbers(3))
      origin = numbers(1)
      step = PlaneStep(x: x, y: y, coordinates: region([alpha, beta]))
      weights = Guarded(Array(repeating: S.zero, count: count), offset: 5).region
      Elementwise.combine(origin, alpha, x, beta, y, into: weights)
      scale = region(random.normalNumbers(geometry.output.channels, as: S.self))
    }
  }

  private func check<S: KernelScalar>(_ geometry: ConvolutionGeometry, _: S.Type) {
    for (alpha, beta) in [(0, 0), (0.3, -0.7), (1e-8, 123.456)] as [(S, S)] {
      let moved = Moved<S>(geometry, alpha, beta)
      let (ours, expected) = (
        Guarded<S>(unreadable: geometry.weightCount), Guarded<S>(unreadable: geometry.weightCount)
      )
      geometry.packForward(moved.origin, step: moved.step, scale: moved.scale, into: ours.region)
      geometry.packForward(moved.weights, scale: moved.scale, into: expected.region)
      #expect(ours.isIntact && ours.elements == expected.elements)
      if geometry.allowsWinograd { checkWinograd(geometry, moved) }
    }
  }

  private func checkWinograd<S: KernelScalar>(_ geometry: ConvolutionGeometry, _ moved: Moved<S>) {
    func packed(_ weights: Region<S>, _ step: PlaneStep<S>?) -> [S] {
      let packed = Guarded(Array(repeating: S.zero, count: geometry.winogradWeightCount))
      geometry.packWinograd(weights, step: step, scale: moved.scale, into: packed.region)
      #expect(packed.isIntact)
      return packed.elements
    }
    #expect(packed(moved.origin, moved.step) == packed(moved.weights, nil))
    var random = RandomStream(seed: 4, purpose: "plane step input")
    let input = region(random.normalNumbers(geometry.inputCount, as: S.self))
    func output(_ weights: Region<S>, _ step: PlaneStep<S>?) -> [S] {
      let out = Guarded<S>(unreadable: geometry.outputCount)
      geometry.convolveWinogradOnce(
        input, weights: weights, step: step, scale: moved.scale,
        scratch: Guarded<S>(unreadable: geometry.winogradOnceScratchCount).region,
        into: out.region)
      #expect(out.isIntact)
      return out.elements
    }
    #expect(output(moved.origin, moved.step) == output(moved.weights, nil))
  }

  @Test(arguments: geometries)
  func kernelsMoveWeightsToTheSameBits(_ geometry: ConvolutionGeometry) {
    check(geometry, Float.self)
    check(geometry, Double.self)
  }
}
