import Analysis
import Foundation
import Grids
import Testing

/// Persistence pairs of gudhi's `CubicalComplex`, made by `Fixtures/make_persistence.py`.
private struct GudhiFixture: Decodable {
  struct Case: Decodable {
    let name: String
    let columns: Int
    let rows: Int
    let values: [Double?]
    /// Birth and death in dimension 0, in order; nil for a death that never comes.
    let pairs: [[Double?]]
    /// The same in dimension 1.
    let holes: [[Double?]]

    var field: ScalarField {
      ScalarField(
        grid: unitGrid(columns: columns, rows: rows), values: values.map { $0 ?? .nan })
    }
  }
  let cases: [Case]

  static func read() throws -> GudhiFixture {
    let url = try #require(
      Bundle.module.url(forResource: "persistence", withExtension: "json", subdirectory: "Fixtures")
    )
    return try JSONDecoder().decode(GudhiFixture.self, from: Data(contentsOf: url))
  }
}

private func sorted(_ pairs: [[Double?]]) -> [[Double?]] {
  pairs.sorted { ($0[0] ?? 0, $0[1] ?? .infinity) < ($1[0] ?? 0, $1[1] ?? .infinity) }
}

struct PersistenceGudhiTests {
  @Test func mergeTreeEqualsGudhiToTheLastBit() throws {
    let fixture = try GudhiFixture.read()
    #expect(fixture.cases.count == 13)
    for item in fixture.cases {
      let pairs = MergeTree(sublevelSetsOf: item.field).branches
        .filter { $0.merge == nil || $0.persistence > 0 }
        .map { [$0.birth, $0.merge == nil ? nil : $0.death] }
      #expect(sorted(pairs) == sorted(item.pairs), "\(item.name)")
    }
  }

  @Test func diagramEqualsGudhiToTheLastBit() throws {
    var holes = 0
    for item in try GudhiFixture.read().cases {
      let diagram = PersistenceDiagram(sublevelSetsOf: item.field)
      func pairs(_ pairs: [PersistenceDiagram.Pair]) -> [[Double?]] {
        sorted(pairs.map { [$0.birth, $0.death.isFinite ? $0.death : nil] })
      }
      #expect(pairs(diagram.components) == sorted(item.pairs), "\(item.name)")
      #expect(pairs(diagram.holes) == sorted(item.holes), "\(item.name)")
      holes += item.holes.count
    }
    #expect(holes > 100, "the fields must give something to compare")
  }
}
