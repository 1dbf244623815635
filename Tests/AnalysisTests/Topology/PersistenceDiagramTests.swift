import Analysis
import Grids
import Testing

/// Birth and death, nil for a death that never comes, in order.
private func ends(_ pairs: [PersistenceDiagram.Pair]) -> [[Double?]] {
  pairs.map { [$0.birth, $0.death.isFinite ? $0.death : nil] }
    .sorted { ($0[0] ?? 0, $0[1] ?? .infinity) < ($1[0] ?? 0, $1[1] ?? .infinity) }
}

private func diagram(_ rows: [[Double]]) -> PersistenceDiagram {
  PersistenceDiagram(sublevelSetsOf: field(rows))
}

struct PersistenceDiagramTests {
  @Test func oneHillInARingIsOneHole() {
    let diagram = diagram([[1, 2, 3], [4, 9, 5], [6, 7, 8]])
    #expect(
      diagram.components == [.init(birth: 1, death: .infinity, birthPoint: 0, deathPoint: nil)])
    // Corners are not needed to close the ring: its sides touch in them. The last side closes it.
    #expect(diagram.holes == [.init(birth: 7, death: 9, birthPoint: 7, deathPoint: 4)])
  }

  @Test func hillsOnTheBorderAreNoHoles() {
    #expect(diagram([[1, 9, 1], [1, 8, 1], [1, 1, 1]]).holes.isEmpty)
    #expect(diagram([[0, 9, 0, 9, 1]]).holes.isEmpty)
    #expect(diagram([[5, 4], [3, 9]]).holes.isEmpty)
  }

  @Test func theHigherOfTwoHillsIsOlder() {
    let diagram = diagram([
      [0, 1, 0, 1, 0],
      [1, 8, 5, 9, 1],
      [0, 1, 0, 1, 2],
    ])
    // At 5 the pass between them is flooded: the hill of 8 gets a hole of its own.
    #expect(ends(diagram.holes) == [[1, 9], [5, 8]])
    #expect(diagram.holes.map(\.deathPoint) == [6, 8], "by their places")
    #expect(diagram.holes[0].birthPoint == 7)
  }

  @Test func wallsInsideAreHolesThatNothingFills() {
    let diagram = diagram([
      [1, 2, 1, 1, 1], [1, .nan, 1, .infinity, 1], [1, 1, 1, 3, 1], [.nan, 1, 1, 1, 1],
    ])
    // The 3 lies in the same hole as the wall above it; the 2 on the border joins the other to the
    // outside.
    #expect(ends(diagram.holes) == [[1, nil], [2, nil]])
    #expect(diagram.holes.allSatisfy { $0.deathPoint == nil && $0.persistence == .infinity })
    #expect(ends(diagram.components) == [[1, nil]])
  }

  @Test func plateausAndTiesLeaveNothingBehind() {
    #expect(diagram([[2, 2, 2], [2, 2, 2], [2, 2, 2]]).holes.isEmpty)
    #expect(ends(diagram([[1, 1, 1], [1, 1, 1], [1, 1, 1]]).components) == [[1, nil]])
    let two = diagram([[1, 1, 1, 1, 1], [1, 4, 1, 4, 1], [1, 1, 1, 1, 1]])
    #expect(ends(two.holes) == [[1, 4], [1, 4]])
    #expect(ends(diagram([[0.0, -0.0, 0.0]]).components) == [[0, nil]])
  }

  @Test func fieldsWithoutValuesHaveNoClasses() {
    let none = diagram([[.nan, .nan, .nan], [.nan, .nan, .nan], [.nan, .nan, .nan]])
    #expect(none.components.isEmpty && none.holes.isEmpty)
    #expect(ends(diagram([[3]]).components) == [[3, nil]])
  }

  /// Where the first points are walls, no minimum stands at the end of the ways down from them.
  @Test(arguments: [1, 2, 3])
  func wallsInTheFirstCorner(size: Int) {
    for rows in [1, 2] {
      var values = (0..<4).map { row in (0..<4).map { Double($0 + row) } }
      for row in 0..<size * rows where row < 4 {
        for column in 0..<size * 2 where column < 4 { values[row][column] = .nan }
      }
      let field = field(values)
      let diagram = PersistenceDiagram(sublevelSetsOf: field)
      #expect(ends(diagram.holes) == NaiveHoles(field: field).pairs)
      #expect(
        diagram.components.count
          == MergeTree(sublevelSetsOf: field).branches.count {
            $0.merge == nil || $0.persistence > 0
          })
    }
  }

  @Test func missingPointsAreWalls() {
    let hidden = ScalarField(
      grid: unitGrid(columns: 3, rows: 3), values: Array(repeating: 0, count: 9),
      isComputed: (0..<9).map { $0 != 4 })
    #expect(ends(PersistenceDiagram(sublevelSetsOf: hidden).holes) == [[0, nil]])
  }

  @Test func componentsAreTheBranchesOfTheMergeTree() {
    for seed in 0..<60 as Range<UInt64> {
      let field = randomField(
        seed: seed, levels: seed % 2 == 0 ? nil : 6, walls: [0.1, 0.5, 0.9][Int(seed % 3)])
      let branches = MergeTree(sublevelSetsOf: field).branches
        .filter { $0.merge == nil || $0.persistence > 0 }.sorted { $0.minimum < $1.minimum }
      let components = PersistenceDiagram(sublevelSetsOf: field).components
      #expect(components.map(\.birthPoint) == branches.map(\.minimum))
      #expect(components.map(\.deathPoint) == branches.map { $0.merge?.saddle })
    }
  }

  @Test func largeFieldsOnTwoThreadsGiveWhatTheirPartsGive() throws {
    // Walls between the copies of one small field: its classes, once for each copy.
    let small = try #require(
      (0..<20).map { randomField(seed: $0) }.first {
        PersistenceDiagram(sublevelSetsOf: $0).holes.count > 2
      })
    let (columns, rows) = (small.grid.columns + 1, small.grid.rows + 1)
    let copies = 140 / min(columns, rows) + 1
    let grid = unitGrid(columns: columns * copies + 1, rows: rows * copies + 1)
    let values = (0..<grid.count).map { index -> Double in
      let (column, row) = (grid.column(of: index) % columns, grid.row(of: index) % rows)
      return column == 0 || row == 0 ? .nan : small[column: column - 1, row: row - 1]
    }
    #expect(values.count > 1 << 14)
    let part = PersistenceDiagram(sublevelSetsOf: small)
    let whole = PersistenceDiagram(sublevelSetsOf: ScalarField(grid: grid, values: values))
    let times = copies * copies
    #expect(
      ends(whole.components) == ends(Array(repeating: part.components, count: times).flatMap { $0 })
    )
    #expect(ends(whole.holes) == ends(Array(repeating: part.holes, count: times).flatMap { $0 }))
    #expect(!part.holes.isEmpty)
  }
}

