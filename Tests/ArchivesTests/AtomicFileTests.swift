import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

struct AtomicFileTests {
  @Test func writesAndReplaces() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1, 2, 3], to: scratch.path("x"))
    try AtomicFile.write("ü", to: scratch.path("x"))
    #expect(try InputFile.bytes(at: scratch.path("x")) == [0xc3, 0xbc])
    #expect(try scratch.contents == ["x"])
  }

  @Test func aFailureLeavesNothingBehind() throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path("folder"), withIntermediateDirectories: false)
    let found = try failure { try AtomicFile.write([1], to: scratch.path("folder")) }
    #expect(found.code == .output && found.place?.description == scratch.path("folder"))
    #expect(try scratch.contents == ["folder"])
  }

  @Test func aMissingFolderIsNamed() throws {
    let found = try failure { try AtomicFile.write([1], to: "/nowhere/x") }
    #expect(found.code == .output && found.place?.description == "/nowhere/x")
    #expect(found.remedy == "Create its folder first.")
  }

  @Test func whatKilledRunsLeaveBehindIsRemovedAndNothingElse() throws {
    let scratch = try TemporaryFolder()
    let kept = [
      ".x.partial", ".x.1-2-3.partial", ".x.a-1.partial", ".y.1-2.partial", "x", "x.partial",
    ]
    for name in kept + [".x.1-2.partial", ".x.4711-4294967295.partial"] {
      try AtomicFile.write([1], to: scratch.path(name))
    }
    AtomicFile.removeLeftovers(of: scratch.path("x"))
    #expect(try scratch.contents == kept.sorted())
    AtomicFile.removeLeftovers(of: scratch.path("nowhere/x"))
  }

  @Test func whatIsBeingWrittenStays() throws {
    let scratch = try TemporaryFolder()
    let (busy, left) = (".x.1-2.partial", ".x.3-4.partial")
    for name in [busy, left] { _ = try scratch.write("half", to: name) }
    let held = unsafe open(scratch.path(busy), O_RDONLY)
    defer { close(held) }
    try #require(flock(held, LOCK_EX | LOCK_NB) == 0)
    // Looks like one, but is none.
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path(".x.5-6.partial"), withDestinationPath: busy)
    try AtomicFile.write([1], to: scratch.path("x"))
    #expect(try scratch.contents == [busy, ".x.5-6.partial", "x"])
  }

  @Test func theLeftoversOfALinksTargetAreRemoved() throws {
    let scratch = try TemporaryFolder()
    for name in ["x", ".x.1-2.partial"] { _ = try scratch.write("half", to: name) }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link"), withDestinationPath: "x")
    try AtomicFile.write([1], to: scratch.path("link"))
    #expect(try scratch.contents == ["link", "x"])
  }

  /// Two writers of one file each find the other's half-written file.
  @Test func writersLeaveEachOthersFilesAlone() async throws {
    let scratch = try TemporaryFolder()
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<50 { try AtomicFile.write([1, 2, 3], to: scratch.path("x")) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try scratch.contents == ["x"])
  }

  @Test func devicesAreNeverReplaced() throws {
    #expect(try failure { try AtomicFile.write([1], to: "/dev/null") }.code == .output)
  }

  @Test func theTargetOfALinkIsReplacedNotTheLink() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1], to: scratch.path("target"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link"), withDestinationPath: "target")
    try AtomicFile.write([2], to: scratch.path("link"))
    #expect(try InputFile.bytes(at: scratch.path("target")) == [2])
    #expect(try scratch.contents == ["link", "target"])
  }

  @Test func longNamesFitBesideTheirPartialFile() throws {
    let scratch = try TemporaryFolder()
    let name = String(repeating: "n", count: 255)
    try AtomicFile.write([1], to: scratch.path(name))
    #expect(try scratch.contents == [name])
  }

  @Test func concurrentWritersLeaveOneWholeFile() async throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x")
    try await withThrowingTaskGroup { group in
      for value in UInt8(0)..<8 {
        group.addTask {
          for _ in 0..<5 { try AtomicFile.write([UInt8](repeating: value, count: 9_999), to: path) }
        }
      }
      try await group.waitForAll()
    }
    let bytes = try InputFile.bytes(at: path)
    #expect(bytes.count == 9_999 && Set(bytes).count == 1)
    #expect(try scratch.contents == ["x"])
  }
}
