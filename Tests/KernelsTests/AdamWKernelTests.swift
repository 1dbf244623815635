import Kernels
import Testing

/// AdamW against its formula in `Double`, written as PyTorch's documentation of `AdamW` lists it.
struct AdamWKernelTests {
  private static let decays = (first: 0.9, second: 0.999)

  @Test func threeStepsAreTheFormulas() {
    func check<S: KernelScalar>(_: S.Type, tolerance: Double) {
      for count in Array(0...37) + [1003] {
        for offset in [0, 1, 7, 15] {
          var random = RandomStream(seed: 5, purpose: "adamw")
          let start = random.normalNumbers(count, as: S.self)
          let p = Guarded(start, offset: offset)
          let m = Guarded(Array(repeating: S(0), count: count))
          let v = Guarded(Array(repeating: S(0), count: count), offset: 3)
          var theta = start.map { Double($0) }
          var first = Array(repeating: 0.0, count: count)
          var second = first
          for step in 1...3 {
            let gradient = random.normalNumbers(count, as: S.self)
            Elementwise.adamWStep(
              rate: 0.1, decay: 0.5, step: step, decays: Self.decays, epsilon: 1e-8,
              gradient: region(gradient), first: m.region, second: v.region,
              parameters: p.region)
            var corrections = (first: 1.0, second: 1.0)
            for _ in 0..<step {
              corrections.first *= 0.9
              corrections.second *= 0.999
            }
            for i in 0..<count {
              let g = Double(gradient[i])
              theta[i] -= 0.1 * 0.5 * theta[i]
              first[i] = 0.9 * first[i] + (1 - 0.9) * g
              second[i] = 0.999 * second[i] + (1 - 0.999) * g * g
              let mean = first[i] / (1 - corrections.first)
              let square = second[i] / (1 - corrections.second)
              theta[i] -= 0.1 * mean / (square.squareRoot() + 1e-8)
            }
          }
          #expect(largestError(p.elements, theta) < tolerance, "\(count) at \(offset)")
          #expect(largestError(m.elements, first) < tolerance)
          #expect(largestError(v.elements, second) < tolerance)
          #expect(p.isIntact && m.isIntact && v.isIntact)
        }
      }
    }
    check(Float.self, tolerance: 2e-6)
    check(Double.self, tolerance: 1e-13)
  }

  /// At the first step the moments are the gradient and its square, so the step is the learning rate
  /// in the direction of the sign, whatever the gradient's size.
  @Test func theFirstStepIsTheRateTimesTheSign() {
    let gradient: [Double] = [1e-3, -1e-3, 5, -7e4, 1, -1, 0]
    let start: [Double] = [1, 2, -3, 4, 0, 0.5, 6]
    let p = Guarded(start)
    Elementwise.adamWStep(
      rate: 0.01, decay: 0.1, step: 1, decays: Self.decays, epsilon: 1e-8,
      gradient: region(gradient), first: region(start.map { _ in 0 }),
      second: region(start.map { _ in 0 }), parameters: p.region)
    let expected = zip(start, gradient).map { value, slope in
      value * (1 - 0.01 * 0.1) - 0.01 * slope / (abs(slope) + 1e-8)
    }
    #expect(largestError(p.elements, expected) < 1e-12)
    #expect(abs(p.elements[6] - 6 * 0.999) < 1e-15)
  }
}
