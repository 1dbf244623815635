import FolderTestSupport
import Foundation
import Testing

/// Two wells on a plane, in every style and format that render offers.
@Suite("render, in every style, with the built tool")
struct RenderStylesTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    let axis = (0..<15).map { Double($0) / 7 - 1 }
    let lines = axis.flatMap { y in
      axis.map { x in "\(x),\(y),\(0.2 + (x * x - 0.4) * (x * x - 0.4) * 4 + y * y)" }
    }
    _ = try chain.folder.write((["x,y,loss"] + lines).joined(separator: "\n"), to: "wells.csv")
    let row = axis.map { x in "\(x),0,\(0.2 + (x * x - 0.4) * (x * x - 0.4))" }
    _ = try chain.folder.write((["x,y,loss"] + row).joined(separator: "\n"), to: "line.csv")
    _ = try chain.folder.write("x,y,loss\n0,0,nan\n1,0,nan\n0,1,nan\n1,1,nan", to: "nan.csv")
    _ = try chain.folder.write("x,y,loss\n0,0,1", to: "point.csv")
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: chain.folder.path(name)))
  }

  @Test(
    "every style is drawn in every format, the same bytes twice, and says what it shows",
    arguments: [
      "filled", "contour", "heatmap", "relief", "surface", "profile", "barcode", "diagram",
      "tree", "basins",
    ])
  func styles(style: String) throws {
    for ending in ["png", "svg", "pdf"] {
      let name = "\(style).\(ending)"
      let command = ["render", "wells.csv", "wells.csv", "--style", style, "--size", "column"]
      try chain.succeed(command + ["--title", "Wells & more", "--output", name])
      let first = try bytes(name)
      #expect(first.count > 2000)
      try chain.succeed(
        command + ["--title", "Wells & more", "--overwrite", "--output", name])
      #expect(try bytes(name) == first)
      #expect(try chain.succeed(["info", name]).contains("Wells & more"))
    }
  }

  @Test("a line is drawn as a profile, and the size on paper is told")
  func line() throws {
    let told = try chain.succeed(["render", "line.csv", "--size", "page", "-o", "line.pdf"])
    #expect(told.contains("line.pdf: 170 x 106.2 mm"))
    #expect(try chain.succeed(["info", "line.pdf"]).contains("Along α"))
  }

  @Test("a style file sets the look, and options win")
  func styleFile() throws {
    _ = try chain.folder.write(
      "{\"theme\": \"dark\", \"size\": \"square\", \"color_map\": \"magma\"}", to: "style.json")
    let command = ["render", "wells.csv", "--style-file", "style.json"]
    #expect(try chain.succeed(command + ["-o", "a.png"]).contains("1200 x 1200 pixels"))
    #expect(
      try chain.succeed(command + ["--size", "300x200", "-o", "b.png"]).contains("300 x 200"))
    try chain.succeed(
      [
        "render", "wells.csv", "--theme", "dark", "--size", "square", "--color-map", "magma", "-o",
        "c.png",
      ])
    #expect(try bytes("a.png") == bytes("c.png"))
  }

  @Test(
    "what cannot be drawn is refused, and no file is left",
    arguments: [
      ("wells.csv --size 5x5", 64, "200 to 16384 pixels"), ("wells.csv --size slde", 64, "slide"),
      ("wells.csv --style surfce", 64, "Did you mean surface?"),
      ("wells.csv --color-map viridus", 64, "Did you mean viridis?"),
      ("wells.csv --range 5:1", 64, "smaller to a larger"),
      ("wells.csv --range -1:5", 64, "logarithmic scale"),
      ("wells.csv --levels 1", 64, "2 to 100 bands"), ("wells.csv --layout 0x3", 64, "rows"),
      ("wells.csv wells.csv --layout 1x1", 64, "2 surfaces"),
      ("wells.csv --azimuth 30", 64, "does not change a picture of style filled"),
      ("wells.csv --style surface --elevation 120", 64, "from 0.0 to 90.0"),
      ("wells.csv --style surface --base sand", 64, "block, floor"),
      ("wells.csv --style tree --levels 4", 64, "style tree"),
      ("wells.csv --no-title --title x", 64, "--title"),
      ("wells.csv --size slide --width 300", 64, "--width"),
      ("wells.csv --style-file nope.json", 66, "no such file"),
      ("line.csv --style surface", 65, "--style profile"),
      ("line.csv --style basins", 65, "15 points on a line"),
      ("nan.csv", 65, "no finite value"), ("nan.csv --style surface", 65, "no finite value"),
      ("point.csv", 65, "one point"), ("point.csv --style tree", 65, "1 point on a line"),
    ])
  func refusals(arguments: String, code: Int32, words: String) throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: chain.folder.path("."))
    let result = try chain.tool.run(
      ["render"] + arguments.split(separator: " ").map(String.init) + ["-o", "bad.png"])
    expectRefusal(result, code: code, saying: words)
    let after = try FileManager.default.contentsOfDirectory(atPath: chain.folder.path("."))
    #expect(before.sorted() == after.sorted())
  }
}
