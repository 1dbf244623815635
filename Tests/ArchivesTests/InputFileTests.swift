import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

struct InputFileTests {
  @Test func readsAllOrTheStart() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1, 2, 3], to: scratch.path("x"))
    try AtomicFile.write([] as [UInt8], to: scratch.path("empty"))
    #expect(try InputFile.bytes(at: scratch.path("x")) == [1, 2, 3])
    #expect(try InputFile.bytes(at: scratch.path("x"), upTo: 2) == [1, 2])
    #expect(try InputFile.bytes(at: scratch.path("empty")) == [])
    #expect(InputFile.exists(at: scratch.path("x")))
    #expect(!InputFile.exists(at: scratch.url.path))
  }

  @Test(arguments: [
    ("/nowhere/x", "no such file"), ("/", "is a folder"), ("/dev/null", "not a regular file"),
  ])
  func whatIsNoFileIsNamed(path: String, words: String) throws {
    let found = try failure { _ = try InputFile.bytes(at: path) }
    #expect(found.code == .missing && found.place?.description == path)
    #expect(found.what.contains(words))
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func anUnreadableFileIsNamed() throws {
    let scratch = try TemporaryFolder()
    try AtomicFile.write([1], to: scratch.path("x"))
    try setPermissions(0, of: scratch.path("x"))
    let found = try failure { _ = try InputFile.bytes(at: scratch.path("x")) }
    #expect(found.code == .missing && found.what.contains("Permission"))
  }

  @Test func textIsCheckedBeforeItIsRead() throws {
    let scratch = try TemporaryFolder()
    let path = try scratch.write("text", to: "x")
    #expect(try InputFile.text(at: path, atMost: 4) == Array("text".utf8))
    #expect(
      try failure { _ = try InputFile.text(at: path, atMost: 3) }.what
        == "has 4 bytes, more than the limit of 3")
    let binary = try scratch.write([65, 0], to: "y")
    #expect(
      try failure { _ = try InputFile.text(at: binary, atMost: 9) }.what
        == "is not text: byte 1 is zero")
    #expect(try failure { _ = try JSONValue(path: binary) }.what == "is not text: byte 1 is zero")
  }
}
