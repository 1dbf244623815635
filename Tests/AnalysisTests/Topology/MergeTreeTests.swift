import Analysis
import Grids
import Testing

/// Birth and death of every branch with persistence > 0.
private func diagram(
  _ rows: [[Double]], _ connectivity: MergeTree.Connectivity = .eight
) -> [[Double]] {
  MergeTree(sublevelSetsOf: field(rows), connectivity: connectivity).diagram
    .map { [$0.birth, $0.death] }
}

struct MergeTreeTests {
  @Test func bowlHasOneClassUpToItsLargestValue() {
    #expect(diagram([[4, 3, 4], [3, 0, 3], [4, 3, 5]]) == [[0, 5]])
  }

  @Test func cornersMergeAcrossTheEdgesBetweenThem() {
    let tree = MergeTree(sublevelSetsOf: field([[0, 5, 1], [6, 7, 6], [2, 6, 3]]))
    #expect(tree.branches.map(\.minimum) == [0, 2, 6, 8])
    #expect(tree.branches.map(\.birth) == [0, 1, 2, 3])
    #expect(tree.branches.map(\.death) == [7, 5, 6, 6])
    #expect(tree.branches.map(\.merge?.saddle) == [nil, 1, 3, 5])
    #expect(tree.branches.map(\.merge?.survivor) == [nil, 0, 0, 0])
    #expect(tree.drainage == [0, 0, 1, 0, 0, 1, 2, 2, 3])
  }

  @Test func diagonalNeighboursAreJoinedByEightOnly() {
    let rows: [[Double]] = [[0, 9], [9, 1]]
    #expect(diagram(rows, .eight) == [[0, 9]])
    #expect(diagram(rows, .four) == [[0, 9], [1, 9]])
  }

  @Test func ridgeSeparatesByItsLowestPass() {
    let rows: [[Double]] = [[1, 8, 2], [1.5, 7, 3], [3, 9, 2.5]]
    // The pass at 7 joins all; 2.5 has 3 between it and 2.
    #expect(diagram(rows) == [[1, 9], [2, 7], [2.5, 3]])
  }

  @Test func plateauIsOneClassHoweverItEnters() {
    let tree = MergeTree(sublevelSetsOf: field([[1, 5, 1], [1, 1, 1]]))
    #expect(tree.branches.count == 2, "the right arm enters before the bottom joins it")
    #expect(tree.branches.map(\.persistence) == [4, 0])
    #expect(diagram([[1, 5, 1], [1, 1, 1]]) == [[1, 5]])
  }

  @Test func tiedMinimaKeepTheEarlierOneAsElder() {
    let tree = MergeTree(sublevelSetsOf: field([[1, 3, 1]]))
    #expect(tree.branches.map(\.minimum) == [0, 2])
    #expect(tree.branches.map(\.death) == [3, 3])
    #expect(tree.branches.map(\.merge?.survivor) == [nil, 0])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func wallsKeepRegionsApart(wall: Double) {
    let tree = MergeTree(sublevelSetsOf: field([[0, wall, 3], [2, wall, 4]]))
    #expect(tree.branches.map(\.minimum) == [0, 2])
    #expect(tree.branches.map(\.death) == [4, 4], "the first lives to the field's largest value")
    #expect(tree.branches.allSatisfy { $0.merge == nil })
    #expect(tree.drainage == [0, -1, 1, 0, -1, 1])
  }

  @Test func cutOffRegionLivesToItsOwnLargestValue() {
    let tree = MergeTree(sublevelSetsOf: field([[0, 9, .nan, 3, 4, .nan, 7]]))
    #expect(tree.branches.map(\.birth) == [0, 3, 7])
    #expect(tree.branches.map(\.persistence) == [9, 1, 0])
  }

  @Test func missingPointsAreWalls() {
    let tree = MergeTree(
      sublevelSetsOf: ScalarField(
        grid: unitGrid(columns: 3, rows: 1), values: [1, 0, 2], isComputed: [true, false, true]))
    #expect(tree.branches.map(\.minimum) == [0, 2])
  }

  @Test func oneRowAndOneColumnAreLines() {
    let line: [Double] = [3, 1, 2, 0, 5]
    #expect(diagram([line]) == [[0, 5], [1, 2]])
    #expect(diagram(line.map { [$0] }) == [[0, 5], [1, 2]])
  }

