import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

/// Lines and planes between nets, with the built tool.
struct NetPlanesTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    for seed in ["1", "2", "3"] {
      try chain.succeed(
        ["train"] + Chain.net
          + ["--data", "spirals", "--epochs", "1", "--seed", seed, "-o", "\(seed).safetensors"])
    }
  }

  private func sample(_ center: String, _ more: String...) throws -> String {
    try chain.succeed(
      ["sample", center, "--data", "spirals", "--samples", "60", "--overwrite"] + more)
  }

  private func surface(_ name: String) throws -> LossSurface {
    try LossSurface(path: chain.folder.path(name))
  }

  @Test func aLineFromNetToNetAsAProfile() throws {
    let plane = try chain.succeed(
      ["plane", "1.safetensors", "--to", "2.safetensors", "-o", "line.h5"])
    #expect(plane.contains("the line from 1.safetensors to 2.safetensors"))
    _ = try sample("1.safetensors", "--directions", "line.h5", "-o", "profile.h5")
    let line = try surface("profile.h5")
    #expect(line.grid.columns == 101 && line.grid.ys == [0])
    #expect(line.grid.xs.first == 0 && line.grid.xs.last == 1)
    // The ends are the nets.
    _ = try sample("2.safetensors", "--grid", "1", "-o", "b.h5")
    let end = try surface("b.h5").loss[0]
    #expect(abs(line.loss[100] - end) < 1e-5 * end)
    try chain.succeed(["render", "profile.h5", "-o", "profile.svg"])
    let picture = try String(contentsOfFile: chain.folder.path("profile.svg"), encoding: .utf8)
    for text in ["From A to B", "α: from A (0) to B (1)", "A, B: the nets", ">A<", ">B<"] {
      #expect(picture.contains(text), "\(text)")
    }
    #expect(!picture.contains("trained weights"))
    #expect(try chain.succeed(["info", "line.h5"]).contains("line between two nets"))
  }

  @Test func aPlaneThroughThreeNets() throws {
    try chain.succeed(
      ["plane", "1.safetensors", "--to", "2.safetensors", "--and", "3.safetensors"]
        + ["-o", "plane.h5"])
    _ = try sample(
      "1.safetensors", "--directions", "plane.h5", "--grid", "5x3", "--span-x", "-1:1", "--span-y",
      "0:1", "-o", "nets.h5")
    let nets = try surface("nets.h5")
    #expect(nets.grid.xs == [-1, -0.5, 0, 0.5, 1] && nets.grid.ys == [0, 0.5, 1])
    for (name, column, row) in [("1", 2, 0), ("2", 4, 0), ("3", 2, 2)] {
      _ = try sample("\(name).safetensors", "--grid", "1", "-o", "net.h5")
      let loss = try surface("net.h5").loss[0]
      #expect(abs(nets.loss[column: column, row: row] - loss) < 1e-5 * loss, "net \(name)")
    }
    for style in ["filled", "surface", "tree", "profile"] {
      try chain.succeed(["render", "nets.h5", "--style", style, "-o", "\(style).svg"])
      let picture = try String(contentsOfFile: chain.folder.path("\(style).svg"), encoding: .utf8)
      #expect(
        style == "tree" || picture.contains("A, B, C: the nets")
          || picture.contains("A, B: the nets"), "\(style)")
    }
    // By itself the window shows all three nets.
    _ = try sample("1.safetensors", "--directions", "plane.h5", "--grid", "11", "-o", "usual.h5")
    #expect(try surface("usual.h5").grid.xs.first == -0.125)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let to = ["plane", "1.safetensors", "--to", "2.safetensors", "-o", "line.h5"]
    try chain.succeed(to)
    func refused(_ arguments: [String], _ code: Int32, _ words: String...) throws {
      #expect(refusalFaults(try chain.tool.run(arguments), code: code, saying: words) == [])
    }
    try refused(
      ["plane", "1.safetensors", "--to", "1.safetensors", "-o", "d.h5"], 65,
      "the same trainable weights")
    try refused(["plane", "1.safetensors", "--and", "2.safetensors", "-o", "d.h5"], 64, "--to")
    try refused(
      ["plane", "1.safetensors", "--to", "2.safetensors", "-o", "2.safetensors", "--overwrite"], 64,
      "is an input of this command")
    try refused(to + ["--overwrite", "--seed", "2"], 64, "--seed")
    try refused(to + ["--overwrite", "--hessian"], 64, "--hessian")
    try refused(
      ["plane", "1.safetensors", "--to", "missing.safetensors", "-o", "d.h5"], 66, "missing")
    let sample = ["sample", "1.safetensors", "--data", "spirals", "-o", "s.h5"]
    try refused(sample + ["--directions", "line.h5", "--grid", "9"], 64, "--grid", "9x1")
    try refused(sample + ["--directions", "line.h5", "--span-y", "0:1"], 64, "--span-y")
    try refused(sample + ["--span-x", "1:0"], 64, "--span-x", "0:1")
    try refused(
      sample + ["--span", "0:1", "--span-x", "0:1", "--span-y", "0:1"], 64, "--span")
  }
}
