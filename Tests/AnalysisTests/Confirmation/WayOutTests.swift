import Analysis
import Grids
import Testing

struct WayOutTests {
  /// The barrier is the persistence of the merge tree, and the way leads over the same height.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func agreesWithTheMergeTree(seed: UInt64) {
    let field = randomField(seed: seed, levels: seed.isMultiple(of: 2) ? 4 : nil, walls: 0.1)
    for branch in MergeTree(sublevelSetsOf: field).branches.dropFirst() {
      let start = field.downhill(of: branch.minimum)
      #expect(start == branch.minimum)
      let out = WayOut(in: field, from: start) { field.isLower($0, than: start) }
      #expect(out.level == branch.death)
      guard branch.merge != nil else {
        #expect(out.way.isEmpty)
        continue
      }
      #expect(out.way.map { field.values[$0] }.max() == branch.death)
      #expect(field.values[out.way[out.summit]] == branch.death)
      #expect(out.way.first == start && field.isLower(out.way[out.way.count - 1], than: start))
      for (a, b) in zip(out.way, out.way.dropFirst()) {
        #expect(abs(field.grid.column(of: a) - field.grid.column(of: b)) <= 1)
        #expect(abs(field.grid.row(of: a) - field.grid.row(of: b)) <= 1)
      }
      #expect(Set(out.shore).isDisjoint(with: out.way.dropLast()))
    }
  }

  @Test func goesDownhillToTheMinimum() {
    let valley = field([[5, 4, 3], [6, 9, 2], [7, 8, 1]])
    #expect(valley.downhill(of: 3) == 8)
    #expect(field([[1, 1], [1, 1]]).downhill(of: 3) == 0)
  }

  @Test func whatHasNoValueLiesAboveAll() {
    let holed = field([[5, 4, .nan, 6], [6, 9, .infinity, -.infinity]])
    for hole in [2, 6, 7] {
      #expect(holed.isLower(5, than: hole) && !holed.isLower(hole, than: 5))
      #expect(!holed.isLower(hole, than: hole))
    }
    #expect(holed.downhill(of: 6) == 1 && holed.downhill(of: 7) == 3)
    #expect(field([[.nan, .nan]]).downhill(of: 1) == 1)
  }
}
