import Analysis
import Archives
import BrowserTestSupport
import Exports
import FolderTestSupport
import Foundation
import Landscapes
import Pages
import ProgramTestSupport
import Testing

@Suite(
  "Pages in a browser", .serialized,
  .enabled(if: Browser.program.isWanted, "\(Browser.program.absence)"))
struct PageInBrowserTests {
  private let samples: SampleSurfaces
  private let contents: RunContents
  private let path: String

  init() throws {
    samples = try SampleSurfaces()
    contents = try samples.contents()
    path = samples.folder.path("page.html")
    try Page(of: contents).write(to: path)
  }

  /// A number for what is drawn on a canvas, and of how many colours it is.
  private func drawing(_ selector: String, in browser: Browser) throws -> (hash: Int, colors: Int) {
    let result = try browser.value(
      """
      (() => {
        const canvas = document.querySelector("\(selector)");
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = copy.getContext("2d", { willReadFrequently: true });
        context.drawImage(canvas, 0, 0);
        const { data } = context.getImageData(0, 0, copy.width, copy.height);
        let hash = 0;
        const colors = new Set();
        for (let i = 0; i < data.length; i += 4) {
          const color = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
          hash = (31 * hash + color) | 0;
          colors.add(color);
        }
        return [hash, colors.size];
      })()
      """)
    return (try #require(result[0]?.int), try #require(result[1]?.int))
  }

  private func set(_ name: String, to value: Double, in browser: Browser) throws {
    try browser.value(
      """
      (() => {
        const control = document.querySelector('[name="\(name)"]');
        control.value = \(value);
        control.dispatchEvent(new Event("input"));
      })()
      """)
  }

  @Test("it opens from disk without a request or a message, and draws")
  func opening() throws {
    let browser = try Browser()
    try browser.resize(width: 1440, height: 900)
    try browser.open(path)
    #expect(
      browser.requests.filter { !$0.hasPrefix("data:") } == [URL(filePath: path).absoluteString])
    #expect(browser.messages == [])
    for surface in contents.surfaces.prefix(2) {
      for part in ["scene", "map"] {
        let drawn = try drawing("[data-surface=\(surface.name)] .\(part)", in: browser)
        #expect(drawn.colors > 50, "\(surface.name) \(part)")
      }
    }
    let before = try drawing(".scene", in: browser)
    try set("azimuth", to: 30, in: browser)
    try browser.value("new Promise(done => setTimeout(done, 400))")
    try browser.settle()
    #expect(try drawing(".scene", in: browser).hash != before.hash)
    #expect(try browser.value("location.hash").string == "#azimuth=30")
    #expect(browser.messages == [])
  }

