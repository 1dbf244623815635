import Archives
import Failures
import FolderTestSupport
import Tensors
import Testing

@Suite("Archives that are written")
struct ZipWritingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("an archive holds what was put into it, in its order, dated 1980-01-01")
  func archive() throws {
    let entries = [
      ZipFile.Entry("b.txt", Array("second name, first place".utf8)), ZipFile.Entry("a/é", []),
    ]
    let bytes = try ZipFile.bytes(of: entries, for: "a.zip")
    #expect(try ZipFile.bytes(of: entries, for: "a.zip") == bytes)
    let file = try ZipFile(path: try folder.write(bytes, to: "a.zip"))
    #expect(file.names == ["a/é", "b.txt"])
    #expect(try file.bytes(of: "b.txt", atMost: 100) == entries[0].bytes)
    #expect(try file.bytes(of: "a/é", atMost: 0) == [])
    // Version 2.0, UTF-8, stored, midnight, the first day; then the checksum.
    #expect(
      bytes.prefix(14) == [
        0x50, 0x4b, 0x03, 0x04, 20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0,
      ])
    #expect(bytes.dropFirst(30).starts(with: Array("b.txtsecond".utf8)))
  }

  @Test("an archive without files is its end record alone")
  func empty() throws {
    #expect(
      try ZipFile.bytes(of: [], for: "a.zip") == [0x50, 0x4b, 5, 6]
        + Array(repeating: 0, count: 18))
  }

  @Test("arrays are read back from .npz, to the bit")
  func arrays() throws {
    let numbers = [0.1, -0.0, .infinity, 1e-300, 5, 6]
    let bytes = try NPZFile.bytes(
      of: [
        ("z", NPYFile(shape: [2, 3], doubles: numbers).bytes()),
        ("a", NPYFile(shape: [0, 4], doubles: []).bytes()),
        ("names", NPYFile.bytes(ofTexts: ["plain", "β"])),
      ], for: "a.npz")
    let file = try NPZFile(path: try folder.write(bytes, to: "a.npz"))
    #expect(file.names == ["a", "names", "z"])
    let array = try file.array("z")
    #expect(array.shape == [2, 3])
    #expect(array.elements.doubles.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(try file.array("a").shape == [0, 4])
    #expect(throws: Failure.self) { try file.array("names") }
  }

  @Test("texts are as long as the longest, four bytes for each letter")
  func texts() {
    let bytes = NPYFile.bytes(ofTexts: ["ab", "β"])
    #expect(bytes.count == 128 + 16)
    #expect(String(decoding: bytes[10..<128], as: UTF8.self).contains("'descr': '<U2'"))
    #expect(
      bytes.suffix(16) == [0x61, 0, 0, 0, 0x62, 0, 0, 0, 0xb2, 3, 0, 0, 0, 0, 0, 0])
  }
}
