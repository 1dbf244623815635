import Analysis
import Testing

struct AscendingOrderTests {
  @Test func ordersByValueThenIndexAndLeavesOutWhatIsNotFinite() {
    let tiny = Double.leastNonzeroMagnitude
    let values = [
      3, -1, .nan, 0.0, -0.0, .infinity, -1, -.infinity, tiny, -tiny, 1e308, -1e308,
    ]
    #expect(ascendingOrder(of: values) == [11, 1, 6, 9, 3, 4, 8, 0, 10])
    #expect(ascendingOrder(of: []) == [])
    #expect(ascendingOrder(of: [.nan]) == [])
  }

  @Test(arguments: [1, 2, 100, 5000])
  func equalsAComparisonSort(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ -> Double in
      let any = Double(bitPattern: generator.next())
      return Bool.random(using: &generator)
        ? any : Double(Int.random(in: -3...3, using: &generator))
    }
    let expected = values.indices.filter { values[$0].isFinite }
      .sorted { (values[$0], $0) < (values[$1], $1) }
    #expect(ascendingOrder(of: values) == expected.map(Int32.init))
  }
}
