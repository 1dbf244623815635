import Analysis
import Grids
import Testing

struct MergeTreeBasinsTests {
  // Minima 0 (A), 1 (B) and 1.5 (C); B meets A at 2.5, then C meets both at 2.6 beside B.
  private let wells = MergeTree(sublevelSetsOf: field([[0, 2.5, 1, 2.6, 1.5]]))

  @Test func aMinimumSpillsIntoTheOneBesideItNotTheLowest() {
    #expect(wells.branches.map(\.merge?.survivor) == [nil, 0, 0])
    #expect(wells.branches.map(\.merge?.spill) == [nil, 0, 1])
  }

  @Test(
    arguments: [
      (0, [2, 2, 1], [0, 1, 2]), (1, [2, 2, 1], [0, 1, 2]), (1.2, [2, 3, 0], [0, 1, 1]),
      (2, [5, 0, 0], [0, 0, 0]), (100, [5, 0, 0], [0, 0, 0]),
    ] as [(Double, [Int], [Int])])
  func basinsGrowWithTheThreshold(threshold: Double, sizes: [Int], owners: [Int]) {
    #expect(wells.basinSizes(atThreshold: threshold) == sizes)
    #expect(wells.owners(atThreshold: threshold) == owners)
  }

  @Test func persistenceAtTheThresholdStands() {
    let tree = MergeTree(sublevelSetsOf: field([[0, 2, 1]]))
    #expect(tree.stands(1, atThreshold: 1))
    #expect(!tree.stands(1, atThreshold: 1.0.nextUp))
    #expect(tree.stands(0, atThreshold: 1000), "nothing lies beyond the lowest")
  }

  @Test func tiesOfAPlateauNeverStand() {
    let tree = MergeTree(sublevelSetsOf: field([[1, 5, 1], [1, 1, 1]]))
    #expect(tree.basinSizes(atThreshold: 0) == [6, 0])
  }

  @Test(arguments: 0..<80 as Range<UInt64>, [nil, 3, 10])
  func basinsCoverEveryPointOnceAndAreConnected(seed: UInt64, levels: Int?) {
    let field = randomField(seed: seed, levels: levels, walls: 0.15)
    let tree = MergeTree(sublevelSetsOf: field)
    let naive = NaiveFlooding(field: field, connectivity: .eight)
    let finite = field.values.indices.filter { field.values[$0].isFinite }
    for threshold in Set(tree.branches.map(\.persistence)).union([0]) {
      let owners = tree.owners(atThreshold: threshold)
      let sizes = tree.basinSizes(atThreshold: threshold)
      #expect(sizes.reduce(0, +) == finite.count)
      for branch in tree.branches.indices {
        let basin = finite.filter { owners[Int(tree.drainage[$0])] == branch }
        #expect(basin.count == sizes[branch])
        #expect(basin.isEmpty == !tree.stands(branch, atThreshold: threshold))
        #expect(basin.isEmpty || basin.contains(tree.branches[branch].minimum))
        #expect(naive.isConnected(basin), "seed \(seed), levels \(String(describing: levels))")
      }
    }
  }
}
