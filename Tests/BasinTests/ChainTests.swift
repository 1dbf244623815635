import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

@Suite("From data to picture, one command after the other")
struct ChainTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  @Test("each command takes the file of the one before it")
  func wholeChain() throws {
    try chain.train()
    try chain.sample()
    #expect(try chain.files == ["net.history.csv", "net.safetensors", "surface.h5"])
    let surface = try LossSurface(path: chain.folder.path("surface.h5"))
    #expect(surface.isComplete && surface.grid.columns == 9 && surface.grid.rows == 7)
    #expect(surface.grid.xs.first == -1 && surface.grid.xs.last == 1)

    let text = try chain.succeed(["minima", "surface.h5", "--format", "json"])
    let json = try JSONValue(parsing: text, from: "minima")
    #expect(json[0]?["grid"]?[0]?.int == 9 && json[0]?["grid"]?[1]?.int == 7)
    #expect(json[0]?["surface"]?.string == "surface.h5")

    try chain.succeed(["render", "surface.h5", "--width", "400", "--height", "300", "-o", "a.png"])
    #expect(try chain.bytes("a.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))

    for (file, word) in [
      ("net.safetensors", "weights"), ("surface.h5", "9 × 7 points"), ("a.png", "picture"),
    ] {
      let info = try chain.succeed(["info", file])
      #expect(info.contains(word) && info.contains("seed: 1"), "\(info)")
    }
  }

  @Test("directions from a file are those of their seed")
  func directions() throws {
    try chain.train()
    try chain.sample("--seed", "7", "--normalize", "layer")
    try chain.succeed([
      "plane", "net.safetensors", "--seed", "7", "--normalize", "layer", "-o", "d.h5",
    ])
    #expect(try chain.succeed(["info", "d.h5"]).contains("normalization: layer"))
    try chain.succeed([
      "sample", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "9x7",
      "--directions", "d.h5", "-o", "other.h5",
    ])
    let first = try LossSurface(path: chain.folder.path("surface.h5"))
    let other = try LossSurface(path: chain.folder.path("other.h5"))
    #expect(first.loss == other.loss)
  }

  @Test("a net may be described although its file does it, and spans may begin with a minus sign")
  func describedNet() throws {
    try chain.train()
    try chain.sample("--model", "mlp", "--layers", "2,16,16,2", "--span", "-0.5:0.25")
    let surface = try LossSurface(path: chain.folder.path("surface.h5"))
    #expect(surface.grid.xs.first == -0.5 && surface.grid.xs.last == 0.25)
  }

  @Test("the same seed gives the same bytes, for any number of threads; another gives others")
  func repeatability() throws {
    try chain.train("--threads", "1")
    let one = try chain.bytes("net.safetensors")
    try chain.train("--threads", "3", "--overwrite")
    #expect(try chain.bytes("net.safetensors") == one)
    try chain.train("--seed", "2", "--overwrite")
    #expect(try chain.bytes("net.safetensors") != one)
  }

  @Test("an interrupted training goes on and ends in the same bytes", arguments: [SIGINT, SIGTERM])
  func interruptedTraining(signal: Int32) throws {
    let command =
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "20", "--batch-size", "16"]
    try chain.succeed(command + ["-o", "whole.safetensors"])
    let stopped = try chain.interrupt(
      command + ["-o", "net.safetensors"], workingOn: "net.safetensors", signal: signal)
    #expect(stopped.exitCode == 130)
    #expect(stopped.errors.contains("net.safetensors.partial"))
    #expect(stopped.errors.contains("same command"))
    #expect(try !chain.files.contains("net.safetensors"))
    #expect(try chain.files.contains("net.safetensors.partial"))
    try chain.succeed(command + ["-o", "net.safetensors"])
    #expect(try chain.bytes("net.safetensors") == chain.bytes("whole.safetensors"))
    #expect(try !chain.files.contains("net.safetensors.partial"))
  }

  @Test("an interrupted surface goes on and ends in the same numbers")
  func interruptedSampling() throws {
    try chain.train()
    let command = ["sample", "net.safetensors", "--data", "spirals", "--grid", "41x31"]
    try chain.succeed(command + ["-o", "whole.h5"])
    let stopped = try chain.interrupt(
      command + ["--threads", "1", "-o", "surface.h5"], workingOn: "surface.h5")
    #expect(stopped.exitCode == 130)
    #expect(stopped.errors.contains("surface.h5") && stopped.errors.contains("same command"))
    let part = try LossSurface(path: chain.folder.path("surface.h5"))
    #expect(!part.isComplete)

    // Neither other settings nor another program's file is mixed with it.
    expectRefusal(
      try chain.tool.run(command + ["--seed", "2", "-o", "surface.h5"]), code: 65,
      saying: "other settings", "directions")
    let result = try chain.tool.run(command + ["-o", "surface.h5"])
    #expect(result.exitCode == 0)
    #expect(result.errors.contains("resuming after") == (part.computedCount > 0))
    let surface = try LossSurface(path: chain.folder.path("surface.h5"))
    let whole = try LossSurface(path: chain.folder.path("whole.h5"))
    #expect(surface.loss == whole.loss && surface.accuracy == whole.accuracy)
  }

  @Test("a comparison makes its files, is not redone, and yields only to --overwrite")
  func comparison() throws {
    let command =
      ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "1", "--grid", "7"]
      + ["--samples", "50", "--output", "run"]
    try chain.succeed(command)
    for name in [
      "manifest.json", "report.md", "report.json", "report.html", "report.tex", "report.csv",
      "minima.csv", "comparison.png",
      "gradient-flow.png", "plain/seed-1/gradient-flow.csv", "residual/seed-1/gradient-flow.csv",
    ] {
      #expect(FileManager.default.fileExists(atPath: chain.folder.path("run/\(name)")), "\(name)")
    }
    let report = try JSONValue(
      parsing: chain.folder.text("run/report.json"), from: "run/report.json")
    for arm in ["plain", "residual"] {
      #expect(report[arm]?["minima_counts"]?[0]?[0]?.int != nil, "\(arm)")
      #expect(report[arm]?["test_accuracy"]?[0]?.double != nil, "\(arm)")
    }
    #expect(try chain.succeed(["info", "run"]).contains("complete"))
    #expect(try chain.folder.text("run/report.md").contains("](gradient-flow.png)"))
    #expect(report["gradient_figure"] == "gradient-flow.png")

    let picture = try chain.bytes("run/comparison.png")
    let again = try chain.tool.run(command)
    #expect(again.exitCode == 0 && again.errors.contains("already done"))
    #expect(try chain.bytes("run/comparison.png") == picture)

    _ = try chain.folder.write("mine", to: "run/notes.txt")
    let other = command + ["--seeds", "2"]
    expectRefusal(try chain.tool.run(other), code: 65, saying: "seeds", "--overwrite")
    #expect(try chain.bytes("run/comparison.png") == picture)
    try chain.succeed(other + ["--overwrite"])
    #expect(try chain.folder.text("run/notes.txt") == "mine")
  }
}
