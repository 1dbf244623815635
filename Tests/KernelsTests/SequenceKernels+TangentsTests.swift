import Kernels
import Testing

/// The tangents against central differences of the kernels they belong to, in Double, along a
/// direction in which everything that enters moves; and those of Float against those of Double.
struct SequenceKernelsTangentsTests {
  private static let step = 1e-5

  /// A value and the direction in which it moves.
  private struct Moving {
    let value: [Double]
    let change: [Double]

    init(_ count: Int, mean: Double = 0, random: inout RandomStream) {
      // Numbers that both types hold.
      value = (0..<count).map { _ in Double(Float(mean + random.normal())) }
      change = (0..<count).map { _ in Double(Float(random.normal())) }
    }

    func at(_ t: Double) -> Region<Double> { region(zip(value, change).map { $0 + t * $1 }) }

    func dual<S: KernelScalar>(_: S.Type) -> Dual<Region<S>> {
      Dual(region(value.map { S($0) }), tangent: region(change.map { S($0) }))
    }
  }

  private func slope(_ function: (Double) -> [Double]) -> [Double] {
    zip(function(Self.step), function(-Self.step)).map { ($0 - $1) / (2 * Self.step) }
  }

  /// A layer normalisation on its way forward and back.
  private struct LayerNormCase {
    let x, scale, shift, dy: Moving
    let width: Int
    let before: [Double]

    init(channels: Int, width: Int) {
      var random = RandomStream(seed: 1, purpose: "layer norm tangents")
      x = Moving(channels * width, mean: 3, random: &random)
      scale = Moving(channels, random: &random)
      shift = Moving(channels, random: &random)
      dy = Moving(channels * width, random: &random)
      before = random.normalNumbers(channels * width, as: Double.self)
      self.width = width
    }

    /// Output, gradients of scale, shift and x.
    func passes(at t: Double) -> [[Double]] {
      let channels = scale.value.count
      let (mean, inverse) = (Guarded<Double>(unreadable: width), Guarded<Double>(unreadable: width))
      let out = Guarded<Double>(unreadable: x.value.count)
      let slopes = [channels, channels, x.value.count].map { Guarded<Double>(unreadable: $0) }
      Sequences.normalize(
        x.at(t), scale: scale.at(t), shift: shift.at(t), epsilon: 1e-2, mean: mean.region,
        inverse: inverse.region, into: out.region)
      Sequences.normalizeBackward(
        x.at(t), gradient: dy.at(t), scale: scale.at(t), mean: mean.region,
        inverse: inverse.region, scratch: region(Array(repeating: 0, count: 2 * width)),
        scaleGradient: slopes[0].region, shiftGradient: slopes[1].region, accumulating: false,
        into: slopes[2].region)
      return [out.elements] + slopes.map(\.elements)
    }

    /// The tangents of the same, that of x added to `before`.
    func tangents<S: KernelScalar>(_: S.Type) -> [[S]] {
      let channels = scale.value.count
      let input = x.dual(S.self)
      func pair(_ count: Int) -> (Guarded<S>, Guarded<S>, Dual<Region<S>>) {
        let (a, b) = (Guarded<S>(unreadable: count), Guarded<S>(unreadable: count))
        return (a, b, Dual(a.region, tangent: b.region))
      }
      let (mean, inverse, scratch) = (pair(width), pair(width), pair(2 * width))
      Sequences.normalize(
        input.value, scale: scale.dual(S.self).value, shift: shift.dual(S.self).value,
        epsilon: 1e-2, mean: mean.0.region, inverse: inverse.0.region,
        into: region(x.value.map { S($0) }))
      let out = Guarded<S>(unreadable: x.value.count)
      let slopes = [
        Guarded<S>(unreadable: channels), Guarded<S>(unreadable: channels),
        Guarded<S>(before.map { S($0) }),
      ]
      Sequences.normalizeTangent(
        input, scale: scale.dual(S.self), shiftTangent: shift.dual(S.self).tangent, mean: mean.2,
        inverse: inverse.2, into: out.region)
      Sequences.normalizeBackwardTangent(
        input, gradient: dy.dual(S.self), scale: scale.dual(S.self), mean: mean.2,
        inverse: inverse.2, scratch: scratch.2, scaleGradient: slopes[0].region,
        shiftGradient: slopes[1].region, accumulating: true, into: slopes[2].region)
      let all = [out] + slopes + [mean.0, mean.1, inverse.0, inverse.1, scratch.0, scratch.1]
      #expect(all.allSatisfy { $0.isIntact })
      return ([out] + slopes).map(\.elements)
    }
  }