  @Test func degenerateFieldsHaveNoPersistence() {
    #expect(MergeTree(sublevelSetsOf: field([[7]])).branches.map(\.persistence) == [0])
    #expect(diagram([[2, 2], [2, 2]]) == [])
    #expect(MergeTree(sublevelSetsOf: field([[.nan, .nan]])).branches.isEmpty)
    #expect(MergeTree(sublevelSetsOf: field([[.nan, .nan]])).drainage == [-1, -1])
  }

  @Test func negativeAndPositiveZeroAreOneValue() {
    #expect(diagram([[0.0, -0.0, 0.0]]) == [])
  }
}

/// Against the slow twin, over many small fields.
struct MergeTreeOracleTests {
  private struct Case {
    let seed: UInt64
    let levels: Int?
    let walls: Double
    let connectivity: MergeTree.Connectivity
  }

  private static let cases: [Case] = (0..<40).flatMap { seed in
    [nil, 2, 4, 12].flatMap { levels in
      [0, 0.3].flatMap { walls in
        [MergeTree.Connectivity.four, .eight].map {
          Case(seed: seed, levels: levels, walls: walls, connectivity: $0)
        }
      }
    }
  }

  @Test func equalsFloodingLevelByLevel() {
    var deaths = 0
    for item in Self.cases {
      let field = randomField(seed: item.seed, levels: item.levels, walls: item.walls)
      let naive = NaiveFlooding(field: field, connectivity: item.connectivity).classesByLevel
      let tree = MergeTree(sublevelSetsOf: field, connectivity: item.connectivity)
      let lasting = tree.branches.filter { $0.merge == nil || $0.persistence > 0 }
      #expect(lasting.map(\.minimum) == naive.map(\.minimum), "\(item)")
      #expect(lasting.map { $0.merge == nil ? nil : $0.death } == naive.map(\.death), "\(item)")
      deaths += naive.count { $0.death != nil }
    }
    #expect(deaths > 1000, "the fields must give something to compare")
  }

  @Test func equalsFloodingPointByPoint() {
    for item in Self.cases where item.seed < 12 {
      let field = randomField(seed: item.seed, levels: item.levels, walls: item.walls)
      let naive = NaiveFlooding(field: field, connectivity: item.connectivity)
      let tree = MergeTree(sublevelSetsOf: field, connectivity: item.connectivity)
      let classes = tree.branches.map { branch in
        NaiveFlooding.Class(
          minimum: branch.minimum, birth: branch.birth,
          death: branch.merge == nil ? nil : branch.death,
          survivor: branch.merge.map { tree.branches[$0.survivor].minimum },
          saddle: branch.merge?.saddle)
      }
      #expect(classes == naive.classesByPoint, "\(item)")
      for point in field.values.indices {
        let end =
          tree.drainage[point] < 0 ? nil : tree.branches[Int(tree.drainage[point])].minimum
        #expect(end == (field.values[point].isFinite ? naive.end(from: point) : nil), "\(item)")
      }
    }
  }

  @Test func naiveFloodingIsRightWhereTheAnswerIsKnown() {
    let naive = NaiveFlooding(field: field([[3, 1, 2, 0, 5]]), connectivity: .eight)
    #expect(
      naive.classesByPoint == [
        .init(minimum: 3, birth: 0, death: nil, survivor: nil, saddle: nil),
        .init(minimum: 1, birth: 1, death: 2, survivor: 3, saddle: 2),
      ])
    #expect(naive.classesByLevel.map(\.death) == [nil, 2])
    #expect(naive.end(from: 0) == 1)
    #expect(naive.isConnected([0, 1, 2]))
    #expect(!naive.isConnected([0, 2]))
  }
}

struct MergeTreeSuperlevelTests {
  @Test func maximaAreBornHighAndFall() {
    let tree = MergeTree(superlevelSetsOf: field([[1, 9, 2, 5, 0]]))
    #expect(tree.branches.map(\.minimum) == [1, 3])
    #expect(tree.branches.map(\.birth) == [9, 5])
    #expect(tree.branches.map(\.death) == [0, 2], "the first falls to the lowest value")
    #expect(tree.branches.map(\.persistence) == [9, 3])
    #expect(tree.branches[1].merge?.saddle == 2)
    #expect(tree.drainage == [0, 0, 0, 1, 1])
  }

  @Test func cornersDoNotJoinMaxima() {
    let tree = MergeTree(superlevelSetsOf: field([[9, 0], [0, 8]]))
    #expect(tree.diagram.map { [$0.birth, $0.death] } == [[9, 0], [8, 0]])
  }
}
