import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import SanitizerTestSupport
import Tensors
import Testing

/// Processes that may not take all the memory that they would.
@Suite("Little memory")
struct LittleMemoryTests {
  private let chain: Chain
  private let shell: Tool

  init() throws {
    chain = try Chain()
    try chain.train()
    shell = Tool(executable: "/bin/sh", in: chain.folder.url)
  }

  /// Runs the tool with a limit on its addresses, in KiB.
  private func run(limit: Int, _ command: String) throws -> Tool.Result {
    try shell.run(
      ["-c", "ulimit -v \(limit); exec \"$0\" \"$@\"", chain.tool.executable.path]
        + command.split(separator: " ").map(String.init), timeout: 30)
  }

  #if os(Linux)
    /// OpenBLAS would wait for room for threads, and for its buffers, for ever.
    @Test(
      "every command works, or says what it lacks",
      .disabled(if: Sanitizer.current != nil, "\(Sanitizer.takesAddresses)"),
      arguments: [200_000, 250_000, 300_000, 350_000, 400_000, 600_000])
    func addresses(limit: Int) throws {
      try chain.sample()
      for command in ["--help", "--version", "info net.safetensors", "minima surface.h5"] {
        let result = try run(limit: limit, command)
        #expect(result.exitCode == 0 && !result.timedOut, "\(command): \(result.errors)")
      }
      for command in [
        "sample net.safetensors --data spirals --grid 3 --samples 10 --output s.h5 --overwrite",
        "hessian net.safetensors --data spirals --samples 20 --trace-probes 8",
        "train --model mlp --layers 2,4,2 --data spirals --epochs 1 --output n.safetensors --overwrite",
        "minima surface.h5 --confirm --weights net.safetensors --data spirals",
      ] {
        let result = try run(limit: limit, command)
        #expect(!result.timedOut)
        if result.exitCode != 0 {
          expectRefusal(result, code: 65, saying: "address space", "ulimit -v")
        }
      }
      // Not refused where there is enough.
      let result = try run(
        limit: 600_000, "sample net.safetensors --data spirals --grid 3 --output s.h5 --overwrite")
      #expect(result.exitCode == 0, "\(result.errors)")
    }

