import FolderTestSupport
import Foundation
import Testing

@Suite("Files that a command reads, with the built tool")
struct FileUserTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: chain.folder.path(name), withIntermediateDirectories: true)
  }

  /// Runs a command that would destroy a file, and makes sure that it does not, whatever the file is
  /// called.
  private func expectKept(
    _ name: String, _ command: [String], output: String = "-o",
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let manager = FileManager.default
    let file = chain.folder.path(name)
    let ending = URL(filePath: name).pathExtension
    try makeFolder("sub")
    let links = ["soft.\(ending)", "hard.\(ending)"]
    for link in links { try? manager.removeItem(atPath: chain.folder.path(link)) }
    try manager.createSymbolicLink(
      atPath: chain.folder.path(links[0]), withDestinationPath: name)
    try manager.linkItem(atPath: file, toPath: chain.folder.path(links[1]))
    let before = try Data(contentsOf: URL(filePath: file))
    for path in [name, "./sub/../\(name)", file] + links {
      for more in [[], ["--overwrite"]] {
        expectRefusal(
          try chain.tool.run(command + [output, path] + more), code: 64,
          saying: "is an input of this command", path, at: location)
        #expect(
          try Data(contentsOf: URL(filePath: file)) == before, sourceLocation: location)
      }
    }
  }

  @Test("no result replaces what was read")
  func kept() throws {
    try chain.train()
    try chain.sample()
    try chain.succeed(["plane", "net.safetensors", "-o", "d.h5"])
    let spirals = ["--data", "spirals", "--samples", "10", "--grid", "3"]
    try expectKept("net.safetensors", ["sample", "net.safetensors"] + spirals)
    try expectKept("net.safetensors", ["plane", "net.safetensors"])
    try expectKept("d.h5", ["sample", "net.safetensors", "--directions", "d.h5"] + spirals)
    try expectKept("surface.h5", ["render", "surface.h5"])
    try expectKept(
      "net.safetensors", ["hessian", "net.safetensors", "--data", "spirals"], output: "--density")
    try expectKept(
      "net.safetensors", ["gradients", "--weights", "net.safetensors", "--data", "spirals"])
  }

  @Test("nor data: arrays, text, the files in a folder")
  func data() throws {
    for name in ["x.npy", "y.npy"] { _ = try chain.folder.write("numbers", to: name) }
    let train = ["train"] + Chain.net + ["--data", "arrays:x.npy,y.npy"]
    try expectKept("x.npy", train)
    try expectKept("y.npy", train + ["-o", "n.safetensors"], output: "--history")
    try expectKept("y.npy", train + ["-o", "n.safetensors"], output: "--record-gradients")
    _ = try chain.folder.write("words", to: "book.txt")
    let gpt = ["train", "--model", "gpt", "--data", "text:book.txt"]
    try expectKept("book.txt", gpt)
    _ = try chain.folder.write("pixels", to: "train-images-idx3-ubyte")
    try expectKept(
      "train-images-idx3-ubyte",
      ["train", "--model", "resnet20", "--data", "fashion-mnist", "--data-directory", "."])
    try makeFolder("run")
    _ = try chain.folder.write("words", to: "run/report.md")
    expectRefusal(
      try chain.tool.run(
        "compare", "--model", "gpt", "--data", "text:run/report.md", "--output", "run",
        "--overwrite"), code: 64, saying: "run/report.md", "is an input of this command")
    #expect(try chain.folder.text("run/report.md") == "words")
  }

  @Test("no two results go to one file")
  func twoResults() throws {
    let train = ["train"] + Chain.net + ["--data", "spirals", "--epochs", "1"]
    expectRefusal(
      try chain.tool.run(train + ["--history", "n.safetensors", "-o", "n.safetensors"]), code: 64,
      saying: "n.safetensors", "another result", "--history")
    expectRefusal(
      try chain.tool.run(
        train + ["--history", "new/../h.csv", "--record-gradients", "h.csv", "-o", "n.safetensors"]),
      code: 64, saying: "h.csv", "another result")
    #expect(try chain.files == [])
  }

  @Test("a report is not written over the run that it reads")
  func report() throws {
    try makeFolder("run")
    _ = try chain.folder.write("{}", to: "run/report.json")
    for folder in ["run", "run/../run", chain.folder.path("run")] {
      expectRefusal(
        try chain.tool.run("report", "run", "--output", folder, "--overwrite"), code: 64,
        saying: "report.json", "is an input of this command", "--output")
    }
    #expect(try chain.folder.text("run/report.json") == "{}")
  }

  @Test(
    "a name that says another kind of file is refused, with what fits",
    arguments: [
      ("sample net.safetensors --data spirals -o s.npy", ".h5"),
      ("sample net.safetensors --data spirals -o s.safetensors", ".h5"),
      ("plane net.safetensors -o d.PNG", ".h5"),
      ("train --model mlp --layers 2,8,2 --data spirals -o n.h5", ".safetensors"),
      ("train --model mlp --layers 2,8,2 --data spirals -o n.png", ".safetensors"),
      ("render surface.h5 -o p.h5", ".png"), ("render surface.h5 -o p", ".png"),
    ])
  func names(arguments: String, ending: String) throws {
    expectRefusal(
      try chain.tool.run(arguments.split(separator: " ").map(String.init)), code: 64,
      saying: "End the name with \(ending)", "--output")
    #expect(try chain.files == [])
  }
}
