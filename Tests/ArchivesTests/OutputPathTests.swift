import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

struct OutputPathTests {
  @Test func anExistingFileIsRefusedUnlessItMayBeReplaced() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1], to: scratch.path("x"))
    let found = try failure { try OutputPath.prepare(scratch.path("x"), overwrite: false) }
    #expect(found.code == .output && found.place?.description == scratch.path("x"))
    #expect(found.remedy?.description.contains("overwrite") == true)
    try OutputPath.prepare(scratch.path("x"), overwrite: true)
    #expect(try InputFile.bytes(at: scratch.path("x")) == [1])
  }

  @Test func missingFoldersAreMade() throws {
    let scratch = try TemporaryFolder()
    try OutputPath.prepare(scratch.path("a/b//c/x"), overwrite: false)
    #expect(FileManager.default.fileExists(atPath: scratch.path("a/b/c")))
    #expect(try scratch.contents == ["a"])
  }

  @Test func aBareNameMeansTheCurrentFolder() throws {
    let name = "a-name-that-is-not-there-\(getpid())"
    try OutputPath.prepare(name, overwrite: false)
    let place = FileManager.default.currentDirectoryPath + "/" + name
    try AtomicFile.write([1], to: place)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let found = try failure { try OutputPath.prepare(name, overwrite: false) }
    #expect(found.code == .output && found.what == "exists already")
  }

  @Test(arguments: ["", "folder/", "/dev/null", "/", "/proc/nowhere/x"])
  func impossiblePathsAreRefused(path: String) throws {
    let found = try failure { try OutputPath.prepare(path, overwrite: true) }
    #expect(found.code == .output)
  }

  @Test func aFileIsNoFolder() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1], to: scratch.path("x"))
    let found = try failure { try OutputPath.prepare(scratch.path("x/y/z"), overwrite: false) }
    #expect(found.what == "is not a folder" && found.place?.description == scratch.path("x"))
    #expect(
      try failure { try OutputPath.prepare(scratch.url.path, overwrite: true) }.code == .output)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func aReadOnlyFolderIsNamed() throws {
    let scratch = try TemporaryFolder()
    try setPermissions(0o555, of: scratch.url.path)
    defer { try? setPermissions(0o755, of: scratch.url.path) }
    for name in ["x", "a/x"] {
      let path = scratch.path(name)
      let found = try failure { try OutputPath.prepare(path, overwrite: false) }
      #expect(found.code == .output && found.what.contains("Permission"))
    }
  }
}
