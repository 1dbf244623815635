import Archives
import FailureTestSupport
import Failures
import Figures
import FolderTestSupport
import Grids
import Pictures
import Provenance
import Testing

struct PictureFileTests {
  private let chart = Chart(
    title: "Größe", xLabel: "x", yLabel: "y", axis: .numbers,
    series: [.init(name: "a", hue: .plain, points: [PlanePoint(x: 1, y: 2)])], width: 200,
    height: 100)

  @Test(arguments: PictureFormat.all.map(\.ending)) func aPictureSaysHowItWasMade(ending: String)
    throws
  {
    let folder = try TemporaryFolder()
    let manifest = Manifest(json: ["seed": 1, "path": "a & <b> (c) \\ Ä"])
    try PictureFile.write(chart, manifest: manifest, to: folder.path("a." + ending))
    let bytes = try InputFile.bytes(at: folder.path("a." + ending))
    #expect(PictureFormat.beginning(bytes)?.ending == ending)
    // As much as is read of a file to find out what it is.
    #expect(PictureFormat.beginning(Array(bytes.prefix(16)))?.ending == ending)
    let facts = try #require(PictureFile.facts(in: bytes))
    #expect(facts.title == "Größe" && facts.description == chart.summary)
    #expect(facts.manifest == manifest.text)
    try PictureFile.write(chart, to: folder.path("b." + ending.uppercased()))
    let without = try #require(
      PictureFile.facts(in: InputFile.bytes(at: folder.path("b." + ending.uppercased()))))
    #expect(without.title == "Größe" && without.manifest == nil)
  }

  @Test func theAppearanceSaysHowLargeAFileIs() throws {
    let folder = try TemporaryFolder()
    let appearance = PictureAppearance(size: .column, isTransparent: true)
    try PictureFile.write(chart, as: appearance, to: folder.path("a.svg"))
    let svg = String(decoding: try InputFile.bytes(at: folder.path("a.svg")), as: UTF8.self)
    #expect(svg.contains("width=\"85mm\""))
    try PictureFile.write(chart, as: appearance, to: folder.path("a.png"))
    let png = try InputFile.bytes(at: folder.path("a.png"))
    // Width, height, 8 bits, colour type 6: with opacity (PNG specification, 11.2.1).
    #expect(Array(png[16..<26]) == [0, 0, 3, 236, 0, 0, 2, 241, 8, 6])
  }

  @Test(arguments: PictureFormat.all.map(\.ending)) func whatNoFontHasIsReported(ending: String)
    throws
  {
    let folder = try TemporaryFolder()
    var chart = chart
    chart.title = "a \u{10FFFD}"
    let report = try PictureFile.write(
      chart, as: PictureAppearance(size: .slide, font: "No Such Family 7"),
      to: folder.path("a." + ending))
    #expect(report.missing == ["\u{10FFFD}"])
    #expect(report.absentFamily == "No Such Family 7")
  }

  @Test(arguments: ["figure.jpg", "figure", "png", "figure.png.txt", ".gif"])
  func aNameOfNoFormatIsRefused(name: String) throws {
    let folder = try TemporaryFolder()
    let found = try failure { try PictureFile.write(chart, to: folder.path(name)) }
    #expect(found.code == .usage && found.place == .file(folder.path(name)))
    for format in PictureFormat.all { #expect(found.what.contains("." + format.ending)) }
    #expect(try folder.contents == [])
  }

  @Test func whatIsNoPictureHasNoFacts() {
    #expect(PictureFile.facts(in: []) == nil)
    #expect(PictureFile.facts(in: Array("{\"a\": 1}".utf8)) == nil)
    #expect(PictureFormat.named(by: "png") == nil)
  }
}
