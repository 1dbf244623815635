import Kernels
import Testing

/// Kernels over rows against loops over (row, pixel, example).
struct RowKernelsTests {
  /// Rows × pixels × examples, and how many examples count.
  struct Sizes: Sendable, CustomTestStringConvertible {
    let rows: Int
    let pixels: Int
    let examples: Int
    let counting: Int

    var testDescription: String { "\(rows)×\(pixels)×\(examples), \(counting) counting" }
    var count: Int { rows * pixels * examples }
    var mask: [Double] { (0..<examples).map { $0 < counting ? 1 : 0 } }
  }

  static let sizes = [
    Sizes(rows: 1, pixels: 1, examples: 16, counting: 1),
    Sizes(rows: 3, pixels: 1, examples: 16, counting: 16),
    Sizes(rows: 5, pixels: 7, examples: 16, counting: 15),
    Sizes(rows: 2, pixels: 9, examples: 32, counting: 17),
    Sizes(rows: 20, pixels: 35, examples: 48, counting: 31),
  ]

  @Test(arguments: sizes) func momentsOfTheCountingElements(_ sizes: Sizes) {
    func check<S: KernelScalar>(_: S.Type, bound: Double) {
      var random = RandomStream(seed: 1, purpose: "moments")
      // A mean far from 0 would spoil a sum of squares that is not centred.
      let x = random.normalNumbers(sizes.count, as: S.self).map { $0 + 100 }
      let mean = Guarded<S>(unreadable: sizes.rows)
      let squares = Guarded<S>(unreadable: sizes.rows)
      Rows.moments(
        of: region(x), mask: region(sizes.mask.map { S($0) }), counting: sizes.counting,
        mean: mean.region, m2: squares.region)
      let rows = (0..<sizes.rows).map { row in
        (0..<sizes.pixels * sizes.examples).filter { $0 % sizes.examples < sizes.counting }.map {
          Double(x[row * sizes.pixels * sizes.examples + $0])
        }
      }
      let means = rows.map { $0.reduce(0, +) / Double($0.count) }
      let expected = zip(rows, means).map { row, mean in
        row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
      #expect(largestError(mean.elements, means) < bound && mean.isIntact)
      #expect(largestError(squares.elements, expected) < bound && squares.isIntact)
    }
    check(Float.self, bound: 2e-5)
    check(Double.self, bound: 1e-13)
  }

  @Test(arguments: sizes) func affine(_ sizes: Sizes) {
    func check<S: KernelScalar>(_: S.Type) {
      var random = RandomStream(seed: 2, purpose: "affine")
      let x = random.wholeNumbers(sizes.count, as: S.self)
      let scale = random.wholeNumbers(sizes.rows, as: S.self)
      let shift = random.wholeNumbers(sizes.rows, as: S.self)
      let width = sizes.pixels * sizes.examples
      let expected = x.indices.map { x[$0] * scale[$0 / width] + shift[$0 / width] }
      let out = Guarded<S>(unreadable: sizes.count)
      Rows.affine(region(x), scale: region(scale), shift: region(shift), into: out.region)
      let inPlace = Guarded(x)
      Rows.affine(inPlace.region, scale: region(scale), shift: region(shift), into: inPlace.region)
      for result in [out, inPlace] {
        #expect(same(result.elements, expected) && result.isIntact)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: sizes) func gradientMomentsAndSums(_ sizes: Sizes) {
    func check<S: KernelScalar>(_: S.Type) {
      var random = RandomStream(seed: 3, purpose: "gradient moments")
      let x = random.wholeNumbers(sizes.count, as: S.self)
      let dy = random.wholeNumbers(sizes.count, as: S.self)
      let center = random.wholeNumbers(sizes.rows, as: S.self)
      var sums = Array(repeating: S(0), count: sizes.rows)
      var products = sums
      for i in x.indices {
        let row = i / (sizes.pixels * sizes.examples)
        sums[row] += dy[i]
        products[row] += dy[i] * (x[i] - center[row])
      }
      let sum = Guarded<S>(unreadable: sizes.rows)
      let product = Guarded<S>(unreadable: sizes.rows)
      Rows.gradientMoments(
        of: region(x), gradient: region(dy), center: region(center), sums: sum.region,
        products: product.region)
      #expect(same(sum.elements, sums) && sum.isIntact)
      #expect(same(product.elements, products) && product.isIntact)
      let alone = Guarded<S>(unreadable: sizes.rows)
      Rows.sums(of: region(dy), into: alone.region)
      #expect(same(alone.elements, sums) && alone.isIntact)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: sizes) func normalizationBackward(_ sizes: Sizes) {
    func check<S: KernelScalar>(_: S.Type) {
      var random = RandomStream(seed: 4, purpose: "normalization backward")
      let x = random.wholeNumbers(sizes.count, as: S.self)
      let dy = random.wholeNumbers(sizes.count, as: S.self)
      let before = random.wholeNumbers(sizes.count, as: S.self)
      let factors = (0..<4).map { _ in random.wholeNumbers(sizes.rows, as: S.self) }
      let mask = sizes.mask.map { S($0) }
      let expected = x.indices.map { i in
        let row = i / (sizes.pixels * sizes.examples)
        return mask[i % sizes.examples]
          * (factors[0][row] * dy[i] + factors[1][row] * (x[i] - factors[2][row])
            + factors[3][row])
      }
      for isAdded in [false, true] {
        let out = isAdded ? Guarded(before) : Guarded<S>(unreadable: sizes.count)
        Rows.normalizationBackward(
          of: region(x), gradient: region(dy), mask: region(mask), a: region(factors[0]),
          b: region(factors[1]), center: region(factors[2]), d: region(factors[3]),
          accumulating: isAdded, into: out.region)
        let total = isAdded ? zip(before, expected).map { $0 + $1 } : expected
        #expect(same(out.elements, total) && out.isIntact)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: sizes) func averagePoolAndItsTranspose(_ sizes: Sizes) {
    func check<S: KernelScalar>(_: S.Type, bound: Double) {
      var random = RandomStream(seed: 5, purpose: "pool")
      let x = random.wholeNumbers(sizes.count, as: S.self)
      let dy = random.wholeNumbers(sizes.rows * sizes.examples, as: S.self)
      let before = random.wholeNumbers(sizes.count, as: S.self)
      var means = Array(repeating: 0.0, count: dy.count)
      var spread = Array(repeating: 0.0, count: x.count)
      for i in x.indices {
        let place =
          i / (sizes.pixels * sizes.examples) * sizes.examples + i % sizes.examples
        means[place] += Double(x[i]) / Double(sizes.pixels)
        spread[i] = Double(dy[place]) / Double(sizes.pixels)
      }
      let out = Guarded<S>(unreadable: dy.count)
      Rows.averagePool(
        region(x), channels: sizes.rows, examples: sizes.examples, into: out.region)
      #expect(largestError(out.elements, means) < bound && out.isIntact)
      let dx = Guarded<S>(unreadable: x.count)
      Rows.averagePoolBackward(
        region(dy), channels: sizes.rows, examples: sizes.examples, accumulating: false,
        into: dx.region)
      #expect(largestError(dx.elements, spread) < bound && dx.isIntact)
      let added = Guarded(before)
      Rows.averagePoolBackward(
        region(dy), channels: sizes.rows, examples: sizes.examples, accumulating: true,
        into: added.region)
      let total = zip(before, spread).map { Double($0) + $1 }
      #expect(largestError(added.elements, total) < bound && added.isIntact)
    }
    check(Float.self, bound: 1e-6)
    check(Double.self, bound: 1e-14)
  }

  @Test func spreadRepeatsEachValue() {
    let out = Guarded<Float>(unreadable: 48)
    Rows.spread(region([1, -2, 3]), examples: 16, into: out.region)
    #expect(out.isIntact)
    #expect(out.elements == (0..<48).map { [1, -2, 3][$0 / 16] })
  }

  @Test func rowsThatAreNoWholeVectorsAreRefused() async {
    await #expect(processExitsWith: .failure) {
      Rows.sums(of: Arena<Float>(count: 24).all, into: Arena<Float>(count: 1).all)
    }
  }
}
