import Kernels
import Testing

/// Element-wise kernels against one line of Swift each: every count up to two vectors and a bit,
/// at addresses that are and are not aligned, in place and not, with numbers that are none.
struct ElementwiseKernelsTests {
  private static let sizes = Array(0...37) + [1000, 1003]
  private static let offsets = [0, 1, 7, 15]

  /// Whole numbers, among them NaN, infinities and a negative zero.
  private func numbers<S: KernelScalar>(_ count: Int, _ seed: UInt64, as _: S.Type) -> [S] {
    var random = RandomStream(seed: seed, purpose: "elementwise")
    var values = random.wholeNumbers(count, as: S.self)
    for (place, special) in [S.nan, .infinity, -.infinity, -0.0].enumerated() {
      let at = 3 + 5 * place + Int(seed)
      if at < count { values[at] = special }
    }
    return values
  }

  private func forEachSize(_ body: (_ count: Int, _ offset: Int) -> Void) {
    for count in Self.sizes { for offset in Self.offsets { body(count, offset) } }
  }

  @Test func scaledAdd() {
    func check<S: KernelScalar>(_: S.Type) {
      for factor in [0, 0.5, -3] as [S] {
        forEachSize { count, offset in
          let a = numbers(count, 0, as: S.self)
          let b = numbers(count, 1, as: S.self)
          // Whole numbers and halves: no rounding, fused or not.
          let expected = zip(a, b).map { $0 + factor * $1 }
          let out = Guarded<S>(unreadable: count, offset: offset)
          Elementwise.scaledAdd(Guarded(a).region, factor, Guarded(b).region, into: out.region)
          let first = Guarded(a, offset: offset)
          Elementwise.scaledAdd(first.region, factor, Guarded(b).region, into: first.region)
          let second = Guarded(b, offset: offset)
          Elementwise.scaledAdd(Guarded(a).region, factor, second.region, into: second.region)
          for result in [out, first, second] {
            #expect(same(result.elements, expected) && result.isIntact, "\(count) at \(offset)")
          }
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func add() {
    func check<S: KernelScalar>(_: S.Type) {
      forEachSize { count, offset in
        let a = numbers(count, 0, as: S.self)
        let b = numbers(count, 1, as: S.self)
        let expected = zip(a, b).map { $0 + $1 }
        let out = Guarded<S>(unreadable: count, offset: offset)
        Elementwise.add(Guarded(a).region, Guarded(b).region, into: out.region)
        let first = Guarded(a, offset: offset)
        Elementwise.add(first.region, Guarded(b).region, into: first.region)
        let second = Guarded(b, offset: offset)
        Elementwise.add(Guarded(a).region, second.region, into: second.region)
        for result in [out, first, second] {
          #expect(same(result.elements, expected) && result.isIntact, "\(count) at \(offset)")
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func rectify() {
    func check<S: KernelScalar>(_: S.Type) {
      forEachSize { count, offset in
        let x = numbers(count, 0, as: S.self)
        let expected = x.map { $0 < 0 ? 0 : $0 }
        let out = Guarded<S>(unreadable: count, offset: offset)
        Elementwise.activate(.relu, Guarded(x, offset: 3).region, into: out.region)
        let inPlace = Guarded(x, offset: offset)
        Elementwise.activate(.relu, inPlace.region, into: inPlace.region)
        for result in [out, inPlace] {
          #expect(same(result.elements, expected) && result.isIntact, "\(count) at \(offset)")
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func rectifyBackward() {
    func check<S: KernelScalar>(_: S.Type) {
      forEachSize { count, offset in
        let y = numbers(count, 0, as: S.self).map { $0 < 0 ? 0 : $0 }
        let dy = numbers(count, 1, as: S.self)
        let before = numbers(count, 2, as: S.self)
        let expected = zip(y, dy).map { $0 > 0 ? $1 : 0 }
        let out = Guarded<S>(unreadable: count, offset: offset)
        Elementwise.activateBackward(
          .relu, values: Guarded(y).region, gradient: Guarded(dy).region, accumulating: false,
          into: out.region)
        #expect(same(out.elements, expected) && out.isIntact, "\(count) at \(offset)")
        let inPlace = Guarded(dy, offset: offset)
        Elementwise.activateBackward(
          .relu, values: Guarded(y).region, gradient: inPlace.region, accumulating: false,
          into: inPlace.region)
        #expect(same(inPlace.elements, expected) && inPlace.isIntact, "\(count) at \(offset)")
        let added = Guarded(before, offset: offset)
        Elementwise.activateBackward(
          .relu, values: Guarded(y).region, gradient: Guarded(dy).region, accumulating: true,
          into: added.region)
        #expect(
          same(added.elements, zip(before, expected).map { $0 + $1 }) && added.isIntact,
          "\(count) at \(offset)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func combine() {
    func check<S: KernelScalar>(_: S.Type) {
      forEachSize { count, offset in
        let a = numbers(count, 0, as: S.self)
        let b = numbers(count, 1, as: S.self)
        let c = numbers(count, 2, as: S.self)
        let out = Guarded<S>(unreadable: count, offset: offset)
        Elementwise.combine(
          Guarded(a).region, -0.5, Guarded(b, offset: 1).region, 3, Guarded(c).region,
          into: out.region)
        let expected = a.indices.map { a[$0] - 0.5 * b[$0] + 3 * c[$0] }
        #expect(same(out.elements, expected) && out.isIntact, "\(count) at \(offset)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  // Rate, momentum and decay are powers of two, so three steps are exact.
  @Test func nesterovStepIsPyTorchs() {
    func check<S: KernelScalar>(_: S.Type) {
      forEachSize { count, offset in
        var random = RandomStream(seed: 3, purpose: "nesterov")
        var parameters = random.wholeNumbers(count, as: S.self)
        var buffers = Array(repeating: S(0), count: count)
        let p = Guarded(parameters, offset: offset)
        let v = Guarded(buffers)
        let (rate, momentum, decay): (S, S, S) = (0.5, 0.25, 0.125)
        for _ in 0..<3 {
          let gradient = random.wholeNumbers(count, as: S.self)
          Elementwise.nesterovStep(
            rate: rate, momentum: momentum, decay: decay, gradient: region(gradient),
            velocity: v.region, parameters: p.region)
          // torch/optim/sgd.py, `_single_tensor_sgd`, with nesterov and without dampening.
          for i in 0..<count {
            var grad = gradient[i]
            grad = grad + decay * parameters[i]
            buffers[i] = momentum * buffers[i] + grad
            grad = grad + momentum * buffers[i]
            parameters[i] = parameters[i] - rate * grad
          }
        }
        #expect(same(p.elements, parameters) && p.isIntact, "\(count) at \(offset)")
        #expect(same(v.elements, buffers) && v.isIntact, "\(count) at \(offset)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func heavyBallStepIsPyTorchs() {
    func check<S: KernelScalar>(_: S.Type) {
      forEachSize { count, offset in
        var random = RandomStream(seed: 4, purpose: "heavy ball")
        var parameters = random.wholeNumbers(count, as: S.self)
        var buffers: [S]?
        let p = Guarded(parameters, offset: offset)
        let v = Guarded(Array(repeating: S(0), count: count))
        let (rate, momentum, dampening, decay): (S, S, S, S) = (0.5, 0.25, 0.5, 0.125)
        for step in 0..<3 {
          let gradient = random.wholeNumbers(count, as: S.self)
          Elementwise.heavyBallStep(
            rate: rate, momentum: momentum, share: step == 0 ? 1 : 1 - dampening, decay: decay,
            gradient: region(gradient), velocity: v.region, parameters: p.region)
          // torch/optim/sgd.py, `_single_tensor_sgd`, without nesterov: the buffer begins as the gradient.
          var grad = gradient
          for i in 0..<count { grad[i] += decay * parameters[i] }
          var buffer = buffers ?? grad
          if buffers != nil {
            for i in 0..<count { buffer[i] = momentum * buffer[i] + (1 - dampening) * grad[i] }
          }
          buffers = buffer
          for i in 0..<count { parameters[i] -= rate * buffer[i] }
        }
        #expect(same(p.elements, parameters) && p.isIntact, "\(count) at \(offset)")
        #expect(same(v.elements, buffers ?? []) && v.isIntact, "\(count) at \(offset)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func regionsOfUnequalSizesAreRefused() async {
    await #expect(processExitsWith: .failure) {
      Elementwise.add(
        Arena<Float>(count: 3).all, Arena<Float>(count: 4).all, into: Arena<Float>(count: 3).all)
    }
  }
}
