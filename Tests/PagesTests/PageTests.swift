import Analysis
import Archives
import Exports
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Pages
import Testing

@Suite("Pages")
struct PageTests {
  private let samples: SampleSurfaces

  init() throws { samples = try SampleSurfaces() }

  /// What the script of a page reads.
  private func data(in page: String) throws -> JSONValue {
    let start = try #require(page.range(of: "<script type=\"application/json\" id=\"data\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    let text = String(page[start.upperBound..<end.lowerBound])
    return try JSONValue(parsing: Array(text.utf8), from: "page")
  }

  @Test("losses are in it to the last bit, whatever they are, and the JSON is valid")
  func losses() throws {
    let contents = try samples.contents()
    let data = try data(in: try Page(of: contents).html)
    for (record, surface) in zip(data["surfaces"]?.array ?? [], contents.surfaces) {
      let bytes = try #require(Data(base64Encoded: record["losses"]?.string ?? ""))
      let values = surface.surface.loss.values
      #expect(bytes.count == 8 * values.count)
      for (index, value) in values.enumerated() {
        let bits = bytes[(8 * index)..<(8 * index + 8)].reversed().reduce(0 as UInt64) {
          $0 << 8 | UInt64($1)
        }
        #expect(bits == value.bitPattern)
      }
      #expect(record["minima"]?["points"]?.array?.count == surface.analysis.minima.count)
    }
  }

  @Test("nothing that a title or a name holds becomes markup")
  func hostileTitles() throws {
    let name = "a\"b'<i>&<title> Ελλάδα {{data}}.csv"
    let title = "\"'</title></script><script>alert(1)</script> &amp; {{script}} 損失"
    let page = try Page(of: try RunContents(reading: [try samples.smooth(name)]), title: title).html
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.components(separatedBy: "</title>").count == 2)
    #expect(!page.contains("<i>&") && page.contains("Ελλάδα {{data}}"))
    #expect(
      page.contains(
        "<title>&quot;&#39;&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; "
          + "&amp;amp; {{script}} 損失</title>"))
    #expect(try data(in: page)["surfaces"]?[0]?["title"]?.string == String(name.dropLast(4)))
  }

  @Test("it names no address, and its policy allows its own style and script alone")
  func policy() throws {
    let page = try Page(of: try samples.contents()).html
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    #expect(!page.contains("unsafe-inline") && !page.contains("style=\""))
  }

  @Test("twelve rough surfaces of 51 × 51 points take less than 600 kB")
  func size() throws {
    let paths = try (0..<12).map { number in
      try samples.file("\(number).csv", count: 51) { x, y in
        // Bits that are well mixed (Marsaglia's xorshift).
        var bits = UInt32(truncatingIfNeeded: 1 + x + 51 * (y + 51 * number)) &* 2_654_435_761
        bits ^= bits << 13
        bits ^= bits >> 17
        bits ^= bits << 5
        return 1 + Double(bits % 10_000) / 10_000
      }
    }
    let contents = try RunContents(reading: paths)
    #expect(contents.surfaces[0].analysis.minima.count > 200, "the surfaces must be rough")
    #expect(try Page(of: contents).html.utf8.count < 600_000)
  }

  @Test("a surface that cannot be drawn is refused by name")
  func undrawable() throws {
    let line = try samples.folder.write("x,y,loss\n0,0,1\n1,0,2\n2,0,3\n", to: "line.csv")
    let empty = try samples.file("empty.csv", count: 3) { _, _ in .nan }
    for path in [line, empty] {
      let contents = try RunContents(reading: [path])
      let failure = try failure { _ = try Page(of: contents) }
      #expect(failure.code == .data && failure.place?.path == path)
    }
  }
}
