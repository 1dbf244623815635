import Foundation
import Kernels
import Testing

/// The ends of products against the same steps taken one at a time.
struct ActivationKernelsTests {
  static let functions: [PointwiseFunction] = [
    .identity, .relu, .geluTanh, .gelu, .tanh, .silu, .sigmoid,
  ]

  private func apply<S: KernelScalar>(_ function: PointwiseFunction, _ values: [S]) -> [S] {
    let out = region(values)
    Elementwise.activate(function, out, into: out)
    return out.elements
  }

  /// The functions that are computed one by one: by their formulas, with the C library of the tests,
  /// and the arithmetic of differences.
  static let formulas: [(PointwiseFunction, @Sendable (Double) -> Double)] = [
    (.gelu, { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }), (.tanh, { Foundation.tanh($0) }),
    (.silu, { $0 / (1 + exp(-$0)) }), (.sigmoid, { 1 / (1 + exp(-$0)) }),
  ]

  @Test(arguments: formulas.indices) func valuesSlopesAndBendsBelongTogether(_ index: Int) {
    let (function, formula) = Self.formulas[index]
    let x = (-60...60).map { Double($0) / 8 }
    let y = apply(function, x)
    #expect(largestError(y, x.map(formula)) < 1e-15)
    #expect(largestError(apply(function, x.map { Float($0) }), x.map(formula)) < 1e-7)
    let ones = region(Array(repeating: 1.0, count: x.count))
    func slopes(at x: [Double]) -> [Double] {
      let out = region(Array(repeating: 0.0, count: x.count))
      Elementwise.activateBackward(
        function, values: region(function.slopeReadsOutput ? apply(function, x) : x),
        gradient: ones, accumulating: true, into: out)
      return out.elements
    }
    let step = 1e-5
    func difference(_ f: ([Double]) -> [Double]) -> [Double] {
      zip(f(x.map { $0 + step }), f(x.map { $0 - step })).map { ($0 - $1) / (2 * step) }
    }
    #expect(largestError(slopes(at: x), difference { $0.map(formula) }) < 1e-9)
    let bends = region(Array(repeating: 3.0, count: x.count))
    Elementwise.activateCurvature(
      function, values: region(function.slopeReadsOutput ? y : x),
      times: region(Array(repeating: 2.0, count: x.count)), and: ones, addedTo: bends)
    #expect(largestError(bends.elements, difference(slopes).map { 3 + 2 * $0 }) < 1e-9)
  }

  @Test(arguments: formulas.indices) func farOutNothingIsLost(_ index: Int) {
    let function = Self.formulas[index].0
    let x = [1e200, -1e200, 800, -800]
    let values = apply(function, x)
    let isBounded = function == .tanh || function == .sigmoid
    let low = function == .tanh ? -1.0 : 0
    #expect(values == (isBounded ? [1, low, 1, low] : [1e200, low, 800, low]))
    let out = region([0.0, 0, 0, 0])
    Elementwise.activateBackward(
      function, values: region(function.slopeReadsOutput ? values : x),
      gradient: region([1.0, 1, 1, 1]), accumulating: false, into: out)
    #expect(out.elements == (isBounded ? [0, 0, 0, 0] : [1, 0, 1, 0]))
  }

  private func values<S: KernelScalar>(_ count: Int, seed: UInt64) -> [S] {
    var random = RandomStream(seed: seed, purpose: "numbers")
    return (0..<count).map { _ in S(random.normal() * 3) }
  }

  private func checkRows<S: KernelScalar>(_: S.Type, _ function: PointwiseFunction, adds: Bool) {
    let rows = 3
    let width = 48
    let x: [S] = values(rows * width, seed: 1)
    let bias: [S] = values(rows, seed: 2)
    let addend: [S] = values(rows * width, seed: 3)
    let expected = zip(
      apply(function, x.indices.map { x[$0] + bias[$0 / width] }), addend
    ).map { adds ? $0 + $1 : $0 }
    let out = Guarded<S>(unreadable: x.count)
    Rows.activate(
      function, region(x), bias: region(bias), addend: adds ? region(addend) : nil,
      into: out.region)
    #expect(out.isIntact)
    #expect(out.elements == expected)
    // In place of either input.
    let overwritten = region(x)
    Rows.activate(
      function, overwritten, bias: region(bias), addend: adds ? region(addend) : nil,
      into: overwritten)
    #expect(overwritten.elements == expected)
    guard adds else { return }
    let sum = region(addend)
    Rows.activate(function, region(x), bias: region(bias), addend: sum, into: sum)
    #expect(sum.elements == expected)
  }

  @Test(arguments: functions, [false, true])
  func rowsGetBiasFunctionAndAddend(function: PointwiseFunction, adds: Bool) {
    checkRows(Float.self, function, adds: adds)
    checkRows(Double.self, function, adds: adds)
  }

  private func checkPlane<S: KernelScalar>(_: S.Type, _ function: PointwiseFunction, bound: S) {
    let count = 64
    let parts: [[S]] = (0..<3).map { values(count, seed: 10 + UInt64($0)) }
    let s: S = -0.75
    let t: S = 1.5
    let expected = apply(
      function, (0..<count).map { parts[0][$0] + s * parts[1][$0] + t * parts[2][$0] })
    let out = Guarded<S>(unreadable: count)
    Elementwise.activatePlane(
      function, region(parts[0]), s, region(parts[1]), t, region(parts[2]), into: out.region)
    #expect(out.isIntact)
    // The compiler may join a product and a sum in one rounding.
    for (o, e) in zip(out.elements, expected) { #expect(abs(o - e) <= bound * max(1, abs(e))) }
  }

  @Test(arguments: functions)
  func aPlaneIsCombinedBeforeTheFunction(function: PointwiseFunction) {
    checkPlane(Float.self, function, bound: 1e-6)
    checkPlane(Double.self, function, bound: 1e-14)
  }

  @Test func aNaNStaysOne() {
    let spoiled = region(Array(repeating: Float.nan, count: 16))
    for function in Self.functions {
      let out = Guarded<Float>(unreadable: 16)
      Rows.activate(function, spoiled, bias: region([0]), addend: nil, into: out.region)
      #expect(out.elements.count { $0.isNaN } == 16)
    }
  }
}
