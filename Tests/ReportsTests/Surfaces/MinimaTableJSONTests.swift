import Analysis
import Archives
import Foundation
import Reports
import Testing

struct MinimaTableJSONTests {
  @Test func isTheContractAndMore() throws {
    // The last digits of a logarithm are the C library's.
    let allowance = try #require(MinimaExamples.wells.minima[1].allowance)
    let json = MinimaExamples.formatted(
      ("wells.h5", MinimaExamples.wells), ("empty", MinimaExamples.empty), as: .json)
    #expect(
      try JSONValue(parsing: json, from: "minima") == [
        [
          "surface": "wells.h5", "quantity": "train_loss", "scale": "log10(loss + 0.0)",
          "threshold": 0.01, "grid": [6, 3], "count": 2, "border_count": 1, "neighbour_count": 2,
          "missing_points": 0, "nonfinite_points": 0,
          "minima": [
            [
              "x": -0.5, "y": 0.5, "loss": 0.1, "persistence": 4.0, "on_border": false,
              "saddle": nil, "basin_fraction": 0.5, "allowance": nil, "resolution": "resolved",
            ],
            [
              "x": 0.5, "y": 0.5, "loss": 1.0, "persistence": 1.0, "on_border": false,
              "saddle": ["x": 0.0, "y": 0.5, "loss": 10.0], "basin_fraction": 0.3333333333333333,
              "allowance": .double(allowance), "resolution": "unresolved",
            ],
            [
              "x": 1.5, "y": 0.5, "loss": 10.0, "persistence": 2.0, "on_border": true,
              "saddle": ["x": 1.0, "y": 0.0, "loss": 1000.0],
              "basin_fraction": 0.16666666666666666, "allowance": 0.0, "resolution": "resolved",
            ],
          ],
          "warnings": [.string(MinimaExamples.warning)], "resolved_count": 1,
          "analysed_grid": [6, 3], "offset": 0.0, "threshold_unit": "decades",
        ],
        [
          "surface": "empty", "quantity": "train_loss", "scale": "log10(loss + 0.0)",
          "threshold": 0.01, "grid": [2, 1], "count": 0, "border_count": 0, "neighbour_count": 0,
          "missing_points": 0, "nonfinite_points": 1, "minima": [],
          "warnings": ["1 point has no finite value and acts as a wall."], "resolved_count": 0,
          "analysed_grid": [2, 1], "offset": 0.0, "threshold_unit": "decades",
        ],
      ])
  }

  @Test func membersAreSortedAndLossesKeepTheirPoint() {
    let json = MinimaExamples.formatted(("s", MinimaExamples.lowest), as: .json)
    #expect(
      json.hasPrefix(
        """
        [
          {
            "analysed_grid": [
              6,
              3
            ],
            "border_count": 0,
            "count": 1,

        """))
    #expect(json.contains("\"persistence\": 4.0,\n") && json.contains("\"saddle\": null,\n"))
    #expect(json.hasSuffix("\n]\n"))
  }

  private struct Surface: Decodable {
    struct Minimum: Decodable {
      struct Saddle: Decodable { let x, y, loss: Double }
      let x, y, loss, persistence, basin_fraction: Double
      let on_border: Bool
      let saddle: Saddle?
      let allowance: Double?
    }
    let surface, quantity, scale: String
    let threshold: Double?
    let grid: [Int]
    let count, border_count, neighbour_count, missing_points, nonfinite_points: Int
    let minima: [Minimum]
    let warnings: [String]
  }

  @Test func readsBackToTheSameBits() throws {
    let third = MinimaExamples.analysis([
      [9, 9, 9, 9, 9], [9, 1.0 / 3, 1e-300, 2.0 / 3, 9], [9, 9, 9, 9, 0.1 + 0.2],
    ])
    let json = MinimaExamples.formatted(("s", third), as: .json)
    let surfaces = try JSONDecoder().decode([Surface].self, from: Data(json.utf8))
    let surface = try #require(surfaces.first)
    #expect(surface.minima.map(\.loss) == third.minima.map(\.loss))
    #expect(surface.minima.map(\.persistence) == third.minima.map(\.persistence))
    #expect(surface.minima.map(\.basin_fraction) == third.minima.map(\.basinFraction))
    #expect(surface.minima.map(\.allowance) == third.minima.map(\.allowance))
    #expect(surface.minima.map(\.saddle?.loss) == third.minima.map(\.saddle?.loss))
    #expect(surface.count == third.count)
  }

  @Test func escapesNamesAndHasNoInfinity() throws {
    let name = "a\"b\\c\n\t\u{1}\u{1f}é/…"
    let endless = MinimaExamples.analysis([[1, 1]], threshold: .infinity)
    let json = MinimaExamples.formatted((name, endless), as: .json)
    #expect(json.contains(#""a\"b\\c\n\t\u0001\u001fé/…""#))
    #expect(json.contains(#""threshold": null"#))
    let surfaces = try JSONDecoder().decode([Surface].self, from: Data(json.utf8))
    #expect(surfaces.first?.surface == name)
    #expect(surfaces.first?.threshold == nil)
  }
}
