import FolderTestSupport
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

  #if arch(x86_64) && os(Linux)
    @Test(
      "a processor that OpenBLAS does not know has kernels for its vectors, unless others are asked for"
    )
    func unknownProcessor() throws {
      let processor = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
      let hasVectors = processor.contains(" avx2 ") && processor.contains(" fma ")
      #expect(LinearAlgebra.coreName != "Prescott" || !hasVectors)
      var tool = chain.tool
      for (wanted, isWanted) in [
        (nil, { $0 == LinearAlgebra.coreName }), ("Prescott", { $0 == "Prescott" }),
      ] as [(String?, (String) -> Bool)] {
        tool.environment[LinearAlgebra.coreVariable] = wanted
        let name = "\(wanted ?? "own").h5"
        let run = try tool.run(
          ["sample", "net.safetensors", "--data", "spirals", "--samples", "20", "--grid", "3"]
            + ["-o", name])
        #expect(run.exitCode == 0)
        let used = try core(of: name).split(separator: " ").last.map(String.init)
        #expect(isWanted(try #require(used)))
      }
    }
  #endif

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

    @Test("what hessian keeps under one kind of kernels is neither used nor lost under another")
    func keptWork() throws {
      let cores = ["Haswell", "Nehalem"]
      let tools = cores.map { core in
        var tool = chain.tool
        tool.environment[LinearAlgebra.coreVariable] = core
        return tool
      }
      let command = ["hessian", "net.safetensors", "--data", "spirals", "--samples", "50"]
      func answer(_ tool: Tool, probes: Int) throws -> Tool.Result {
        try tool.run(command + ["--trace-probes", "\(probes)", "--format", "json"])
      }
      func undelivered(_ tool: Tool, probes: Int) throws -> Tool.Result {
        var shell = Tool(executable: "/bin/sh", in: chain.folder.url)
        shell.environment = tool.environment
        return try shell.run(
          ["-c", "\"$0\" \"$@\" > /dev/full", tool.executable.path] + command
            + ["--trace-probes", "\(probes)", "--format", "json"])
      }
      let before = try chain.files
      let whole = try tools.map { try answer($0, probes: 8).output }
      #expect(whole[0] != whole[1] && whole.allSatisfy { !$0.isEmpty })
      let names = ["net.safetensors.hessian.partial", "net.safetensors.hessian-2.partial"]
      for (index, tool) in tools.enumerated() {
        let lost = try undelivered(tool, probes: 8)
        #expect(lost.errors.contains("What was computed is kept in \(names[index])."))
        #expect(try chain.files == (before + names[...index]).sorted())
        let kept = try chain.folder.text(names[index])
        #expect(kept.contains(cores[index]) && !kept.contains(cores[1 - index]))
      }
      let kept = try chain.bytes(names[0])
      // More of it goes to the own file, and an answer removes no other.
      #expect(try undelivered(tools[1], probes: 12).errors.contains(names[1]))
      #expect(try chain.bytes(names[0]) == kept)
      let second = try answer(tools[1], probes: 8)
      #expect(second.exitCode == 0 && second.output == whole[1])
      #expect(try chain.files == (before + [names[0]]).sorted())
      #expect(try chain.bytes(names[0]) == kept)
      let first = try answer(tools[0], probes: 8)
      #expect(first.exitCode == 0 && first.output == whole[0])
      #expect(try chain.files == before)
    }
  #endif
}
