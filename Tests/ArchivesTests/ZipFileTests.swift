import Archives
import Failures
import FolderTestSupport
import Foundation
import Testing

/// Archives that Python's zipfile wrote (make_fixtures.py).
struct ZipFileTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    let url = try #require(
      Bundle.module.url(forResource: "members", withExtension: "zip", subdirectory: "Fixtures"))
    bytes = Array(try Data(contentsOf: url))
  }

  private func archive(_ bytes: [UInt8]) throws -> ZipFile {
    try ZipFile(path: try folder.write(bytes, to: "a.zip"))
  }

  @Test func membersAreReadWhetherStoredOrDeflated() throws {
    let file = try archive(bytes)
    #expect(file.names == ["deflated.txt", "empty", "stored.txt"])
    let text = Array(String(repeating: "Basin ", count: 200).utf8)
    #expect(try file.bytes(of: "deflated.txt", atMost: 1200) == text)
    #expect(try file.bytes(of: "stored.txt", atMost: 100) == Array("as it is".utf8))
    #expect(try file.bytes(of: "empty", atMost: 0) == [])
  }

  @Test func sizesAreCheckedBeforeMemoryIsTaken() throws {
    let file = try archive(bytes)
    #expect(
      throws: Failure(
        .data, "holds 1200 bytes; the limit is 1199",
        at: .file(folder.path("a.zip"), .item("deflated.txt")))
    ) { try file.bytes(of: "deflated.txt", atMost: 1199) }
    // The directory claims nearly 4 GB of the deflated member.
    let directory = try #require(
      bytes.indices.first {
        bytes[$0...].starts(with: [0x50, 0x4b, 0x01, 0x02])
          && bytes[($0 + 46)...].starts(with: "deflated".utf8)
      })
    var hostile = bytes
    hostile.replaceSubrange(directory + 24..<directory + 28, with: [0xfe, 0xff, 0xff, 0xff])
    #expect(throws: Failure.self) {
      try archive(hostile).bytes(of: "deflated.txt", atMost: .max)
    }
    // And a little more than there is.
    hostile.replaceSubrange(directory + 24..<directory + 28, with: [0xb1, 0x04, 0, 0])
    #expect(throws: Failure.self) {
      try archive(hostile).bytes(of: "deflated.txt", atMost: .max)
    }
  }

  @Test func whatIsNoArchiveIsRefused() throws {
    for bytes in [[], Array("no archive".utf8), Array(bytes.dropLast(30))] {
      #expect(throws: Failure.self) { try archive(bytes) }
    }
    #expect(throws: Failure.self) { try archive(bytes).bytes(of: "other", atMost: 10) }
  }

  /// Every byte in turn is set to other values: what is read is right, or refused.
  @Test func noDamageTrapsOrIsReadAsIfItWereNone() throws {
    let whole = try archive(bytes)
    let names = whole.names
    let contents = try names.map { try whole.bytes(of: $0, atMost: 1 << 16) }
    for index in bytes.indices {
      for value in [0, 0xff, bytes[index] ^ 1] where value != bytes[index] {
        var damaged = bytes
        damaged[index] = value
        guard let file = try? archive(damaged) else { continue }
        for (name, content) in zip(names, contents) {
          guard let read = try? file.bytes(of: name, atMost: 1 << 16) else { continue }
          #expect(read == content, "\(name), byte \(index) set to \(value)")
        }
      }
    }
  }
}
