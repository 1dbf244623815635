import FigureTestSupport
import Figures
import Grids
import Testing

private func row(_ values: [Double]) -> ScalarField {
  guard let grid = Grid(xs: values.indices.map(Double.init), ys: [0]) else {
    preconditionFailure("no grid for \(values)")
  }
  return ScalarField(grid: grid, values: values)
}

private func scale(
  _ values: [Double], _ kind: ValueScale, range: ClosedRange<Double>? = nil,
  levels: ContourLevels? = nil
) throws -> ColorScale {
  try #require(ColorScale(fields: [row(values)], scale: kind, range: range, levels: levels))
}

@Suite struct ColorScaleTests {
  @Test func decadesAreLevelsAndHeavier() throws {
    let scale = try scale([0.23, 18.7], .log)
    #expect(abs(scale.range.lowerBound - 0.1995) < 1e-3, "10^-0.7, the level below 0.23")
    #expect(abs(scale.range.upperBound - 19.95) < 1e-2, "10^1.3, the level above 18.7")
    #expect(scale.levels.count == 19)
    for (step, level) in scale.levels.enumerated() {
      #expect(abs(level - Double(step - 6) / 10) < 1e-12)
    }
    let heavy = zip(scale.levels, scale.isMajor).filter(\.1).map(\.0)
    #expect(heavy.map { $0.rounded() } == [0, 1])
    #expect(!scale.clipsAbove && !scale.clipsBelow)
  }

  @Test(arguments: [
    [0.85, 1.13], [0.2, 20], [1e-3, 80], [0.5, 0.5004], [3e-300, 5e-300], [1, 1e5], [1, 1.0000001],
    [.leastNonzeroMagnitude, 500 * .leastNonzeroMagnitude],
  ])
  func logarithmicLevelsAreEvenAndNotTooMany(values: [Double]) throws {
    let scale = try scale(values, .log)
    #expect(scale.levels.count + 1 <= ColorScale.mostBands)
    #expect(scale.levels.count >= 7)
    let steps = zip(scale.levels, scale.levels.dropFirst()).map { $1 - $0 }
    let (least, most) = (steps.min() ?? 0, steps.max() ?? 1)
    #expect(most - least < 1e-3 * most)
    #expect(scale.levels.allSatisfy { scale.unitRange.contains($0) })
  }

  @Test(arguments: [[0.0, 34.0], [-1, 1], [1e6, 1.5e6], [0.85, 0.851], [-1e308, 1e308]])
  func linearLevelsAreRoundAndCoverTheValues(values: [Double]) throws {
    let scale = try scale(values, .linear)
    #expect((8...ColorScale.mostBands).contains(scale.levels.count + 1))
    #expect(scale.range.lowerBound <= values[0] && values[1] <= scale.range.upperBound)
    #expect(scale.isMajor.contains(true) && scale.isMajor.contains(false))
  }

  @Test func onePictureHasOneScale() throws {
    let both = try #require(
      ColorScale(fields: [row([0.2, 1]), row([3, 19])], scale: .log, range: nil))
    #expect(both == (try scale([0.2, 19], .log)))
  }

  @Test func aGivenRangeIsTakenAsItIs() throws {
    let scale = try scale([0.01, 500], .log, range: 0.1...10)
    #expect(scale.range == 0.1...10)
    #expect(scale.clipsAbove && scale.clipsBelow)
    #expect(scale.position(ofUnits: 0) == 0.5)
    let inside = try self.scaleInside(0.1...10)
    #expect(!inside.clipsAbove && !inside.clipsBelow)
  }

  private func scaleInside(_ range: ClosedRange<Double>) throws -> ColorScale {
    try scale([0.1, 10], .log, range: range)
  }

  @Test(arguments: [-1.0...10.0, 0...10, 3...3, 1...Double.infinity])
  func aRangeThatCannotBeIsNotTaken(range: ClosedRange<Double>) throws {
    #expect(try scale([0.2, 20], .log, range: range) == scale([0.2, 20], .log))
  }

  @Test func manyDecadesAreClippedVisibly() throws {
    let high = try scale([0.5, 1e9], .log)
    #expect(high.clipsAbove && !high.clipsBelow)
    let deep = try scale([1e-9, 10], .log)
    #expect(deep.clipsBelow && abs(deep.range.lowerBound - 0.001) < 1e-9)
    let small = try scale([1e-9, 1e-6], .log)
    #expect(!small.clipsBelow && !small.clipsAbove, "nothing above the floor: no floor")
  }

  @Test func valuesThatALogarithmCannotShowLieBelow() throws {
    let scale = try scale([-1, 0, 0.1, 10], .log)
    #expect(scale.scale == .log && scale.clipsBelow)
    #expect(scale.position(ofUnits: scale.units(0)) < 0)
    let none = try self.scaleOf([-1, 0])
    #expect(none.scale == .linear)
  }

  private func scaleOf(_ values: [Double]) throws -> ColorScale { try scale(values, .log) }

  @Test(arguments: [0.0, 1, 5, -3, 1e-300, 1e300, -1e300], ValueScale.allCases)
  func aConstantLiesInside(value: Double, kind: ValueScale) throws {
    let scale = try scale([value, value], kind)
    let position = scale.position(ofUnits: scale.units(value))
    #expect(position > 0 && position < 1)
    #expect(!scale.clipsAbove && !scale.clipsBelow)
  }

  @Test func withoutAFiniteValueThereIsNoScale() {
    #expect(ColorScale(fields: [row([.nan, .infinity])], scale: .log, range: 1...2) == nil)
    #expect(ColorScale(fields: [], scale: .log, range: nil) == nil)
  }

  @Test func bandsUseTheWholeMap() throws {
    let scale = try scale([0.2, 20], .log)
    #expect(scale.bandPosition(0) == 0)
    #expect(scale.bandPosition(scale.levels.count) == 1)
  }

  @Test(arguments: [2, 5, 12, 40], ValueScale.allCases)
  func soManyBandsAtMost(count: Int, kind: ValueScale) throws {
    let scale = try scale([0.23, 18.7], kind, levels: .bands(count))
    #expect((1..<count).contains(scale.levels.count))
    #expect(scale.range.lowerBound < 0.24 && scale.range.upperBound > 18.6)
  }

  @Test func chosenLevelsAreTaken() throws {
    let chosen = ContourLevels.values([10, 1, 0.5, 1, -3, .nan, 1000])
    func levels(_ values: [Double], _ kind: ValueScale) throws -> [Double] {
      let scale = try scale(values, kind, levels: chosen)
      #expect(scale.isMajor.allSatisfy { $0 } && scale.isMajor.count == scale.levels.count)
      return scale.levels.map { (scale.value(ofUnits: $0) * 1e9).rounded() / 1e9 }
    }
    #expect(try levels([0.1, 100], .log) == [0.5, 1, 10])
    #expect(try levels([0.1, 100], .linear) == [0.5, 1, 10])
    #expect(try levels([0.1, 0.2], .linear) == [])
  }
}
