import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("Answers that several processes give together")
struct SharedAnswersTests {
  private let chain: Chain
  private static let hessian = [
    "hessian", "net.safetensors", "--data", "spirals", "--samples", "50", "--trace-probes", "30",
    "--per-layer", "--density", "density.png", "--density-probes", "3", "--density-steps", "12",
    "--format", "json",
  ]
  private static let minima = [
    "minima", "a.h5", "b.h5", "--threshold", "1e-6", "--confirm", "--weights", "net.safetensors",
    "--data", "spirals", "--format", "json",
  ]

  init() throws {
    chain = try Chain()
    // Deep and without shortcuts: several minima.
    try chain.succeed(
      [
        "train", "--model", "mlp", "--layers", "2,64,64,64,64,64,2", "--plain", "--activation",
        "relu",
      ]
        + ["--data", "spirals", "--epochs", "10", "-o", "net.safetensors"])
    for (name, seed) in [("a.h5", "1"), ("b.h5", "2")] {
      try chain.succeed(
        ["sample", "net.safetensors", "--data", "spirals", "--samples", "120", "--grid", "17"]
          + ["--span", "-3:3", "--seed", seed, "-o", name])
    }
  }

  /// The answer of one process, and its picture, which is removed.
  private func alone(_ command: [String]) throws -> (text: String, picture: Data?) {
    let text = try chain.succeed(command)
    return (text, try takenPicture())
  }

  private func takenPicture() throws -> Data? {
    guard try chain.files.contains("density.png") else { return nil }
    defer { try? AtomicFile.remove(chain.folder.path("density.png")) }
    return try chain.bytes("density.png")
  }

  private func part(_ index: Int, of count: Int) -> [String] { ["--part", "\(index)/\(count)"] }

  @Test(
    "one after the other: the last prints what one process prints", arguments: [hessian, minima])
  func sequence(command: [String]) throws {
    let before = try chain.files
    let whole = try alone(command)
    for index in 0..<3 {
      let result = try chain.tool.run(command + part(index, of: 3))
      #expect(result.exitCode == 0, "\(result.errors)")
      #expect(result.errors.contains("basin: part \(index) of 3 (--part)\n"))
      #expect(result.output == (index == 2 ? whole.text : ""))
      #expect(
        result.errors.contains("basin: part \(index) of 3 ends; the last process") == (index < 2))
    }
    #expect(try takenPicture() == whole.picture)
    #expect(try chain.files == before)
  }

  @Test("at the same time: one of them prints it", arguments: [hessian, minima])
  func together(command: [String]) async throws {
    let before = try chain.files
    let whole = try alone(command)
    let results = try await withThrowingTaskGroup(of: Tool.Result.self) { group in
      for index in 0..<2 {
        let (tool, words) = (chain.tool, command + part(index, of: 2))
        group.addTask { try tool.run(words) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0.exitCode == 0 }, "\(results)")
    #expect(results.map(\.output).sorted() == ["", whole.text])
    #expect(try takenPicture() == whole.picture)
    #expect(try chain.files == before)
  }

  @Test("killed, then with fewer processes, then at once", arguments: [hessian, minima])
  func killed(command: [String]) throws {
    let before = try chain.files
    let whole = try alone(command)
    _ = try chain.succeed(command + part(0, of: 3))
    let killed = try chain.tool.run(command + part(1, of: 3)) { process in
      while process.isRunning, try !chain.files.contains(where: { $0.hasSuffix(".part-1-of-3") }) {
        usleep(500)
      }
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(killed.output.isEmpty)
    #expect(try chain.files.contains { $0.hasSuffix(".part-0-of-3") })
    #expect(try chain.succeed(command + part(0, of: 2)).isEmpty)
    #expect(try chain.succeed(command + part(1, of: 2)) == whole.text)
    #expect(try takenPicture() == whole.picture)
    #expect(try chain.files == before)
    #expect(try chain.files.allSatisfy { !$0.hasSuffix(".lock") })
  }

  @Test("only one rank of a launcher speaks; a share that makes no sense is refused")
  func engines() throws {
    var tool = chain.tool
    tool.environment = ["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "2"]
    let silent = try tool.run(Self.minima)
    #expect(silent.exitCode == 0 && silent.output.isEmpty && silent.errors.isEmpty)
    tool.environment["OMPI_COMM_WORLD_RANK"] = "0"
    let last = try tool.run(Self.minima)
    #expect(last.exitCode == 0 && !last.output.isEmpty)
    #expect(last.errors.contains("basin: part 0 of 2 (Open MPI)\n"))
    expectRefusal(try tool.run(Self.hessian + ["--part", "2/2"]), code: 64, saying: "--part")
    expectRefusal(
      try tool.run("minima", "a.h5", "--part", "0/2"), code: 64, saying: "--part", "--confirm")
  }
}
