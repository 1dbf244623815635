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

  @Test func aPictureSaysHowItWasMade() throws {
    let folder = try TemporaryFolder()
    let manifest = Manifest(json: ["seed": 1])
    try PictureFile.write(chart, manifest: manifest, to: folder.path("a.png"))
    let bytes = try InputFile.bytes(at: folder.path("a.png"))
    #expect(PictureFormat.beginning(bytes)?.name == "PNG")
    let facts = try #require(PictureFile.facts(in: bytes))
    #expect(facts.title == "Größe" && facts.description == chart.summary)
    #expect(facts.manifest == manifest.text)
    try PictureFile.write(chart, to: folder.path("b.PNG"))
    let without = try #require(PictureFile.facts(in: InputFile.bytes(at: folder.path("b.PNG"))))
    #expect(without.title == "Größe" && without.manifest == nil)
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
