import Analysis
import Archives
import Grids
import Reports
import Testing

@Suite("How many minima and holes are listed")
struct ListingLimitTests {
  /// Minima of depths 1 … 9 between walls of 10, the shallowest first.
  private static func losses() throws -> ScalarField {
    let grid = try #require(Grid(xs: (0..<19).map(Double.init), ys: [0, 1, 2]))
    let wall = Array(repeating: 10.0, count: 19)
    let valley = (0..<19).map { $0 % 2 == 0 ? 10 : 9 - Double($0 / 2) }
    return ScalarField(grid: grid, values: wall + valley + wall)
  }

  private static func minima(_ limit: ListingLimit) throws -> MinimaTable {
    MinimaTable(
      entries: [
        .init(
          surface: "a.h5",
          analysis: MinimaAnalysis(
            of: try losses(), quantity: "train_loss", scale: .linear, threshold: 2))
      ], limit: limit)
  }

  @Test("JSON lists the most persistent, counts all and says how many are left out")
  func json() throws {
    let table = try Self.minima(ListingLimit(3))
    let surface = try #require(table.json[0])
    #expect(surface["count"] == 8 && surface["unlisted_minima"] == 6)
    #expect(surface["minima"]?.array?.compactMap { $0["loss"]?.double } == [1, 2, 3])
    #expect(
      table.unlisted(of: table.entries[0], as: .json)
        == "only the most persistent ones are listed: 3 of 9 minima")
  }

  @Test("text lists them with their ranks, CSV lists all")
  func text() throws {
    let table = try Self.minima(ListingLimit(3))
    let lines = table.formatted(as: .text).split(separator: "\n")
    #expect(lines.count { $0.contains(" inside ") && $0.contains("resolved") } == 3)
    #expect(
      table.unlisted(of: table.entries[0], as: .text)
        == "only the most persistent ones are listed: 3 of 8 minima")
    #expect(table.formatted(as: .csv).split(separator: "\r\n").count == 10)
    #expect(table.unlisted(of: table.entries[0], as: .csv) == nil)
  }

  @Test("where nothing is left out nothing is said of it")
  func all() throws {
    for limit in [ListingLimit.standard, .none, ListingLimit(9)] {
      let table = try Self.minima(limit)
      #expect(table.json[0]?["unlisted_minima"] == nil)
      #expect(table.json[0]?["minima"]?.array?.count == 9)
      #expect(table.unlisted(of: table.entries[0], as: .json) == nil)
    }
  }

  @Test("classes of both dimensions are limited on their own")
  func topology() throws {
    let topology = SurfaceTopology(of: try Self.losses(), scale: .linear, threshold: 0)
    let entry = TopologyTable.Entry(
      surface: "a.h5", quantity: "train_loss", topology: topology)
    let table = TopologyTable(entries: [entry], limit: ListingLimit(2))
    #expect(table.json[0]?["components"]?.array?.count == 2)
    #expect(table.json[0]?["unlisted_components"]?.int == topology.components.count - 2)
    #expect(table.json[0]?["component_count"]?.int == topology.components.count)
    #expect(table.json[0]?["unlisted_holes"] == nil)
  }
}
