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
    let pairs: [[Double?]]
  }
  let cases: [Case]
}

struct MergeTreeGudhiTests {
  @Test func equalsGudhiToTheLastBit() throws {
    let url = try #require(
      Bundle.module.url(forResource: "persistence", withExtension: "json", subdirectory: "Fixtures")
    )
    let fixture = try JSONDecoder().decode(GudhiFixture.self, from: Data(contentsOf: url))
    #expect(fixture.cases.count == 11)
    for item in fixture.cases {
      let field = ScalarField(
        grid: unitGrid(columns: item.columns, rows: item.rows),
        values: item.values.map { $0 ?? .nan })
      let pairs = MergeTree(sublevelSetsOf: field).branches
        .filter { $0.merge == nil || $0.persistence > 0 }
        .map { [$0.birth, $0.merge == nil ? nil : $0.death] }
        .sorted { ($0[0] ?? 0, $0[1] ?? .infinity) < ($1[0] ?? 0, $1[1] ?? .infinity) }
      let expected = item.pairs
        .sorted { ($0[0] ?? 0, $0[1] ?? .infinity) < ($1[0] ?? 0, $1[1] ?? .infinity) }
      #expect(pairs == expected, "\(item.name)")
    }
  }
}
