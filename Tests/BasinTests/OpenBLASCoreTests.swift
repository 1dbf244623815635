import Foundation
import Kernels
import Testing

/// Which of OpenBLAS's kernels the tool runs on.
struct OpenBLASCoreTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try chain.train()
  }

  private func core(of surface: String) throws -> String {
    let info = try chain.succeed(["info", surface])
    let line = try #require(info.split(separator: "\n").first { $0.contains("openblas_core") })
    return String(line)
  }

  #if arch(x86_64)
    @Test("a surface begun on one kind of kernels goes on with them if that is asked for")
    func asked() throws {
      let other = "Nehalem"
      try #require(LinearAlgebra.coreName != other)
      var old = chain.tool
      old.environment[LinearAlgebra.coreVariable] = other
      let command =
        ["sample", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "9x7"]
        + ["-o", "surface.h5"]
      let begun = try old.run(command + ["--time-budget", "0.001s"])
      #expect(begun.exitCode == 0)
      let used = try core(of: "surface.h5")
      #expect(used.contains(other))
      let before = try chain.bytes("surface.h5")
      expectRefusal(
        try chain.tool.run(command), code: 65,
        saying: "surface.h5", "openblas_core", "\(LinearAlgebra.coreVariable)=\(other)",
        "--overwrite")
      #expect(try chain.bytes("surface.h5") == before)
      let ended = try old.run(command)
      #expect(ended.exitCode == 0)
      let kept = try core(of: "surface.h5")
      #expect(kept.contains(other))

      let look = try chain.tool.run(
        ["minima", "surface.h5", "--confirm", "--weights", "net.safetensors", "--data", "spirals"])
      expectRefusal(
        look, code: 65, saying: "\(LinearAlgebra.coreVariable)=\(other)", "or sample it again")
      #expect(!look.errors.contains("--overwrite"), "minima replaces nothing")
    }
  #endif
}
