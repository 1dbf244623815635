import Kernels
import Testing

struct MagnitudesTests {
  @Test func sumsOfWholeNumbersAreExact() {
    func check<S: KernelScalar>(_: S.Type) {
      for count in Array(0...37) + [1000, 1003] {
        for offset in [0, 1, 7, 15] {
          var random = RandomStream(seed: 2, purpose: "magnitudes")
          let values = random.wholeNumbers(count, as: S.self)
          // The neighbours in memory are large and must not be read.
          let magnitudes = Magnitudes(of: Guarded(values, offset: offset).region)
          #expect(magnitudes.squareSum == values.reduce(0) { $0 + Double($1 * $1) })
          #expect(magnitudes.absoluteSum == values.reduce(0) { $0 + abs(Double($1)) })
          #expect(magnitudes.count == count)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func normAndMean() {
    let magnitudes = Magnitudes(of: region([3, -4, 0, 0] as [Float]))
    #expect(magnitudes.norm == 5 && magnitudes.meanAbsolute == 1.75)
    #expect(Magnitudes(of: region([] as [Float])).norm == 0)
  }

  @Test func squaresOutsideOfTheRangeOfFloatAreCounted() {
    let large: Float = 1e30
    let small: Float = 1e-30
    let norms = [large, small].map { Magnitudes(of: region([$0, $0, $0, $0])).norm }
    #expect(norms == [2 * Double(large), 2 * Double(small)])
    #expect(Magnitudes(of: region([.nan] as [Float])).norm.isNaN)
    #expect(Magnitudes(of: region([-.infinity] as [Float])).norm == .infinity)
  }

  @Test func scale() {
    func check<S: KernelScalar>(_: S.Type) {
      for count in Array(0...37) {
        var random = RandomStream(seed: 3, purpose: "scale")
        let values = random.wholeNumbers(count, as: S.self)
        let out = Guarded<S>(unreadable: count, offset: 1)
        Elementwise.scale(region(values), by: -0.5, into: out.region)
        let inPlace = Guarded(values, offset: 7)
        Elementwise.scale(inPlace.region, by: -0.5, into: inPlace.region)
        for result in [out, inPlace] {
          #expect(same(result.elements, values.map { -0.5 * $0 }) && result.isIntact)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }
}
