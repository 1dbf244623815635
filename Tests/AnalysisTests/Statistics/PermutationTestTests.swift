import Analysis
import Testing

/// The same by bit masks, for few values.
private func naiveP(_ first: [Double], _ second: [Double]) -> Double {
  let values = first + second
  func difference(_ mask: Int) -> Double {
    let (inside, outside) = (
      values.indices.filter { mask >> $0 & 1 == 1 }, values.indices.filter { mask >> $0 & 1 == 0 }
    )
    return inside.reduce(0) { $0 + values[$1] } / Double(inside.count)
      - outside.reduce(0) { $0 + values[$1] } / Double(outside.count)
  }
  let deals = (0..<1 << values.count).filter { $0.nonzeroBitCount == first.count }
  let observed = abs(difference((1 << first.count) - 1))
  return Double(deals.count { abs(difference($0)) >= observed - 1e-9 }) / Double(deals.count)
}

/// The same for many whole numbers, by the number of ways to choose so many of them with some sum
/// (Pagano & Tritchler 1983): no rounding anywhere.
private func countedP(_ first: [Int], _ second: [Int]) -> Double {
  let values = first + second
  let total = values.reduce(0, +)
  var ways = [[Int]](
    repeating: Array(repeating: 0, count: total + 1), count: first.count + 1)
  ways[0][0] = 1
  for value in values {
    for size in stride(from: first.count, to: 0, by: -1) {
      for sum in stride(from: total, through: value, by: -1) {
        ways[size][sum] += ways[size - 1][sum - value]
      }
    }
  }
  func distance(_ sum: Int) -> Int { abs(sum * second.count - (total - sum) * first.count) }
  let observed = distance(first.reduce(0, +))
  let deals = ways[first.count]
  return Double(deals.indices.reduce(0) { $0 + (distance($1) >= observed ? deals[$1] : 0) })
    / Double(deals.reduce(0, +))
}

struct PermutationTestTests {
  @Test func separatedSidesReachTheSmallestP() throws {
    let test = try #require(PermutationTest([1, 2, 3], [4, 5, 6]))
    #expect(test.p == 0.1)
    #expect(test.difference == -3)
    #expect(test.deals == 20)
  }

  @Test func smallCasesByHand() throws {
    #expect(try #require(PermutationTest([5], [1, 2, 3])).p == 0.25)
    #expect(try #require(PermutationTest([1], [2])).p == 1)
    #expect(try #require(PermutationTest([2, 2], [2, 2, 2])).p == 1)
    #expect(try #require(PermutationTest([1, 4], [2, 3])).p == 1)
  }

  @Test func tiesCountWhateverTheirRounding() throws {
    // 0.1 + 0.2 + 0.3 depends on the order of the sum.
    let test = try #require(PermutationTest([0.1, 0.2, 0.3], [0.3, 0.2, 0.1]))
    #expect(test.p == 1)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func equalsTheNaiveEnumeration(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func side() -> [Double] {
      (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        Double(Int.random(in: 1...9, using: &generator))
      }
    }
    let (first, second) = (side(), side())
    #expect(try #require(PermutationTest(first, second)).p == naiveP(first, second))
    #expect(
      try #require(PermutationTest(second, first)).p == PermutationTest(first, second)?.p)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func equalsTheCountedDealsOfLargeSides(seed: UInt64) throws {
    var generator = SeededGenerator(seed: 100 + seed)
    func side(_ count: Int, upTo most: Int) -> [Int] {
      (0..<count).map { _ in Int.random(in: 0...most, using: &generator) }
    }
    let counts = (
      Int.random(in: 1...18, using: &generator), Int.random(in: 6...18, using: &generator)
    )
    let (first, second) = (side(counts.0, upTo: 9), side(counts.1, upTo: 12))
    // As means of three planes, whose sums are rounded.
    let test = try #require(
      PermutationTest(first.map { Double($0) / 3 }, second.map { Double($0) / 3 }))
    #expect(test.p == countedP(first, second), "\(first), \(second)")
  }

  @Test func goesUpToTwentyASide() throws {
    let (low, high) = ((0..<20).map(Double.init), (20..<40).map(Double.init))
    let test = try #require(PermutationTest(low, high))
    #expect(test.deals == 137_846_528_820 && test.p == 2 / 137_846_528_820)
    #expect(test.difference == -20)
    let equal = [Double](repeating: 0.1, count: 20)
    #expect(try #require(PermutationTest(equal, equal)).p == 1)
    #expect(PermutationTest(low + [1], high + [2]) == nil)
    // One against many, and a few against many.
    let many = (1...400).map(Double.init)
    #expect(try #require(PermutationTest([0], many)).p == 2 / 401.0)
    #expect(try #require(PermutationTest([-5, -4], many)).deals == 402 * 401 / 2)
    #expect(PermutationTest(Array(many[..<9]), many) == nil)
  }

  @Test func refusesWhatCannotBeCompared() {
    #expect(PermutationTest([], [1]) == nil)
    #expect(PermutationTest([1], []) == nil)
    #expect(PermutationTest([.nan], [1]) == nil)
    let many = [Double](repeating: 1, count: 40)
    #expect(PermutationTest(many, many) == nil)
  }

  @Test func smallestPByTheSizesOfTheSides() throws {
    #expect(PermutationTest.smallestP(3, 3) == 0.1)
    #expect(PermutationTest.smallestP(1, 1) == 1)
    #expect(PermutationTest.smallestP(2, 3) == 0.1)
    #expect(PermutationTest.smallestP(0, 3) == nil)
    #expect(PermutationTest.smallestP(40, 40) == nil)
    #expect(try #require(PermutationTest.smallestP(4, 4)) < 0.05)
  }

  @Test func saysWhatFewValuesAllow() {
    #expect(
      PermutationTest.limitation(3, 3)
        == "With 3 and 3 values an exact permutation test gives p = 0.1 at least:"
        + " no difference can be significant at 0.05.")
    #expect(PermutationTest.limitation(4, 4) == nil)
  }
}
