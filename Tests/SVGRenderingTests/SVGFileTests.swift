import CairoRendering
import FigureTestSupport
import Figures
import FolderTestSupport
import Foundation
import ProgramTestSupport
import SVGRendering
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

private let checker = OtherProgram("xmllint")

/// What a document holds, as an XML parser sees it.
private final class Reading: NSObject, XMLParserDelegate {
  private(set) var texts: [(element: String, text: String)] = []
  private(set) var counts: [String: Int] = [:]
  private(set) var ids: [String] = []
  private var open: [String] = []

  init?(_ bytes: [UInt8]) {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(name)
    counts[name, default: 0] += 1
    texts.append((name, ""))
    if let id = attributes["id"] { ids.append(id) }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if texts.last?.element == open.last { texts[texts.count - 1].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func all(_ element: String) -> [String] { texts.filter { $0.element == element }.map(\.text) }
}

private func document(
  _ picture: some Illustration, _ size: PictureSize? = nil, manifest: String? = nil
) throws -> [UInt8] {
  try SVGRenderer.svg(
    picture, as: PictureAppearance(size: size),
    measuringWith: try CairoCanvas(width: 1, height: 1), encodingWith: PNGFile.bytes(of:),
    manifest: manifest)
}

private let awkward = [
  "plain", "a < b & c > \"d\" 'e'", "]]>", "<!-- -->", "&amp;", "損失 🙂 e\u{301}", "two\nlines",
  "carriage\rreturn",
]

@Suite struct SVGFileTests {
  @Test(arguments: awkward) func anyTextMakesADocument(text: String) throws {
    var figure = SampleSurfaces.comparison(points: 5)
    figure.title = text
    figure.quantity = text
    let bytes = try document(figure, manifest: "{\"\(text)\": 1}")
    let reading = try #require(Reading(bytes))
    #expect(reading.all("title") == [text])
    #expect(reading.all("desc") == [figure.summary])
    #expect(reading.all("basin:manifest") == ["{\"\(text)\": 1}"])
    let facts = SVGFile.facts(in: bytes)
    #expect(facts.title == text && facts.description == figure.summary)
    #expect(facts.manifest == "{\"\(text)\": 1}")
    #expect(bytes.starts(with: SVGFile.signature))
  }

  @Test func whatXMLForbidsIsReplaced() throws {
    var figure = SampleSurfaces.comparison(points: 5)
    figure.title = "a\u{0}b\u{1B}c\u{FFFE}d"
    let reading = try #require(Reading(document(figure)))
    #expect(reading.all("title") == ["a\u{FFFD}b\u{FFFD}c\u{FFFD}d"])
  }

  @Test(arguments: PictureSize.named.map(\.name)) func theSameTextsAsInOtherFormats(name: String)
    throws
  {
    let ruler = try CairoCanvas(width: 1, height: 1)
    let size = try PictureSize(name)
    var figure = SampleSurfaces.comparison(points: 9)
    (figure.width, figure.height) = (size.width, size.height)
    let canvas = RecordingCanvas(for: figure, size: size, measuringWith: ruler)
    figure.draw(on: canvas)
    let reading = try #require(Reading(document(figure, size)))
    #expect(reading.all("text") == canvas.texts.map(\.text))
    // Each fill and each stroke is a path, and each clip has one of its own.
    let clips = reading.counts["clipPath"] ?? 0
    #expect(
      (reading.counts["path"] ?? 0) - clips == canvas.fills.filter { !$0.path.elements.isEmpty }
        .count
        + canvas.strokes.filter { !$0.path.elements.isEmpty }.count)
    #expect(Set(reading.ids).count == reading.ids.count)
  }

  @Test func equalPicturesGiveEqualBytes() throws {
    let figure = SampleSurfaces.comparison(points: 9)
    #expect(try document(figure, manifest: "{}") == document(figure, manifest: "{}"))
    let flow = SampleFlows.comparison(steps: 12, layers: 6)
    #expect(try document(flow, .page) == document(flow, .page))
  }

  @Test(.enabled(if: checker.isWanted, "\(checker.absence)"))
  func otherProgramsReadTheDocument() throws {
    let folder = try TemporaryFolder()
    for style in ContourStyle.allCases {
      var figure = SampleSurfaces.comparison(points: 9)
      figure.style = style
      figure.colorRange = 1...3
      let bytes = try document(figure, .column, manifest: "{\"α\": \"<&>\"}")
      let file = try folder.write(bytes, to: "picture.svg")
      #expect(try checker.output(["--noout", file], in: folder) == "")
    }
  }

  @Test func hostileFilesAreSurvived() throws {
    for text in [
      "", "<", "<svg", "<svg >", "<svg ><title>", "<svg ><title>a", "<svg ><title>a<",
      "<svg ><></><title/>",
      "<svg >&#x110000;&#xFFFFFFFFFFFF;<desc>&#xD800;&;&#;&#x;&unknown;&amp</desc>",
    ] {
      let facts = SVGFile.facts(in: Array(text.utf8))
      #expect((facts.title ?? "").count < 3)
    }
    let odd = "<svg ><title>&#x110000;&;&#;&#x;&unknown;&amp &lt;&#65;</title><g>"
    #expect(
      SVGFile.facts(in: Array(odd.utf8)).title == "&#x110000;&;&#;&#x;&unknown;&amp <A")
    let late = "<svg ><g><title>of a part</title></g></svg>"
    #expect(SVGFile.facts(in: Array(late.utf8)).title == nil)
    let good = try document(SampleSurfaces.comparison(points: 5), manifest: "{}")
    for length in stride(from: 0, to: good.count, by: 499) {
      _ = SVGFile.facts(in: Array(good.prefix(length)))
    }
  }
}
