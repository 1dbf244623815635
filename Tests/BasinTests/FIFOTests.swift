import FolderTestSupport
import Foundation
import Testing

/// A FIFO that nobody writes to holds up whoever opens it to read. Nothing that names one does that to the
/// tool: not a path, not a link in the file system, not one in an HDF5 file (made by make_fifo.py).
@Suite("FIFOs")
struct FIFOTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    let made = unsafe mkfifo(chain.folder.path("fifo"), 0o600)
    try #require(made == 0)
  }

  private func run(_ command: String) throws -> Tool.Result {
    try chain.tool.run(command.split(separator: " ").map(String.init), timeout: 20)
  }

  @Test(
    "an HDF5 file whose numbers lie in one is refused at once",
    arguments: [
      ("link", "is a link into another file"), ("soft", "is a soft link to /elsewhere/x"),
      ("stored", "keeps its numbers in another file"), ("virtual", "is a virtual dataset"),
    ])
  func linked(name: String, words: String) throws {
    for file in ["\(name).h5", "\(name)-axis.h5", "\(name)-directions.h5"] {
      let fixture = try #require(
        Bundle.module.url(forResource: file, withExtension: nil, subdirectory: "Fixtures/fifo"))
      try FileManager.default.copyItem(atPath: fixture.path, toPath: chain.folder.path(file))
    }
    try chain.train()
    for file in ["\(name).h5", "\(name)-axis.h5"] {
      for command in ["info \(file)", "minima \(file)", "render \(file) --output a.png"] {
        expectRefusal(try run(command), code: 65, saying: file, words)
      }
      let sample = "sample net.safetensors --data spirals --grid 3 --output \(file)"
      let refused = try run(sample)
      #expect([65, 73].contains(refused.exitCode) && !refused.timedOut, "\(refused.errors)")
    }
    let directions = "\(name)-directions.h5"
    expectRefusal(try run("info \(directions)"), code: 65, saying: directions, words)
    expectRefusal(
      try run(
        "sample net.safetensors --data spirals --directions \(directions) --output s.h5"),
      code: 65, saying: directions, words)
  }

  @Test(
    "one in the place of a file is not opened",
    arguments: ["fifo", "fifo.h5", "fifo.safetensors", "fifo.pt", "fifo.npy", "fifo.csv"])
  func named(name: String) throws {
    if name != "fifo" {
      try FileManager.default.createSymbolicLink(
        atPath: chain.folder.path(name), withDestinationPath: "fifo")
    }
    for command in [
      "info \(name)", "minima \(name)", "render \(name) --output a.png",
      "sample \(name) --data spirals --output s.h5", "hessian \(name) --data spirals",
      "train --model mlp --layers 2,4,2 --data arrays:\(name),\(name) --output n.safetensors",
    ] {
      expectRefusal(try run(command), code: 66, saying: name, "is not a regular file")
    }
  }
}
