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
      old.environment[OpenBLASCore.variable] = other
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
        saying: "surface.h5", "openblas_core", "\(OpenBLASCore.variable)=\(other)", "--overwrite")
      #expect(try chain.bytes("surface.h5") == before)
      let ended = try old.run(command)
      #expect(ended.exitCode == 0)
      let kept = try core(of: "surface.h5")
      #expect(kept.contains(other))
    }
  #endif

  @Test("without being told, the tool runs on the widest vectors that OpenBLAS has kernels for")
  func widest() throws {
    try chain.sample()
    let wide = ["SkylakeX", "Cooperlake", "SapphireRapids"]
    let flags = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let hasWideVectors = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
      .allSatisfy { flags.contains($0) }
    let core = try core(of: "surface.h5")
    let isTold = ProcessInfo.processInfo.environment[OpenBLASCore.variable] != nil
    #expect(isTold || wide.contains { core.contains($0) } == hasWideVectors, "\(core)")
  }
}
