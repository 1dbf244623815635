import Archives
import BrowserTestSupport
import FolderTestSupport
import Foundation
import ProgramTestSupport
import Testing

@Suite("Pages made by the built tool")
struct PageCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let compare =
    ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "1", "--grid", "13"]
    + ["--span", "-6:6", "--samples", "50", "--threads", "2", "--output", "run"]

  /// A surface with ties, a hole, and points that are no number.
  private func writeTied() throws {
    var text = "x,y,loss\n"
    for row in 0..<21 {
      for column in 0..<21 {
        let loss =
          column == 9 && row < 6
          ? "inf" : row == 15 && column % 4 == 0 ? "nan" : "\(Double((column * 5 + row * row) % 7))"
        text += "\(column),\(row),\(loss)\n"
      }
    }
    _ = try chain.folder.write(text, to: "tied.csv")
  }

  @Test(
    "every count on a page is that of basin minima with the same threshold",
    .enabled(if: Browser.program.isWanted, "\(Browser.program.absence)"))
  func counts() throws {
    try chain.succeed(Self.compare)
    try writeTied()
    let run = ["run/plain/seed-1/surface-1.h5", "run/residual/seed-1/surface-1.h5"]
    for (inputs, files) in [(["run"], run), (run + ["tied.csv"], run + ["tied.csv"])] {
      let output = try chain.succeed(["page"] + inputs + ["--overwrite"])
      #expect(output == "page.html\n")
      let browser = try Browser()
      try browser.open(chain.folder.path("page.html"))
      for threshold in [0.0001, 0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] {
        try browser.value(
          """
          (() => {
            const slider = document.querySelector("[name=threshold]");
            slider.value = Math.log10(\(threshold));
            slider.dispatchEvent(new Event("input"));
          })()
          """)
        let found = try browser.value(
          """
          [...document.querySelectorAll("[data-surface]")]
            .map(({ dataset }) => [Number(dataset.count), Number(dataset.borderCount)])
          """)
        let text = try chain.succeed(
          ["minima", "--format", "json", "--threshold", "\(threshold)"] + files)
        let counted = try JSONValue(parsing: Array(text.utf8), from: "basin minima")
        let wanted = (counted.array ?? []).map { [$0["count"]?.int, $0["border_count"]?.int] }
        #expect(
          found.array?.map { $0.array?.map { $0.int ?? Int($0.double ?? -1) } ?? [] }
            == wanted.map { $0.compactMap(\.self) }, "\(threshold)")
      }
      #expect(browser.messages == [])
    }
  }

  @Test("what a page cannot be made of is refused, and nothing is written")
  func refusals() throws {
    try chain.succeed(Self.compare)
    try writeTied()
    let page = ["page", "run"]
    for name in ["page", "page.pdf", "page.html.gz"] {
      expectRefusal(
        try chain.tool.run(page + ["-o", name]), code: 64, saying: name, ".html")
    }
    try chain.succeed(page)
    expectRefusal(try chain.tool.run(page), code: 73, saying: "page.html", "--overwrite")
    try chain.succeed(page + ["--overwrite", "--title", "</title>\"<b>"])
    let text = try chain.folder.text("page.html")
    #expect(text.contains("<h1>&lt;/title&gt;&quot;&lt;b&gt;</h1>"))

    func refused(_ inputs: [String], code: Int32, saying words: String...) throws {
      let result = try chain.tool.run(["page"] + inputs + ["-o", "new.html"])
      #expect(result.exitCode == code, "\(result.errors)")
      for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
      #expect(!FileManager.default.fileExists(atPath: chain.folder.path("new.html")))
    }
    try refused(["run", "tied.csv"], code: 64, saying: "run", "surface files")
    try refused(["run", "--scale", "linear"], code: 64, saying: "run", "--scale")
    try refused(
      Array(repeating: "tied.csv", count: 200), code: 64, saying: "200 surfaces", "at most 64")
  }
}