  @Test(arguments: [1, 2, 5, 33], [16, 48]) func layerNorm(channels: Int, width: Int) {
    let layer = LayerNormCase(channels: channels, width: width)
    var expected = zip(layer.passes(at: Self.step), layer.passes(at: -Self.step)).map { pair in
      zip(pair.0, pair.1).map { ($0 - $1) / (2 * Self.step) }
    }
    expected[3] = zip(expected[3], layer.before).map { $0 + $1 }
    let doubles = layer.tangents(Double.self)
    for (found, wanted) in zip(doubles, expected) { #expect(largestError(found, wanted) < 1e-5) }
    for (found, wanted) in zip(layer.tangents(Float.self), doubles) {
      #expect(largestError(found, wanted) < 2e-3)
    }
  }

  private func checkSoftmax(rows: Int, first: Int) {
    let columns = first + rows
    let stride = columns + 3
    var random = RandomStream(seed: 1, purpose: "softmax tangents")
    let scores = Moving(rows * stride, random: &random)
    let slopes = Moving(rows * stride, random: &random)
    func matrix<S: KernelScalar>(_ region: Region<S>) -> Matrix<S> {
      Matrix(region, rows: rows, columns: columns, stride: stride)
    }
    // The shares of scores that move: their own tangent is what the backward pass makes of it.
    let expected = slope { t in
      let (shares, gradient) = (scores.at(t), slopes.at(t))
      Sequences.causalSoftmax(matrix(shares), first: first)
      Sequences.causalSoftmaxBackward(
        shares: matrix(shares), gradient: matrix(gradient), first: first, scale: 0.25)
      return gradient.elements
    }
    func tangents<S: KernelScalar>(_: S.Type) -> (gradient: [S], tangent: [S], backward: [S]) {
      let shares = scores.dual(S.self)
      Sequences.causalSoftmax(matrix(shares.value), first: first)
      Sequences.causalSoftmaxBackward(
        shares: matrix(shares.value), gradient: matrix(shares.tangent), first: first, scale: 1)
      let gradient = Guarded(slopes.value.map { S($0) })
      let tangent = Guarded(slopes.change.map { S($0) })
      let backward = region(slopes.value.map { S($0) })
      Sequences.causalSoftmaxBackwardTangent(
        shares: Dual(matrix(shares.value), tangent: matrix(shares.tangent)),
        gradient: Dual(matrix(gradient.region), tangent: matrix(tangent.region)), first: first,
        scale: 0.25)
      Sequences.causalSoftmaxBackward(
        shares: matrix(shares.value), gradient: matrix(backward), first: first, scale: 0.25)
      #expect(gradient.isIntact && tangent.isIntact)
      return (gradient.elements, tangent.elements, backward.elements)
    }
    let (doubles, floats) = (tangents(Double.self), tangents(Float.self))
    #expect(largestError(doubles.gradient, doubles.backward) < 1e-15)
    #expect(largestError(floats.gradient, floats.backward.map(Double.init)) < 1e-6)
    for row in 0..<rows {
      // Between the rows nothing is touched.
      let inside = row * stride..<row * stride + columns
      #expect(largestError(Array(doubles.tangent[inside]), Array(expected[inside])) < 1e-8)
      #expect(largestError(Array(floats.tangent[inside]), Array(doubles.tangent[inside])) < 1e-5)
      let outside = inside.upperBound..<(row + 1) * stride
      #expect(Array(doubles.tangent[outside]) == Array(slopes.change[outside]))
    }
  }

  @Test(arguments: [(1, 0), (1, 15), (16, 0), (17, 0), (5, 33)])
  func softmax(size: (rows: Int, first: Int)) {
    checkSoftmax(rows: size.rows, first: size.first)
  }
}
