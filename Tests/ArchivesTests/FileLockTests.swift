import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

struct FileLockTests {
  @Test func theSecondHolderIsRefused() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("surface.h5")
    do {
      let lock = try FileLock(for: path)
      let found = try failure { _ = try FileLock(for: path) }
      #expect(found.code == .output && found.place?.description == path)
      #expect(found.what == "is locked by another run")
      #expect(try scratch.contents == ["surface.h5.lock"])
      _ = consume lock
    }
    _ = try FileLock(for: path)
    #expect(try scratch.contents == [])
  }

  @Test func aLinkIsLockedAsTheFileThatItLeadsTo() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1], to: scratch.path("x"))
    try FileManager.default.createDirectory(
      atPath: scratch.path("folder"), withIntermediateDirectories: false)
    let link = scratch.path("folder/link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../x")
    do {
      let lock = try FileLock(for: link)
      let found = try failure { _ = try FileLock(for: scratch.path("x")) }
      #expect(found.what == "is locked by another run")
      _ = consume lock
    }
    do {
      let lock = try FileLock(for: scratch.path("x"))
      let found = try failure { _ = try FileLock(for: link) }
      #expect(found.place?.description == link)
      _ = consume lock
    }
    #expect(try scratch.contents == ["folder", "x"])
  }

  @Test func replacingTheFileKeepsTheLock() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x")
    let lock = try FileLock(for: path)
    try AtomicFile.write([1], to: path)
    #expect(throws: Failure.self) { _ = try FileLock(for: path) }
    _ = consume lock
  }

  @Test func atMostOneOfManyHoldsIt() async throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x")
    let counter = path + ".count"
    try AtomicFile.write("0", to: counter)
    // Every holder adds one to a file without any other protection.
    let held = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var held = 0
          while held < 25 {
            guard let lock = try? FileLock(for: path) else {
              await Task.yield()
              continue
            }
            let bytes = try InputFile.bytes(at: counter)
            let count = try #require(Int(String(decoding: bytes, as: UTF8.self)))
            try AtomicFile.write("\(count + 1)", to: counter)
            held += 1
            _ = consume lock
          }
          return held
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(held == 100)
    #expect(try InputFile.bytes(at: counter) == Array("100".utf8))
  }

  @Test func aFolderWithoutRoomForTheLockIsNamed() throws {
    let found = try failure { _ = try FileLock(for: "/nowhere/x") }
    #expect(found.code == .output && found.place?.description == "/nowhere/x.lock")
  }
}
