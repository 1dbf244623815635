import Foundation
import Kernels
import Testing

/// The vectorised GELU in its tanh form against the formula with the C library's tanh, in Double.
struct GELUKernelsTests {
  static func formula(_ x: Double) -> Double {
    0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
  }

  static func slope(_ x: Double) -> Double {
    (formula(x + 1e-5) - formula(x - 1e-5)) / 2e-5
  }

  static let inputs: [Double] = (-4000...4000).map { Double($0) / 400 }

  private func run<S: KernelScalar>(_ values: [S]) -> [S] {
    let out = Guarded<S>(unreadable: values.count)
    Elementwise.activate(.geluTanh, region(values), into: out.region)
    #expect(out.isIntact)
    return out.elements
  }

  private func runBackward<S: KernelScalar>(_ values: [S], accumulating: Bool) -> [S] {
    let out = Guarded<S>(Array(repeating: 3, count: values.count))
    Elementwise.activateBackward(
      .geluTanh, values: region(values),
      gradient: region(Array(repeating: 2 as S, count: values.count)),
      accumulating: accumulating, into: out.region)
    #expect(out.isIntact)
    return out.elements
  }

  // Relative to max(|x|, 1): a float's own rounding of x is 6e-8 of it.
  @Test func theFunctionIsRightToTheLastBits() {
    let floats = run(Self.inputs.map(Float.init))
    let doubles = run(Self.inputs)
    for (x, (float, double)) in zip(Self.inputs, zip(floats, doubles)) {
      let scale = max(abs(x), 1)
      #expect(abs(Double(float) - Self.formula(Double(Float(x)))) < 3e-7 * scale, "\(x)")
      #expect(abs(double - Self.formula(x)) < 1e-15 * scale, "\(x)")
    }
  }

  @Test(arguments: [false, true])
  func theSlopeIsThatOfTheFunction(accumulating: Bool) {
    let floats = runBackward(Self.inputs.map(Float.init), accumulating: accumulating)
    let doubles = runBackward(Self.inputs, accumulating: accumulating)
    for (x, (float, double)) in zip(Self.inputs, zip(floats, doubles)) {
      let before = accumulating ? 3.0 : 0
      #expect(abs(Double(float) - (2 * Self.slope(Double(Float(x))) + before)) < 2e-6, "\(x)")
      #expect(abs(double - (2 * Self.slope(x) + before)) < 1e-8, "\(x)")
    }
  }

  private func runCurvature<S: KernelScalar>(_ values: [S]) -> [S] {
    func all(_ value: S) -> Region<S> { region(Array(repeating: value, count: values.count)) }
    let out = Guarded<S>(Array(repeating: 3, count: values.count))
    Elementwise.activateCurvature(
      .geluTanh, values: region(values), times: all(2), and: all(-0.5), addedTo: out.region)
    #expect(out.isIntact)
    return out.elements
  }

  @Test func theCurvatureIsThatOfTheFunction() {
    let floats = runCurvature(Self.inputs.map(Float.init))
    for (x, (float, double)) in zip(Self.inputs, zip(floats, runCurvature(Self.inputs))) {
      // Of the kernel's own slope, which the tests above hold to the formula.
      let slopes = runBackward([x + 1e-5, x - 1e-5], accumulating: false)
      #expect(abs(double - (3 - (slopes[0] - slopes[1]) / 4e-5)) < 1e-9, "\(x)")
      #expect(abs(Double(float) - double) < 2e-6, "\(x)")
    }
    #expect(runCurvature([30, -30, 1e200, -1e200, .infinity] as [Double]).allSatisfy { $0 == 3 })
    #expect(runCurvature([Double.nan])[0].isNaN)
  }

  @Test func extremesKeepTheirMeaning() {
    let extremes: [Float] = [.nan, .infinity, 1e30, -1e30, 100, -100, 0, -0.0, 1e-30]
    let out = run(extremes)
    #expect(out[0].isNaN)
    #expect(out[1] == .infinity && out[2] == 1e30 && out[4] == 100)
    #expect(out[3] == 0 && out[5] == 0 && out[6] == 0 && out[7] == 0)
    #expect(out[8] == 5e-31)
    let slopes = runBackward(Array(extremes.dropFirst(2)), accumulating: false)
    #expect(slopes == [2, 0, 2, 0, 1, 1, 1])
  }

  @Test(arguments: [1, 15, 16, 17, 33]) func anyNumberOfElements(_ count: Int) {
    let values = (0..<count).map { Float($0) - 8 }
    for (x, y) in zip(values, run(values)) {
      #expect(abs(Double(y) - Self.formula(Double(x))) < 3e-6)
    }
  }
}
