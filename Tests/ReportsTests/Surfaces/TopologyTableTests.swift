import Analysis
import Archives
import Grids
import Reports
import Testing

@Suite("The topology of surfaces as text and JSON")
struct TopologyTableTests {
  /// A minimum of 0.1, one of 1 behind a saddle of 10 on its right, and a hill of 1000 in a ring that
  /// a saddle of 100 closes. Losses are powers of ten and the scale has no floor: values are exact.
  private static func table(name: String = "a.h5") throws -> TopologyTable {
    let grid = try #require(Grid(xs: (0..<7).map { Double($0) / 2 }, ys: [0, 1, 2]))
    let losses: [Double] = [
      1, 1, 1, 100, 0.1, 1e4, 1,
      1, 1000, 1, 1e4, 1e4, 1e4, 1,
      1, 100, 1, 1e4, 1e4, 10, 10,
    ]
    return TopologyTable(entries: [
      .init(
        surface: name, quantity: "train_loss",
        topology: SurfaceTopology(
          of: ScalarField(grid: grid, values: losses), scale: .logarithmic(offset: 0),
          threshold: 1.5,
          classes: 10))
    ])
  }

  @Test("JSON holds every class of both dimensions with its places")
  func json() throws {
    let text = try Self.table().formatted(as: .json)
    let json = try JSONValue(parsing: text, from: "topology")
    let surface = try #require(json[0])
    #expect(surface["surface"]?.string == "a.h5" && surface["quantity"]?.string == "train_loss")
    #expect(surface["grid"]?[0]?.int == 7 && surface["grid"]?[1]?.int == 3)
    #expect(surface["threshold"]?.double == 1.5)
    // 0.1, which never ends; 1 on the left, up to 100; 1 on the right, over 10 up to 10⁴.
    #expect(surface["component_count"]?.int == 3)
    let first = try #require(surface["components"]?[0])
    #expect(first["birth"]?.double == -1 && first["death"] == .null)
    #expect(first["persistence"] == .null && first["saddle"] == .null)
    #expect(first["minimum"]?["x"]?.double == 2 && first["minimum"]?["on_border"] == .bool(true))
    let second = try #require(surface["components"]?[1])
    #expect(second["birth"]?.double == 0 && second["death"]?.double == 2)
    #expect(second["saddle"]?["x"]?.double == 1.5 && second["saddle"]?["loss"]?.double == 100)
    let hole = try #require(surface["holes"]?[0])
    #expect(hole["birth"]?.double == 2 && hole["death"]?.double == 3)
    #expect(hole["saddle"]?["y"]?.double == 2)
    #expect(hole["maximum"]?["x"]?.double == 0.5 && hole["maximum"]?["y"]?.double == 1)
    #expect(surface["hole_count"]?.int == 0, "it lives for 1 decade only")
    #expect(surface["saddle_gaps"]?["count"]?.int == 3)
    #expect(surface["roughness"]?["lines"]?.int == 8)
    #expect(surface["roughness"]?["better_than_guessing"]?.double == 10.0 / 21)
    #expect(surface["roughness"]?["convex_share"]?.double == 0)
  }

  @Test("text holds what reaches the threshold")
  func text() throws {
    let text = try Self.table().formatted(as: .text)
    #expect(
      text.hasPrefix(
        "a.h5: 3 minima, 0 holes around maxima (persistence ≥ 1.5 decades, the border included)\n"
          + "  train_loss on 7 × 3 points, on the scale log10(loss + 0.0)\n"
          + "  saddles above minima: "))
    #expect(text.contains("\n  better than guessing: 47.6 % of the plane\n"))
    #expect(text.contains("\n  minimum    -1  never        never  2  0          –  –\n"), "\(text)")
    #expect(!text.contains("\n  hole"))
  }

  @Test("the unit and what has no value are said")
  func unitAndWarnings() throws {
    let grid = try #require(Grid(xs: [0, 1, 2, 3], ys: [0]))
    let table = TopologyTable(entries: [
      .init(
        surface: "a.h5", quantity: "train_loss",
        topology: SurfaceTopology(
          of: ScalarField(grid: grid, values: [9, -1, 9, .nan]), scale: .linear))
    ])
    let text = table.formatted(as: .text)
    #expect(text.hasPrefix("a.h5: 1 minimum, 0 holes around maxima (persistence ≥ 0.1 in loss,"))
    #expect(text.contains("on a linear scale\n") && !text.contains("decades"))
    #expect(text.hasSuffix("\n  warning: 1 point has no finite value and acts as a wall.\n"))
    let json = try JSONValue(parsing: table.formatted(as: .json), from: "topology")
    #expect(json[0]?["scale"] == "linear" && json[0]?["offset"] == .null)
    #expect(json[0]?["threshold_unit"] == "loss" && json[0]?["nonfinite_points"] == 1)
    #expect(json[0]?["warnings"]?.array?.count == 1)
  }

  @Test("names with quotes stay names")
  func names() throws {
    let text = try Self.table(name: "a\"b.h5").formatted(as: .json)
    #expect(try JSONValue(parsing: text, from: "topology")[0]?["surface"]?.string == "a\"b.h5")
  }
}
