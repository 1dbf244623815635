import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

@Suite("Folders that are written whole")
struct AtomicFolderTests {
  private let folder: TemporaryFolder
  private let files: [(name: String, bytes: [UInt8])] = [("a", [1]), ("b", [2, 3])]

  init() throws { folder = try TemporaryFolder() }

  @Test("a new folder holds all files, and nothing is left beside it")
  func new() throws {
    try AtomicFolder.write(files, to: folder.path("new"))
    #expect(try folder.contents == ["new"])
    #expect(try folder.bytes("new/a") == [1] && folder.bytes("new/b") == [2, 3])
  }

  @Test("in a folder that is there files are replaced, and what else it holds stays")
  func existing() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("old"), withIntermediateDirectories: false)
    for name in ["a", "other"] { _ = try folder.write([9], to: "old/\(name)") }
    try AtomicFolder.write(files, to: folder.path("old"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("old")).sorted() == [
        "a", "b", "other",
      ])
    #expect(try folder.bytes("old/a") == [1] && folder.bytes("old/other") == [9])
  }

  @Test("preparing makes the folders above, and refuses what is there")
  func preparing() throws {
    try AtomicFolder.prepare(["a"], in: folder.path("x/y/new"), overwrite: false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("x/y")) == [])
    try AtomicFolder.write(files, to: folder.path("x/y/new"))
    try AtomicFolder.prepare(["c"], in: folder.path("x/y/new"), overwrite: false)
    try AtomicFolder.prepare(["a"], in: folder.path("x/y/new"), overwrite: true)
    let there = try failure {
      try AtomicFolder.prepare(["a"], in: folder.path("x/y/new"), overwrite: false)
    }
    #expect(there.code == .output && there.place?.path == folder.path("x/y/new/a"))
    let file = try failure {
      try AtomicFolder.prepare(["a"], in: folder.path("x/y/new/a"), overwrite: true)
    }
    #expect(file.code == .output)
  }

  @Test("where one file cannot be written, none is")
  func failing() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("old/b"), withIntermediateDirectories: true)
    let blocked = try failure { try AtomicFolder.write(files, to: folder.path("old")) }
    #expect(blocked.code == .output && blocked.place?.path == folder.path("old/b"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("old"))
    #expect(names == ["b"])
    let name = String(repeating: "n", count: 300)
    let long = try failure {
      try AtomicFolder.write([("a", [1]), (name, [2])], to: folder.path("new"))
    }
    #expect(long.code == .output && long.place?.path == folder.path("new/\(name)"))
    #expect(try folder.contents == ["old"])
  }
}
