import Archives
import BrowserTestSupport
import FolderTestSupport
import Pages
import ProgramTestSupport
import Testing

@Suite(
  "Pages within slides", .enabled(if: Browser.program.isWanted, "\(Browser.program.absence)"))
struct EmbeddedPageTests {
  @Test("a frame of the size of a slide shows whole surfaces below the threshold, and no message")
  func frame() throws {
    let samples = try SampleSurfaces()
    let page = try Page(of: samples.contents()).html
      .replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let path = try samples.folder.write(
      """
      <!DOCTYPE html>
      <html lang="en"><title>Slides</title><link rel="icon" href="data:,">
      <body><iframe style="width:960px;height:640px" srcdoc="\(page)"></iframe>
      <script>
      const frame = document.querySelector("iframe");
      setInterval(() => {
        if (frame.contentDocument?.body?.dataset.ready) document.body.dataset.ready = "true";
      }, 50);
      </script></body></html>
      """, to: "slides.html")
    let browser = try Browser()
    try browser.resize(width: 1440, height: 900)
    try browser.open(path)
    let places = try browser.value(
      """
      (() => {
        const { contentDocument } = document.querySelector("iframe");
        const place = (name) => contentDocument.querySelector(name).getBoundingClientRect();
        return [place(".threshold").bottom, place(".scene").top, place(".scene").bottom, scrollY]
          .map(Math.round);
      })()
      """)
    let (bar, top, bottom) = (places[0]?.int, places[1]?.int, places[2]?.int)
    #expect(try #require(bar) <= #require(top))
    #expect(try #require(top) < #require(bottom))
    #expect(try #require(bottom) <= 640)
    // What holds the frame stays where it is.
    #expect(places[3]?.int == 0)
    #expect(browser.messages == [])
  }
}