    @Test("processes that it starts have the environment that it was given")
    func environment() throws {
      for setting in ["", "OPENBLAS_NUM_THREADS=7 "] {
        _ = try shell.run(
          "-c",
          """
          env > before
          \(setting)"\(chain.tool.executable.path)" sample net.safetensors --grid 3 -o s.h5 \
            --evaluator 'env > after'
          """)
        func variables(_ name: String) throws -> Set<Substring> {
          Set(try chain.folder.text(name).split(separator: "\n").filter { !$0.hasPrefix("_=") })
        }
        var expected = try variables("before")
        if !setting.isEmpty { expected.insert("OPENBLAS_NUM_THREADS=7") }
        #expect(try variables("after").isSuperset(of: expected))
        #expect(
          try variables("after").filter { $0.hasPrefix("OPENBLAS_NUM_THREADS=") }.count
            == expected.filter { $0.hasPrefix("OPENBLAS_NUM_THREADS=") }.count)
      }
    }

    /// A perceptron, of 64 MB unless it is wider.
    private func large(width: Int = 4000) throws -> Int {
      let sizes = [2, width, width, 2]
      var entries: [SafetensorsFile.Entry] = []
      for (layer, pair) in zip(sizes, sizes.dropFirst()).enumerated() {
        let count = pair.0 * pair.1
        let scale = 2 / Float(pair.0).squareRoot()
        // No two rows alike, and no numbers that grow.
        let weights = (0..<count).map { scale * (Float(($0 &* 2_654_435_761) % 1009) / 1009 - 0.5) }
        entries.append(
          .init(
            name: "layers.\(layer).0.weight",
            tensor: Tensor(shape: Shape([pair.1, pair.0]), elements: weights)))
        entries.append(
          .init(
            name: "layers.\(layer).0.bias",
            tensor: Tensor(shape: Shape([pair.1]), repeating: 0)))
      }
      try SafetensorsFile(entries: entries).write(to: chain.folder.path("large.safetensors"))
      return try chain.bytes("large.safetensors").count
    }

    private static func sample(width: Int = 4000, samples: Int = 16) -> String {
      "sample large.safetensors --model mlp --layers 2,\(width),\(width),2 --data spirals "
        + "--samples \(samples) --grid 3"
    }

    @Test(
      "a large net takes as much as was said before, and not many times its size",
      .disabled(if: Sanitizer.current != nil, "a sanitizer takes memory for its own tables"),
      arguments: [16, 1100])
    func largeNet(samples: Int) throws {
      let width = 7000
      let size = try large(width: width)
      let sample = Self.sample(width: width, samples: samples) + " --threads 2"
      let json = try chain.succeed(
        (sample + " -o s.h5 --dry-run --format json").split(separator: " ")
          .map(String.init))
      let forecast = try JSONValue(parsing: json, from: "forecast")
      let told = try #require(forecast["memory"]?["total_bytes"]?.int)
      #expect(try !chain.files.contains("s.h5"))
      var most = 0
      let arguments = (sample + " -o s.h5").split(separator: " ").map(String.init)
      let result = try chain.tool.run(arguments) { process in
        while process.isRunning {
          most = max(most, process.peakMemory ?? 0)
          usleep(2000)
        }
      }
      #expect(result.exitCode == 0, "\(result.errors)")
      // The three points of the plane; for each thread a panel of the weights, and what it makes of some blocks
      // of examples; the program itself.
      #expect(Double(most) < 4.5 * Double(size), "\(most) bytes")
      #expect(abs(Double(most) / Double(told) - 1) < 0.15, "\(most) bytes, \(told) were said")
    }

    @Test(
      "where memory is short fewer threads work, to the same bits, or none, and that is said",
      .disabled(if: Sanitizer.current != nil, "\(Sanitizer.takesAddresses)"))
    func fewerThreads() throws {
      _ = try large()
      try chain.succeed(
        (Self.sample() + " --threads 4 -o whole.h5").split(separator: " ").map(String.init))
      let whole = try LossSurface(path: chain.folder.path("whole.h5"))
      var (fewer, none) = (0, 0)
      for limit in stride(from: 400_000, through: 1_200_000, by: 100_000) {
        let result = try run(limit: limit, Self.sample() + " --threads 4 -o s.h5 --overwrite")
        guard result.exitCode == 0 else {
          #expect(result.exitCode == 65 && !result.timedOut, "\(limit) KiB: \(result.errors)")
          #expect(result.errors.contains("MiB of address space"), "\(limit) KiB")
          none += 1
          continue
        }
        fewer += result.errors.contains(" of 4 threads") ? 1 : 0
        let surface = try LossSurface(path: chain.folder.path("s.h5"))
        #expect(surface.loss.values.map(\.bitPattern) == whole.loss.values.map(\.bitPattern))
      }
      #expect(fewer > 0 && none > 0)
    }
  #endif

  @Test("a forecast says points, examples, memory, time and processes, and writes nothing")
  func forecast() throws {
    let before = try chain.files
    let command =
      "sample net.safetensors --data spirals --samples 50 --grid 21x11 -o new/s.h5 --dry-run"
    let text = try chain.succeed(command.split(separator: " ").map(String.init))
    let lines = text.split(separator: "\n")
    #expect(lines.first == "new/s.h5: 231 points, 50 examples at each")
    #expect(lines.contains { $0.hasPrefix("memory: about ") && $0.contains(" MiB") })
    #expect(
      lines.contains { $0.hasPrefix("time: about ") && $0.contains("points/s, measured over ") })
    #expect(lines.contains { $0.hasPrefix("2 processes on machines like this one: about ") })
    #expect(try chain.files == before)

    let json = try JSONValue(
      parsing: try chain.succeed(
        (command + " --format json").split(separator: " ").map(String.init)), from: "forecast")
    #expect(json["points"] == 231 && json["known_points"] == 0 && json["examples"] == 50)
    let rate = try #require(json["points_per_second"]?.double)
    let seconds = try #require(json["seconds"]?.double)
    #expect(rate > 0 && abs(seconds * rate - 231) < 1e-6)
    #expect(json["processes"]?.array?.first?["processes"] == 2)

    // Points that are there already are not counted; a surface that is complete is in the way.
    try chain.sample()
    expectRefusal(
      try chain.tool.run(
        ["sample", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "9x7"]
          + ["-o", "surface.h5", "--dry-run"]), code: 73, saying: "surface.h5", "exists already")
    expectRefusal(
      try chain.tool.run(
        ["sample", "net.safetensors", "--data", "spirals", "-o", "s.h5", "--format", "json"]),
      code: 64, saying: "--format", "--dry-run")
  }
}
