import Archives
import FailureTestSupport
import Failures
import Figures
import FolderTestSupport
import Grids
import Pictures
import Testing

struct PictureStyleTests {
  private func style(_ text: String) throws -> PictureStyle {
    try PictureStyle(JSONValue(parsing: Array(text.utf8), from: "style.json"), from: "style.json")
  }

  @Test func everythingIsRead() throws {
    let style = try style(
      """
      {"theme": "print", "color_map": "magma", "levels": 12, "size": "column", "font": "FreeSans",
       "transparent": true}
      """)
    #expect(style.theme == .paper && style.colorMap == .magma && style.levels == .bands(12))
    #expect(
      style.appearance
        == PictureAppearance(size: .column, isTransparent: true, font: "FreeSans"))
    #expect(try self.style("{\"levels\": [0.1, 1, 2e1]}").levels == .values([0.1, 1, 20]))
  }

  @Test func whatIsLeftOpenStaysAsItWas() throws {
    var figure = Figure(panels: [], colorMap: .cividis, theme: .dark)
    #expect(try style("{}").applied(to: figure) == figure)
    #expect(try style("{}") == PictureStyle())
    let changed = try style("{\"color_map\": \"grey\"}").applied(to: figure)
    figure.colorMap = .grey
    #expect(changed == figure)
  }

  @Test(arguments: [
    ("{\"them\": \"dark\"}", "them", "Did you mean theme?"),
    ("{\"theme\": \"drk\"}", "theme", "Did you mean dark?"),
    ("{\"theme\": 1}", "theme", "light, dark, print"),
    ("{\"color_map\": \"viridi\"}", "color_map", "Did you mean viridis?"),
    ("{\"size\": \"colum\"}", "size", "Did you mean column?"),
    ("{\"size\": \"10x10\"}", "size", ""), ("{\"size\": 7}", "size", "as a text"),
    ("{\"font\": \"\"}", "font", "as a text"), ("{\"levels\": 1}", "levels", "2 to 100"),
    ("{\"levels\": []}", "levels", "1 to 100"), ("{\"levels\": [1, \"a\"]}", "levels", "numbers"),
    ("{\"levels\": [null]}", "levels", "numbers"), ("{\"transparent\": 1}", "transparent", "true"),
  ])
  func whatIsWrongIsNamed(text: String, key: String, remedy: String) throws {
    let found = try failure { _ = try style(text) }
    #expect(found.code == .data && found.place == .file("style.json", .item(key)))
    #expect(remedy.isEmpty || found.remedy?.description.contains(remedy) == true)
  }

  @Test func aStyleIsAnObject() throws {
    #expect(try failure { _ = try style("[1]") }.place == .file("style.json"))
    let folder = try TemporaryFolder()
    let found = try failure { _ = try PictureStyle(path: folder.path("none.json")) }
    #expect(found.code == .missing)
  }
}
