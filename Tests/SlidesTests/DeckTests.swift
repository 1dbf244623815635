import Archives
import ComparisonTestSupport
import Exports
import Failures
import Figures
import FolderTestSupport
import Foundation
import FoundationXML
import Reports
import Slides
import Testing

@Suite("Slides")
struct DeckTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a run of a name holds.
  private func run(_ name: String = "run", seeds: Int = 1, planes: Int = 1) throws -> RunContents {
    try SmallRun.make(in: folder.path(name), seeds: seeds, planes: planes)
    return try RunContents(reading: [folder.path(name)])
  }

  private func presentation(_ deck: Deck) throws -> ZipFile {
    try deck.write(.pptx, to: folder.path("deck.pptx"))
    return try ZipFile(path: folder.path("deck.pptx"))
  }

  private func text(_ name: String, in file: ZipFile) throws -> String {
    String(decoding: try file.bytes(of: name, atMost: 1 << 24), as: UTF8.self)
  }

  /// The values of an attribute.
  private func values(_ attribute: String, in text: String) -> [String] {
    text.components(separatedBy: " \(attribute)=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }

  @Test(
    "every part is well-formed, has a type, and is led to by links that all resolve",
    arguments: [1, 2])
  func parts(seeds: Int) throws {
    let file = try presentation(Deck(of: [try run(seeds: seeds, planes: seeds)], theme: .dark))
    let names = Set(file.names)
    let types = Set(values("PartName", in: try text("[Content_Types].xml", in: file)))
    var reached: Set<String> = ["[Content_Types].xml"]
    for name in names {
      let isXML = name.hasSuffix(".xml") || name.hasSuffix(".rels")
      if isXML {
        let bytes = try file.bytes(of: name, atMost: 1 << 24)
        #expect(XMLParser(data: Data(bytes)).parse(), "\(name)")
      }
      if name.hasSuffix(".xml"), name != "[Content_Types].xml" {
        #expect(types.contains("/\(name)"), "\(name)")
      }
      guard name.hasSuffix(".rels") else { continue }
      reached.insert(name)
      let links = try text(name, in: file)
      let source = name.replacing("_rels/", with: "").dropLast(".rels".count)
      for target in values("Target", in: links) {
        let path = target.hasPrefix("/") ? String(target.dropFirst()) : target
        #expect(names.contains(path), "\(name): \(target)")
        reached.insert(path)
      }
      guard !source.isEmpty else { continue }
      let used = try text(String(source), in: file)
      let ids = Set(values("Id", in: links))
      for attribute in ["r:id", "r:embed"] {
        #expect(ids.isSuperset(of: values(attribute, in: used)), "\(source)")
      }
    }
    #expect(reached == names)
  }

  @Test("equal runs give equal bytes, as a presentation and as pages")
  func determinism() throws {
    let contents = try run()
    for format in Deck.Format.allCases {
      let bytes = try (0..<2).map { _ in try Deck(of: [contents]).bytes(format, for: "deck") }
      #expect(bytes[0] == bytes[1])
    }
  }

  @Test("a deck has five to eight slides, in both forms")
  func number() throws {
    let deck = try Deck(of: [try run()])
    let slides = try presentation(deck).names.count { $0.hasPrefix("ppt/slides/slide") }
    #expect((5...8).contains(slides))
    let pages = String(decoding: try deck.bytes(.pdf, for: "deck.pdf"), as: UTF8.self)
    #expect(pages.contains("/Count \(slides)\n"))
  }

  @Test("names stay text, and several runs become sections")
  func hostileNames() throws {
    let names = ["a\"b'<i>&<c> Ελλάδα", "損失 ]]>"]
    let runs = try names.map { try run($0) }
    let title = "</p:sld> & \u{1} \"Τίτλος\""
    let file = try presentation(Deck(of: runs, title: title))
    for name in ["ppt/presentation.xml", "docProps/core.xml"] {
      #expect(XMLParser(data: Data(try file.bytes(of: name, atMost: 1 << 20))).parse())
    }
    let list = try text("ppt/presentation.xml", in: file)
    #expect(list.contains("name=\"a&quot;b'&lt;i&gt;&amp;&lt;c&gt; Ελλάδα\""))
    #expect(values("name", in: list).count == 2)
    #expect(try text("docProps/core.xml", in: file).contains("&lt;/p:sld&gt; &amp; \u{FFFD} "))
  }

  @Test("a long command has lines that a shell reads as one, and is broken before options alone")
  func longCommand() throws {
    let (quoted, other) = ("--data 'a --b'", "--title 'it'\\''s --c'")
    let path = folder.path("run")
    try SmallRun.make(
      in: path, seeds: 1, planes: 1,
      command: "basin compare --preset quick \(quoted) --epochs 12345 --grid 21x11 \(other)")
    let deck = try presentation(Deck(of: [RunContents(reading: [path])]))
    let last = try #require(
      deck.names.filter { $0.hasPrefix("ppt/slides/slide") }.max {
        $0.utf8.count < $1.utf8.count || $0 < $1
      })
    let texts = try text(last, in: deck).components(separatedBy: "<a:t>").dropFirst().map {
      String($0.prefix { $0 != "<" })
    }
    let lines = texts.filter { $0.contains("--") }
    #expect(
      lines == [
        "basin compare --preset quick \(quoted) \\", "--epochs 12345 --grid 21x11 \(other)",
      ])
  }

  @Test("surface files, no run and too many runs are refused")
  func refusals() throws {
    let contents = try run()
    let surface = try RunContents(reading: [contents.surfaces[0].path])
    for runs in [[surface], [], Array(repeating: contents, count: Deck.mostRuns + 1)] {
      #expect(throws: Failure.self) { try Deck(of: runs) }
    }
  }
}
