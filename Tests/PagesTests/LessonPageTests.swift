import Analysis
import Archives
import BrowserTestSupport
import ComparisonTestSupport
import Exports
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Pages
import ProgramTestSupport
import Testing

@Suite("Pages of lessons", .serialized)
struct LessonPageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The page of a small lesson, as a file.
  private func page() throws -> (path: String, contents: RunContents) {
    try SmallLesson.make(in: folder.path("lesson"))
    let contents = try RunContents(reading: [folder.path("lesson")])
    let path = folder.path("page.html")
    try Page(of: contents).write(to: path)
    return (path, contents)
  }

  @Test("a page tells the lesson in its order, with its numbers and its own drawings")
  func text() throws {
    let (path, contents) = try page()
    let text = String(decoding: try InputFile.bytes(at: path), as: UTF8.self)
    #expect(contents.lesson != nil)
    #expect(contents.name == "lesson" && contents.report != nil)
    let order = [
      "<h1>Shortcut connections, seen and checked</h1>", "<h2>1. What a shortcut",
      "<h2>2. Vanishing",
      "<td class=\"n\">0.000202</td><td class=\"n\">0.222</td>", "<h2>3. Why", "∂L/∂x<sub>l</sub>",
      "<h2>4. Gradients", "<h2>5. Loss landscapes", "id=\"threshold\"", "<h3 id=\"title-plain\"",
      "<h3>What came out</h3>", "<h2>6. What to take away", "<pre><code>basin lesson</code></pre>",
    ]
    let places = try order.map { part in
      try #require(text.range(of: part), "\(part)").lowerBound
    }
    #expect(places == places.sorted())
    // Four drawings in two layouts, each in the colours of both grounds.
    #expect(text.components(separatedBy: "<div class=\"drawing wide\"><svg ").count == 5)
    #expect(text.components(separatedBy: "<div class=\"drawing narrow\"><svg ").count == 5)
    #expect(text.components(separatedBy: "light-dark(#").count > 50)
    #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("style=\""))
    #expect(try Page(of: contents, title: "A <b>").html.contains("<h1>A &lt;b&gt;</h1>"))
  }

  @Test("an unfinished lesson, and one of other landscapes, are refused")
  func refusals() throws {
    let lesson = folder.path("lesson")
    try SmallLesson.make(in: lesson)
    let text = try folder.text("lesson/lesson.json")
    _ = try folder.write(
      text.replacing("\"minima_counts\": [", with: "\"minima_counts\": [[99],"),
      to: "lesson/lesson.json")
    let other = try failure { _ = try RunContents(reading: [lesson]) }
    #expect(other.code == .data && other.what.contains("other landscapes"))
    _ = try folder.write(text.replacing("\"lecture\"", with: "\"l\""), to: "lesson/lesson.json")
    let damaged = try failure { _ = try RunContents(reading: [lesson]) }
    #expect(damaged.code == .data && damaged.what.contains("lecture"))
    try FileManager.default.removeItem(atPath: "\(lesson)/lesson.json")
    let unfinished = try failure { _ = try RunContents(reading: [lesson]) }
    #expect(unfinished.code == .missing && unfinished.what.contains("unfinished lesson"))
    try FileManager.default.removeItem(atPath: "\(lesson)/landscapes/report.json")
    let early = try failure { _ = try RunContents(reading: [lesson]) }
    #expect(early.code == .missing && early.what.contains("unfinished run"))
  }

  @Test(
    "it opens without a request or a message, draws, and never scrolls sideways",
    .enabled(if: Browser.program.isWanted, "\(Browser.program.absence)"))
  func opening() throws {
    let (path, contents) = try page()
    let browser = try Browser()
    for width in [360, 768, 1440] {
      try browser.resize(width: width, height: 900)
      try browser.open(path)
      #expect(
        browser.requests.filter { !$0.hasPrefix("data:") }
          == [URL(filePath: path).absoluteString])
      #expect(browser.messages == [])
      #expect(try browser.value("document.documentElement.scrollWidth <= innerWidth") == true)
      // One layout of each drawing is seen, and its colours are ones that the browser knows.
      let shown = try browser.value(
        """
        [...document.querySelectorAll(".drawing svg")].filter((svg) => svg.checkVisibility())
          .map((svg) => getComputedStyle(svg.querySelector("text")).fill)
        """)
      #expect(shown.array?.count == 4)
      #expect(shown.array?.allSatisfy { $0.string?.hasPrefix("rgb(") == true } == true)
      let counts = try browser.value(
        "[...document.querySelectorAll('[data-surface]')].map((card) => Number(card.dataset.count))"
      )
      #expect(counts.array?.compactMap(\.int) == contents.surfaces.map(\.analysis.count))
    }
    var reached: Set<String> = []
    for _ in 0..<40 {
      try browser.press("Tab", code: 9)
      let name = try browser.value(
        "(({ name, id, className, tagName }) => name || id || className || tagName)"
          + "(document.activeElement)")
      reached.insert(name.string ?? "")
    }
    #expect(reached.isSuperset(of: ["threshold", "height", "scene", "map", "azimuth", "SUMMARY"]))
  }
}
