import FolderTestSupport
import Foundation
import Testing

/// What killed runs leave, and what becomes of it.
@Suite("Leftovers of killed runs")
struct LeftoversTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try chain.train()
    try chain.sample()
  }

  @Test(
    "the next run that writes the same file removes them",
    arguments: [
      ("train --model mlp --layers 2,4,2 --data spirals --epochs 1", "n.safetensors"),
      ("plane net.safetensors", "d.h5"), ("render surface.h5", "a.png"),
      ("sample net.safetensors --data spirals --grid 3 --samples 10", "s.h5"),
      ("page surface.h5", "page.html"), ("export surface.h5", "s.csv"),
      ("convert net.safetensors", "c.safetensors"),
    ])
  func removed(command: String, output: String) throws {
    for name in [output, "\(output).partial"] where name == output || command.hasPrefix("train") {
      _ = try chain.folder.write("half", to: ".\(name).4711-17.partial")
    }
    _ = try chain.folder.write("half", to: ".other.4711-17.partial")
    try chain.succeed(command.split(separator: " ").map(String.init) + ["--output", output])
    let hidden = try FileManager.default.contentsOfDirectory(atPath: chain.folder.url.path)
      .filter { $0.hasPrefix(".") }
    #expect(hidden == [".other.4711-17.partial"])
  }

  @Test("so does a comparison, in its folders")
  func comparison() throws {
    let command =
      "compare --model mlp --layers 2,4,4,2 --data spirals --epochs 1 --grid 5"
      + " --samples 50 --output run"
    try chain.succeed(command.split(separator: " ").map(String.init))
    for name in ["comparison.png", "plain/seed-1/weights.safetensors", "plain/seed-1/surface-1.h5"]
    {
      let path = URL(filePath: chain.folder.path("run/\(name)"))
      let left = path.deletingLastPathComponent().appending(
        path: ".\(path.lastPathComponent).4711-17.partial")
      try Data("half".utf8).write(to: left)
      try FileManager.default.removeItem(at: path)
    }
    try chain.succeed(command.split(separator: " ").map(String.init))
    let all = FileManager.default.subpaths(atPath: chain.folder.path("run")) ?? []
    #expect(all.filter { $0.hasSuffix(".partial") || $0.hasSuffix(".lock") } == [])
  }

  @Test(
    "training that was killed after its weights were written, before its state was removed, is done"
  )
  func killedAtTheEnd() throws {
    let command =
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "30", "-o", "n.safetensors"]
    let state = chain.folder.path("n.safetensors.partial")
    let killed = try chain.tool.run(command) { process in
      while process.isRunning, !FileManager.default.fileExists(atPath: state) { usleep(200) }
      kill(process.processIdentifier, SIGKILL)
    }
    try #require(killed.exitCode == 128 + SIGKILL)
    let kept = try chain.bytes("n.safetensors.partial")
    let said = try chain.succeed(command)
    let weights = try chain.bytes("n.safetensors")
    let files = try chain.files

    try kept.write(to: URL(filePath: state))
    #expect(try chain.succeed(command) == said)
    #expect(try chain.bytes("n.safetensors") == weights)
    #expect(try chain.files == files)

    // Without the state it is any file that is in the way, and so are weights of other settings.
    expectRefusal(try chain.tool.run(command), code: 73, saying: "n.safetensors", "exists already")
    try chain.succeed(
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "1"]
        + ["-o", "n.safetensors", "--overwrite"])
    let other = try chain.bytes("n.safetensors")
    try kept.write(to: URL(filePath: state))
    expectRefusal(try chain.tool.run(command), code: 73, saying: "n.safetensors", "exists already")
    #expect(try chain.bytes("n.safetensors") == other)
    #expect(try Data(contentsOf: URL(filePath: state)) == kept)
  }
}
