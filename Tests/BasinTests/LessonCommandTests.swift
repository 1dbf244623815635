import FolderTestSupport
import Foundation
import Testing

/// `basin lesson` as it is called; what it computes is tested with the experiments.
struct LessonCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  @Test func anImpossibleFolderIsRefusedBeforeAnyWork() throws {
    _ = try chain.folder.write("a file\n", to: "taken")
    expectRefusal(
      try chain.tool.run("lesson", "--output", "taken/lesson"), code: 73, saying: "taken")
    #expect(try chain.files == ["taken"])
  }

  @Test func aFolderOfSomethingElseIsLeftAlone() throws {
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("run"), withIntermediateDirectories: false)
    let manifest = "{\"kind\":\"comparison\"}\n"
    _ = try chain.folder.write(manifest, to: "run/manifest.json")
    expectRefusal(
      try chain.tool.run("lesson", "--output", "run"), code: 65,
      saying: "run", "something other than this lesson", "--output")
    expectRefusal(
      try chain.tool.run("lesson", "--output", "run", "--overwrite"), code: 65, saying: "run")
    #expect(try chain.folder.text("run/manifest.json") == manifest)
  }

  @Test func unknownPresetsAndMissingDataAreNamed() throws {
    expectRefusal(
      try chain.tool.run("lesson", "--preset", "slow"), code: 64, saying: "slow", "quick")
    expectRefusal(
      try chain.tool.run("lesson", "--data-directory", "nowhere", "--output", "run"), code: 66,
      saying: "nowhere")
  }
}