  @Test("counts follow the threshold, and each is that of the analysis")
  func counts() throws {
    let browser = try Browser()
    try browser.open(path)
    func check(_ threshold: Double) throws {
      for surface in contents.surfaces {
        let analysis = MinimaAnalysis(
          of: surface.surface.loss, quantity: surface.surface.quantity, threshold: threshold)
        let found = try browser.value(
          "(({ count, borderCount }) => [count, borderCount])"
            + "(document.querySelector('[data-surface=\(surface.name)]').dataset)")
        #expect(
          found == [.string("\(analysis.count)"), .string("\(analysis.borderCount)")],
          "\(surface.name) at \(threshold)")
        let cell = try browser.value(
          "document.querySelector('[data-count-of=\(surface.name)]').textContent")
        #expect(cell.string == "\(analysis.count)")
      }
    }
    for threshold in [0.0003, 0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 2] {
      try set("threshold", to: log10(threshold), in: browser)
      try check(threshold)
    }
    // The very heights of barriers, at which a minimum still counts.
    for surface in contents.surfaces {
      for persistence in Set(surface.analysis.minima.map(\.persistence)).sorted().suffix(4) {
        try browser.value("location.hash = 'threshold=\(persistence)'")
        try browser.settle()
        try check(persistence)
      }
    }
  }

  @Test("a link that is set while the address is about to follow a control is not lost")
  func linkAfterControl() throws {
    let browser = try Browser()
    try browser.open(path)
    for threshold in [0.05, 0.2] {
      try set("threshold", to: log10(threshold * 2), in: browser)
      // The page writes the address itself 250 ms after the control: as soon as this ends.
      try browser.value(
        """
        (() => {
          for (const end = performance.now() + 400; performance.now() < end;);
          location.hash = "threshold=\(threshold)";
        })()
        """)
      try browser.settle()
      let shown = try browser.value(
        "Number(document.querySelector('[name=threshold]').value).toFixed(3)")
      #expect(shown.string == String(format: "%.3f", log10(threshold)))
    }
  }

  @Test("a link sets threshold and view, and what makes no sense in it is left out")
  func links() throws {
    let browser = try Browser()
    let state = """
      ["threshold", "azimuth", "elevation"].map((name) =>
        Number(document.querySelector(`[name=${name}]`).value).toFixed(3))
      """
    try browser.open(path, fragment: "threshold=0.1&azimuth=30&elevation=40&height=linear&beta=0.5")
    #expect(try browser.value(state) == ["-1.000", "30.000", "40.000"])
    #expect(try browser.value("document.querySelector('[value=linear]').checked") == true)
    try browser.open(
      path, fragment: "threshold=x&azimuth=1e999&elevation=400&height=%3Cb%3E&a=b&&=")
    #expect(try browser.value(state) == ["-2.000", "-55.000", "90.000"])
    #expect(browser.messages == [])
  }

  @Test("the keyboard reaches everything, and moves it")
  func keyboard() throws {
    let browser = try Browser()
    try browser.open(path)
    var reached: Set<String> = []
    var elevation = 46
    for _ in 0..<40 {
      try browser.press("Tab", code: 9)
      let name = try browser.value(
        "(({ tagName, name, id, className }) => name || id || className || tagName)"
          + "(document.activeElement)")
      reached.insert(name.string ?? "")
      if name == "threshold" {
        let before = try browser.value("document.querySelector('[name=threshold]').value")
        try browser.press("ArrowRight", code: 39)
        #expect(try browser.value("document.querySelector('[name=threshold]').value") != before)
      }
      if name == "scene" {
        try browser.press("ArrowUp", code: 38)
        elevation = min(90, elevation + 5)
        let shown = try browser.value("document.querySelector('[name=elevation]').value")
        #expect(shown.string == "\(elevation)")
      }
      if name == "map" {
        try browser.press("ArrowRight", code: 39)
        try browser.press("ArrowRight", code: 39)
        try browser.settle()
        let reading = try browser.value(
          "document.activeElement.parentElement.querySelector('.reading').textContent")
        #expect(reading.string?.contains("loss") == true)
      }
    }
    let wanted: Set = [
      "threshold", "height", "clip", "link", "reset", "scene", "map", "azimuth", "elevation",
      "zoom",
      "SUMMARY",
    ]
    #expect(wanted.subtracting(reached) == [])
    // Everything that can be set has a name.
    let unnamed = try browser.value(
      """
      [...document.querySelectorAll("input, button, canvas[tabindex]")].filter((control) =>
        !(control.labels?.length || control.textContent.trim() || control.ariaLabel)).length
      """)
    #expect(unnamed == 0)
  }

  @Test("it never scrolls sideways", arguments: [360, 768, 1440])
  func narrow(width: Int) throws {
    let browser = try Browser()
    try browser.resize(width: width, height: 740)
    try browser.open(path)
    #expect(try browser.value("document.documentElement.scrollWidth <= innerWidth") == true)
  }

  @Test("without WebGL the surfaces are drawn all the same")
  func withoutWebGL() throws {
    let browser = try Browser(drawsWebGL: false)
    try browser.open(path)
    #expect(try browser.value("document.createElement('canvas').getContext('webgl2')") == .null)
    #expect(try drawing(".scene", in: browser).colors > 50)
    #expect(browser.messages.filter { !$0.contains("WebGL") } == [])
  }

  @Test("titles stand as they are")
  func titles() throws {
    let title = "\"'</title></script><script>alert(1)</script> &amp; {{script}} 損失"
    let file = try samples.smooth("<b>&\"'x.csv")
    try Page(of: try RunContents(reading: [file]), title: title).write(to: path)
    let browser = try Browser()
    try browser.open(path)
    #expect(try browser.value("document.title").string == title)
    #expect(try browser.value("document.querySelector('h1').textContent").string == title)
    #expect(try browser.value("document.querySelector('.card h2').textContent") == "<b>&\"'x")
  }
}
