import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Networks
import Testing

/// An optimiser's path from training to the picture, with the built tool.
struct TrajectoryCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private func train(_ name: String, _ more: String...) throws -> String {
    try chain.succeed(
      ["train"] + Chain.net
        + ["--data", "spirals", "--epochs", "4", "-o", "\(name).safetensors"] + more)
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: chain.folder.path(folder)).sorted()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: chain.folder.path(name), encoding: .utf8)
  }

  private func refused(_ arguments: [String], _ code: Int32, _ words: String...) throws {
    #expect(refusalFaults(try chain.tool.run(arguments), code: code, saying: words) == [])
  }

  @Test func fromTrainingToThePicture() throws {
    #expect(
      try train("net", "--record-trajectory", "1epoch").contains("net.trajectory: 5 checkpoints"))
    let files = (0...4).map { "epoch-\($0).safetensors" }
    #expect(try names("net.trajectory") == files)
    // The last checkpoint has the numbers of the weights.
    let last = try Checkpoint(path: chain.folder.path("net.trajectory/epoch-4.safetensors"))
    let final = try Checkpoint(path: chain.folder.path("net.safetensors"))
    #expect(last.parameters == final.parameters && last.buffers == final.buffers)
    // The path decides nothing of the weights.
    _ = try train("plain")
    #expect(try chain.bytes("plain.safetensors") == chain.bytes("net.safetensors"))

    let plane = try chain.succeed(
      ["plane", "net.safetensors", "--trajectory", "net.trajectory", "--data", "spirals"]
        + ["-o", "pca.h5"])
    #expect(plane.contains("5 checkpoints, the axes explain"))
    let path = try Trajectory(path: chain.folder.path("pca.h5"))
    #expect(path.steps.count == 5 && path.steps.allSatisfy { $0.loss != nil })
    #expect(path.steps.last?.x == 0 && path.steps.last?.distance == 0)
    try chain.succeed(
      ["sample", "net.safetensors", "--data", "spirals", "--directions", "pca.h5", "--grid", "9"]
        + ["-o", "surface.h5"])
    let surface = try LossSurface(path: chain.folder.path("surface.h5"))
    #expect(surface.grid.xs[0] < path.steps[0].x || surface.grid.xs[8] > path.steps[0].x)
    // The centre is the end of the path, and so is its loss.
    let end = try #require(path.steps.last?.loss)
    let center = try #require(
      surface.loss.interpolated(at: .init(x: 0, y: 0)), "the window holds the centre")
    #expect(abs(center - end) < 0.5 * end)

    for style in ["filled", "surface"] {
      try chain.succeed(
        ["render", "surface.h5", "--style", style, "--trajectory", "pca.h5"]
          + ["-o", "\(style).svg"])
      let picture = try text("\(style).svg")
      #expect(picture.contains("path of the optimiser"), "\(style)")
      #expect(picture.contains("checkpoint, coloured by its true loss"), "\(style)")
    }
    #expect(try text("filled.svg").contains("first principal axis ("))
    try chain.succeed(["page", "surface.h5", "--trajectory", "pca.h5", "-o", "page.html"])
    #expect(try text("page.html").contains("\"paths\":[{"))

    // Another path on the same plane.
    _ = try train("other", "--seed", "2", "--record-trajectory", "5")
    try chain.succeed(
      ["plane", "net.safetensors", "--onto", "pca.h5", "--trajectory", "other.trajectory"]
        + ["-o", "other.h5"])
    try chain.succeed(
      ["render", "surface.h5", "--trajectory", "pca.h5", "--trajectory", "other.h5"]
        + ["-o", "two.svg"])
    let two = try text("two.svg")
    #expect(two.contains(">pca<") && two.contains(">other<"))
    // A surface of another plane is refused.
    try chain.succeed(
      ["sample", "net.safetensors", "--data", "spirals", "--grid", "5", "-o", "random.h5"])
    try refused(
      ["render", "random.h5", "--trajectory", "pca.h5", "-o", "no.png"], 65, "another plane",
      "--onto")
    try refused(
      ["render", "surface.h5", "--style", "tree", "--trajectory", "pca.h5", "-o", "no.png"], 64,
      "--trajectory")
  }

  @Test func checkpointsOfOtherRunsAreNotMixedIn() throws {
    _ = try train("net", "--record-trajectory", "2epochs")
    #expect(try names("net.trajectory") == (0...2).map { "epoch-\(2 * $0).safetensors" })
    try FileManager.default.removeItem(atPath: chain.folder.path("net.safetensors"))
    try FileManager.default.removeItem(atPath: chain.folder.path("net.history.csv"))
    let other =
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "2", "--seed", "9"]
      + ["--record-trajectory", "1epoch", "-o", "net.safetensors"]
    try refused(other, 73, "net.trajectory", "checkpoints of another run", "--overwrite")
    try chain.succeed(other + ["--overwrite"])
    #expect(try names("net.trajectory") == (0...2).map { "epoch-\($0).safetensors" })
    try refused(other + ["--overwrite", "--record-trajectory", "1week"], 64, "1week", "1epoch")
  }

  @Test func anInterruptedRunKeepsTheSameCheckpoints() throws {
    let arguments =
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "300", "--seed", "3"]
      + ["--record-trajectory", "100epochs"]
    try chain.succeed(arguments + ["-o", "whole.safetensors"])
    let stopped = try chain.interrupt(
      arguments + ["-o", "net.safetensors"], workingOn: "net.safetensors")
    if stopped.exitCode == 130 { try chain.succeed(arguments + ["-o", "net.safetensors"]) }
    #expect(try chain.bytes("net.safetensors") == chain.bytes("whole.safetensors"))
    #expect(try names("net.trajectory") == names("whole.trajectory"))
    for name in try names("net.trajectory") {
      #expect(
        try chain.bytes("net.trajectory/\(name)") == chain.bytes("whole.trajectory/\(name)"),
        "\(name)")
    }
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    _ = try train("net", "--record-trajectory", "1epoch")
    let plane = ["plane", "net.safetensors", "-o", "pca.h5", "--trajectory"]
    func checkpoint(_ epoch: Int) -> String { "net.trajectory/epoch-\(epoch).safetensors" }
    try refused(plane + [checkpoint(0)], 65, "the only checkpoint")
    try refused(plane + [checkpoint(0), checkpoint(0)], 65, "no plane")
    try refused(plane + [checkpoint(4)], 65, "no path")
    try refused(plane + ["missing"], 66, "missing")
    try refused(plane + [checkpoint(0), "--samples", "10"], 64, "--samples", "--data")
    try refused(plane + [checkpoint(0), "--hessian"], 64, "--hessian")
    try refused(plane + [checkpoint(0), "--seed", "2"], 64, "--seed")
    try refused(["plane", "net.safetensors", "-o", "p.h5", "--onto", "pca.h5"], 64, "--trajectory")
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("empty"), withIntermediateDirectories: false)
    try refused(plane + ["empty"], 65, "holds no checkpoints")
    try refused(
      ["plane", "net.safetensors", "--trajectory", checkpoint(0), checkpoint(1)]
        + ["-o", checkpoint(1), "--overwrite"], 64, "is an input of this command")
    // The wrong order is taken as it is, and said.
    let turned = try chain.tool.run(plane + [checkpoint(3), checkpoint(1), checkpoint(2)])
    #expect(turned.exitCode == 0 && turned.errors.contains("--order numbers"))
    let ordered = try chain.tool.run(
      plane + [checkpoint(3), checkpoint(1), checkpoint(2), "--order", "numbers", "--overwrite"])
    #expect(ordered.exitCode == 0 && !ordered.errors.contains("--order numbers"))
  }
}
