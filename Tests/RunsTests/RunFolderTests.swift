import Archives
import Failures
import FolderTestSupport
import Foundation
import Provenance
import Runs
import Testing

@Suite("The folder of a run")
struct RunFolderTests {
  private let scratch: TemporaryFolder
  private let folder: RunFolder

  init() throws {
    scratch = try TemporaryFolder()
    folder = RunFolder(path: scratch.url.path, manifestPath: scratch.path("manifest.json"))
  }

  private func claim(_ seed: Int, kind: String = "test", overwrites: Bool = false) throws -> Bool {
    var isReplaced = false
    try folder.claim(
      Manifest(json: ["kind": .string(kind), "seed": .int(seed)]), names: ["result.txt"],
      overwrites: overwrites,
      orRefuse: "a test of other settings", removeOthers: { isReplaced = true })
    return isReplaced
  }

  @Test("a run claims an empty folder, and comes back to it")
  func empty() throws {
    #expect(try !claim(1))
    let manifest = try scratch.bytes("manifest.json")
    #expect(try folder.manifest().json == ["kind": "test", "seed": 1])
    #expect(try !claim(1) && !claim(1, overwrites: true))
    #expect(try scratch.bytes("manifest.json") == manifest)
  }

  @Test("a run of other settings is refused, or replaced where that is wanted")
  func others() throws {
    _ = try claim(1)
    let failure = #expect(throws: Failure.self) { try claim(2) }
    #expect(failure?.code == .data)
    #expect(failure?.what.hasPrefix("holds a test of other settings: seed: ") == true)
    #expect(try claim(2, overwrites: true))
    #expect(try folder.manifest().json["seed"] == 2)
    // What is of another kind is never replaced.
    #expect(throws: Failure.self) { try claim(2, kind: "other", overwrites: true) }
    #expect(try folder.manifest().json["seed"] == 2)
  }

  @Test("files that may be the user's are not replaced")
  func foreign() throws {
    _ = try scratch.write("mine", to: "result.txt")
    let failure = #expect(throws: Failure.self) { try claim(1) }
    #expect(failure?.code == .output)
    #expect(try scratch.contents == ["result.txt"])
    #expect(try !claim(1, overwrites: true))
  }
}
