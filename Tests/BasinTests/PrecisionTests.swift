import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

@Suite("Fast and reference precision")
struct PrecisionTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try chain.train()
  }

  private func sample(_ output: String, _ more: String...) throws -> LossSurface {
    try chain.succeed(
      ["sample", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "5x3"]
        + ["-o", output] + more)
    return try LossSurface(path: chain.folder.path(output))
  }

  @Test("the reference confirms the fast numbers and is not the same")
  func agreement() throws {
    let fast = try sample("fast.h5")
    let reference = try sample("reference.h5", "--precision", "reference")
    #expect(fast.precision == .fast && reference.precision == .reference)
    #expect(try sample("named.h5", "--precision", "fast").loss == fast.loss)
    var worst = 0.0
    for (a, b) in zip(fast.loss.values, reference.loss.values) {
      worst = max(worst, abs(a - b) / b)
    }
    // Measured: 1.8e-8.
    #expect(worst < 1e-6)
    #expect(fast.loss != reference.loss && fast.accuracy == reference.accuracy)
    let alone = try sample("alone.h5", "--precision", "reference", "--threads", "1")
    #expect(alone.loss == reference.loss)
  }

  @Test("an incomplete surface is not continued in the other precision")
  func refusal() throws {
    let command = [
      "sample", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "401",
      "-o", "surface.h5",
    ]
    try chain.succeed(command + ["--precision", "reference", "--time-budget", "1s"])
    #expect(try !LossSurface(path: chain.folder.path("surface.h5")).isComplete)
    let before = try chain.bytes("surface.h5")
    expectRefusal(
      try chain.tool.run(command), code: 65,
      saying: "surface.h5", "precision: \"fast\" instead of \"reference\"")
    #expect(try chain.bytes("surface.h5") == before)
  }

  @Test("files say how they were computed")
  func description() throws {
    _ = try sample("fast.h5")
    _ = try sample("reference.h5", "--precision", "reference")
    for (name, words) in [("fast", "single"), ("reference", "double")] {
      let info = try chain.succeed(["info", "\(name).h5"])
      #expect(info.contains("computed in \(words) precision (--precision \(name))"), "\(info)")
      #expect(info.contains("precision: \(name)"), "\(info)")
      try chain.succeed(["render", "\(name).h5", "-o", "\(name).png"])
      let picture = try chain.succeed(["info", "\(name).png"])
      #expect(picture.contains("computed in double precision") == (name == "reference"))
    }
  }

  @Test("an unknown precision is refused with those there are")
  func unknown() throws {
    let result = try chain.tool.run([
      "sample", "net.safetensors", "--data", "spirals", "--precision", "double", "-o", "out.h5",
    ])
    #expect(result.exitCode == 64)
    #expect(result.errors.contains("fast") && result.errors.contains("reference"))
  }
}
