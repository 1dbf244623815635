import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

@Suite("Paths that are not UTF-8")
struct PathTextTests {
  @Test(
    "every path of bytes has a text, and two paths have two",
    arguments: [
      [0x61], [0xE9], [0x61, 0xE9, 0x2E, 0x68, 0x35], [0xC3, 0xA9], [0xC3, 0x28],
      [0xEE, 0xBE, 0x80], [0xEF, 0x80], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xFF, 0xFE],
      [0xEF, 0xBF, 0xBD], [0xF4, 0x90, 0x80, 0x80],
    ] as [[UInt8]])
  func bytes(path: [UInt8]) throws {
    let text = PathText.text(of: path)
    let back = text.unicodeScalars.flatMap { scalar in
      PathText.byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
    #expect(back == path)
    let isText = String(validating: path, as: UTF8.self) != nil && path != [0xEE, 0xBE, 0x80]
    #expect((PathText.visible(text) == text) == isText)
  }

  @Test("what no path has becomes itself, seeded", arguments: [1, 2, 3] as [UInt64])
  func random(seed: UInt64) {
    var state = seed
    for _ in 0..<2000 {
      let path: [UInt8] = (0..<8).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40) | 1
      }
      let back = PathText.text(of: path).unicodeScalars.flatMap { scalar in
        PathText.byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
      }
      #expect(back == path)
    }
  }

  @Test("a name in Latin-1 is written, found in its folder and read again")
  func latin1() throws {
    let folder = try TemporaryFolder()
    let name = PathText.text(of: Array("caf".utf8) + [0xE9])
    let path = folder.path("") + "/" + name
    try AtomicFile.write("text", to: path)
    #expect(FolderListing.names(in: folder.url.path) == [name])
    #expect(try InputFile.bytes(at: path) == Array("text".utf8))
    #expect(PathText.visible(name) == "caf\\xe9")
    try AtomicFile.remove(path)
    #expect(FolderListing.names(in: folder.url.path) == [])
  }
}
