import Figures
import Numerals
import Testing

@Suite struct TicksTests {
  @Test(arguments: [
    (-1.0...1.0, 7, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
    (-1.0...1.0, 3, ["−1", "0", "1"]),
    (0.0...0.3, 4, ["0.0", "0.1", "0.2", "0.3"]),
    (0.0...34.0, 8, ["0", "5", "10", "15", "20", "25", "30"]),
    (0.13...0.17, 5, ["0.13", "0.14", "0.15", "0.16", "0.17"]),
    (0.0...3e6, 4, ["0", "10⁶", "2×10⁶", "3×10⁶"]),
    (1e-7...3e-7, 4, ["10⁻⁷", "2×10⁻⁷", "3×10⁻⁷"]),
  ])
  func linearTicksAreRound(range: ClosedRange<Double>, count: Int, labels: [String]) {
    let ticks = Ticks.linear(range, atMost: count)
    #expect(Ticks.labelled(ticks).map(\.label) == labels)
  }

  @Test(arguments: [-1.0...1, 0.37...0.91, -12345...3, 1e-9...2e-9, 0...1e300, -3...(-2.9)])
  func linearTicksLieInTheRangeAndAreAsManyAsPossible(range: ClosedRange<Double>) {
    for count in 2...30 {
      let ticks = Ticks.linear(range, atMost: count)
      #expect(ticks.count <= count && !ticks.isEmpty)
      let slack = (range.upperBound - range.lowerBound) * 1e-6
      for tick in ticks {
        #expect(tick.value >= range.lowerBound - slack && tick.value <= range.upperBound + slack)
      }
      // The next finer round step, at most 2.5 times finer, would be too many.
      #expect(Double(ticks.count) * 2.5 + 2.5 >= Double(count))
    }
  }

  @Test(arguments: [
    1.0...1, -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, 0...Double.infinity,
    1e18...(1e18 + 256),
  ])
  func rangesWithoutRoundNumbersTrapNothing(range: ClosedRange<Double>) {
    #expect(Ticks.linear(range, atMost: 5).count <= 5)
  }

  @Test func logarithmicTicksThinOut() {
    let choices = Ticks.logarithmic(0.1...20)
    #expect(
      choices[0].map(\.label) == ["0.1", "0.2", "0.5", "1", "2", "5", "10", "20"])
    #expect(choices[1].map(\.label) == ["0.1", "1", "10"])
    #expect(choices[2].map(\.label) == ["1"])
  }

  @Test func logarithmicTicksUsePowersOfTenAtTheEnds() {
    let labels = Ticks.logarithmic(1e-3...1e4)[1].map(\.label)
    #expect(labels == ["10⁻³", "0.01", "0.1", "1", "10", "100", "10³", "10⁴"])
  }

  @Test func aShortLogarithmicRangeGetsLinearSteps() {
    let choices = Ticks.logarithmic(0.85...1.13)
    #expect(choices[0].map(\.label) == ["0.85", "0.90", "0.95", "1.00", "1.05", "1.10"])
    #expect(choices.allSatisfy { $0.allSatisfy { (0.85...1.13).contains($0.value) } })
  }
}