struct PersistenceDiagramPropertyTests {
  private static let fields: [ScalarField] = (0..<60).flatMap { seed in
    [nil, 3, 10].flatMap { levels in
      [0, 0.15, 0.5, 0.85].map { randomField(seed: seed, levels: levels, walls: $0) }
    }
  }

  @Test func holesEqualTheSlowTwin() {
    var count = 0
    for field in Self.fields {
      let holes = PersistenceDiagram(sublevelSetsOf: field).holes
      #expect(ends(holes) == NaiveHoles(field: field).pairs)
      count += holes.count
    }
    #expect(count > 300, "the fields must give something to compare")
  }

  @Test func eulerCharacteristicIsComponentsMinusHoles() {
    var negative = 0
    for field in Self.fields {
      let diagram = PersistenceDiagram(sublevelSetsOf: field)
      for level in Set(field.values.filter(\.isFinite)) {
        func alive(_ pairs: [PersistenceDiagram.Pair]) -> Int {
          pairs.count { $0.birth <= level && level < $0.death }
        }
        let euler = field.eulerCharacteristic(atLevel: level)
        #expect(alive(diagram.components) - alive(diagram.holes) == euler)
        negative += euler < 0 ? 1 : 0
      }
    }
    #expect(negative > 0, "some sets must have more holes than pieces")
  }

  @Test func eulerCharacteristicIsRightWhereTheAnswerIsKnown() {
    let ring = field([[1, 1, 1], [1, 9, 1], [1, 1, 1]])
    #expect(ring.eulerCharacteristic(atLevel: 0) == 0)
    #expect(ring.eulerCharacteristic(atLevel: 1) == 0, "one piece, one hole")
    #expect(ring.eulerCharacteristic(atLevel: 9) == 1)
    #expect(field([[1, 9], [9, 1]]).eulerCharacteristic(atLevel: 1) == 1, "joined in a corner")
    #expect(field([[1, 9, 1]]).eulerCharacteristic(atLevel: 1) == 2)
  }

  @Test func doesNotDependOnTheSideOneLooksFrom() {
    for field in Self.fields {
      let diagram = PersistenceDiagram(sublevelSetsOf: field)
      for other in [field.transposed, field.reflected] {
        let turned = PersistenceDiagram(sublevelSetsOf: other)
        #expect(ends(turned.components) == ends(diagram.components))
        #expect(ends(turned.holes) == ends(diagram.holes))
      }
    }
  }

  /// Cohen-Steiner, Edelsbrunner & Harer, "Stability of persistence diagrams", 2007: noise of at
  /// most ε moves births and deaths by at most ε, or lets classes shorter than 2ε come and go.
  @Test(arguments: [0.001, 0.05, 0.3])
  func smallNoiseCannotMakeOrFillLargeHoles(epsilon: Double) {
    let slack = 1e-12
    for seed in 0..<60 as Range<UInt64> {
      let field = randomField(seed: seed)
      var generator = SeededGenerator(seed: seed &+ 1000)
      let noisy = field.map { $0 + Double.random(in: -epsilon...epsilon, using: &generator) }
      let (before, after) = (
        PersistenceDiagram(sublevelSetsOf: field).holes,
        PersistenceDiagram(sublevelSetsOf: noisy).holes
      )
      for threshold in stride(from: 0, through: 2, by: 0.1) {
        let high = threshold + 2 * epsilon + slack
        #expect(
          after.count { $0.persistence > high } <= before.count { $0.persistence > threshold })
        #expect(
          before.count { $0.persistence > high } <= after.count { $0.persistence > threshold })
      }
      // A box of the diagram, far from the diagonal, can be left by no more than ε.
      for level in stride(from: -1, through: 1, by: 0.1) {
        let (low, up) = (level - 0.2, level + 0.2)
        #expect(
          before.count { $0.birth <= low && $0.death > up }
            <= after.count { $0.birth <= low + epsilon + slack && $0.death > up - epsilon - slack })
      }
    }
  }
}
