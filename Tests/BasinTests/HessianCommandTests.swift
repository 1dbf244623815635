import Archives
import FolderTestSupport
import Foundation
import Tensors
import Testing

@Suite("basin hessian")
struct HessianCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let usual = ["hessian", "net.safetensors", "--data", "spirals", "--samples", "50"]

  private func json(_ more: String) throws -> JSONValue {
    let words = more.split(separator: " ").map(String.init)
    return try JSONValue(
      parsing: chain.succeed(Self.usual + ["--format", "json"] + words), from: "hessian")
  }

  @Test("the contract's keys, the same bits for any threads, and text")
  func results() throws {
    try chain.train()
    let document = try json("--top 3 --bottom 2 --trace-probes 16 --threads 1")
    #expect(document["parameters"] == .int(2 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2))
    #expect(document["samples"] == 50)
    #expect((document["loss"]?.double ?? 0) > 0)
    let top = (document["top"]?.array ?? []).compactMap { $0["value"]?.double }
    let bottom = (document["bottom"]?.array ?? []).compactMap { $0["value"]?.double }
    #expect(top.count == 3 && bottom.count == 2 && top == top.sorted(by: >))
    #expect(bottom == bottom.sorted() && bottom[0] < top[2])
    #expect(document["top"]?[0]?["residual_norm"]?.double != nil)
    #expect(document["trace"]?["probes"] == 16)
    #expect((document["trace"]?["standard_error"]?.double ?? -1) >= 0)
    #expect(document["per_layer"] == nil && document["density"] == nil)
    #expect(
      document == (try json("--top 3 --bottom 2 --trace-probes 16 --threads 2")))
    #expect(document != (try json("--top 3 --bottom 2 --trace-probes 16 --seed 2")))

    let text = try chain.succeed(Self.usual)
    #expect(text.contains("largest 5") && text.contains("smallest") && text.contains(" ± "))
    #expect(text.contains("|gradient|"))
  }

  @Test("layers and density, with a picture that says what it shows")
  func layersAndDensity() throws {
    try chain.train()
    let document = try json(
      "--per-layer --density density.png --density-probes 2 --density-steps 15")
    #expect(document["per_layer"]?.array?.count == 3)
    for layer in document["per_layer"]?.array ?? [] {
      #expect(layer["bottom"]?["value"] != nil && layer["density"]?["nodes"] != nil)
    }
    let weights = (document["density"]?["nodes"]?.array ?? []).compactMap { $0[1]?.double }
    #expect(weights.count == 30 && abs(weights.reduce(0, +) - 1) < 1e-12)
    let described = try chain.succeed(["info", "density.png"])
    #expect(described.contains("Eigenvalues of the Hessian"))
    #expect(described.contains("traceProbes: 64"))
    expectRefusal(
      try chain.tool.run(Self.usual + ["--density", "density.png"]), code: 73, saying: "density.png"
    )
  }

  @Test("a plane of eigenvectors is sampled as any other, and curved as they say")
  func plane() throws {
    try chain.train()
    let said = try chain.succeed([
      "plane", "net.safetensors", "--hessian", "--data", "spirals", "--samples", "50", "-o",
      "plane.h5",
    ])
    #expect(said.contains("eigenvectors of") && said.contains("residual"))
    let info = try chain.succeed(["info", "plane.h5"])
    #expect(info.contains("eigenvalues") && info.contains("samples: 50"))
    _ = try chain.succeed([
      "sample", "net.safetensors", "--data", "spirals", "--samples", "50", "--directions",
      "plane.h5", "--grid", "3", "--span", "-0.01:0.01", "--precision", "reference", "-o", "s.h5",
    ])
    let losses = try HDF5File(path: chain.folder.path("s.h5")).doubles("/train_loss", rank: 2)
    let top = try json("--top 2 --bottom 0")["top"]
    let line = losses.elements
    let alongX = (line[3] + line[5] - 2 * line[4]) / 1e-4
    let alongY = (line[1] + line[7] - 2 * line[4]) / 1e-4
    for (found, index) in [(alongX, 0), (alongY, 1)] {
      let value = try #require(top?[index]?["value"]?.double)
      #expect(abs(found / value - 1) < 0.02)
    }
  }

  @Test(
    "what makes no sense is refused before any work",
    arguments: [
      ("--top -1", "--top"), ("--top x", "--top"), ("--top 201", "--top"),
      ("--bottom 201", "--bottom"),
      ("--trace-probes 3", "--trace-probes"), ("--samples 0", "--samples"),
      ("--tolerance 0", "--tolerance"), ("--tolerance nan", "--tolerance"),
      ("--seed -1", "--seed"), ("--format xml", "--format"), ("--threads 0", "--threads"),
      ("--density figure.gif", ".png"), ("--density-steps 5", "--density"),
      ("--density d.png --density-probes 0", "--density-probes"), ("--theme dark", "--density"),
      ("--image-size 15", "--image-size"), ("--data nothing", "nothing"),
    ])
  func refused(arguments: String, word: String) throws {
    try chain.train()
    let before = try chain.files
    expectRefusal(
      try chain.tool.run(
        ["hessian", "net.safetensors"]
          + (arguments.contains("--data") ? [] : ["--data", "spirals"])
          + arguments.split(separator: " ").map(String.init)), code: 64, saying: word)
    #expect(try chain.files == before)
  }

  @Test(
    "a plane takes either random directions or eigenvectors",
    arguments: [
      ("--data spirals", "--hessian"), ("--tolerance 0.1", "--hessian"),
      ("--threads 1", "--hessian"), ("--hessian --normalize filter --data spirals", "--normalize"),
      ("--hessian --ignore none --data spirals", "--ignore"), ("--hessian", "--data"),
    ])
  func refusedPlanes(arguments: String, word: String) throws {
    try chain.train()
    let before = try chain.files
    expectRefusal(
      try chain.tool.run(
        ["plane", "net.safetensors", "-o", "plane.h5"]
          + arguments.split(separator: " ").map(String.init)), code: 64, saying: word)
    #expect(try chain.files == before)
  }

  @Test("data that do not fit, and weights that are not there")
  func unfitting() throws {
    expectRefusal(
      try chain.tool.run("hessian", "no.safetensors", "--data", "spirals"), code: 66,
      saying: "no.safetensors")
    try chain.train()
    for file in ["resnet-x", "resnet-y"] {
      let fixture = try #require(
        Bundle.module.url(forResource: file, withExtension: "npy", subdirectory: "Fixtures"))
      try FileManager.default.copyItem(
        atPath: fixture.path, toPath: chain.folder.path("\(file).npy"))
    }
    expectRefusal(
      try chain.tool.run(
        "hessian", "net.safetensors", "--data", "arrays:resnet-x.npy,resnet-y.npy", "--samples",
        "20"), code: 65,
      saying: "data")
  }

  @Test("Ctrl-C ends it with 130; parts that are finished are kept, and serve what asks for less")
  func interruption() throws {
    try chain.train()
    let before = try chain.files
    let whole = try json("--trace-probes 16")
    #expect(try chain.files == before)
    let stopped = try chain.interruptOnceKept(
      Self.usual + ["--trace-probes", "100000", "--density", "d.png"])
    #expect(stopped.exitCode == 130 && stopped.output.isEmpty)
    let name = "net.safetensors.hessian.partial"
    #expect(stopped.errors.contains("for parts that are finished; kept in \(name)\n"))
    #expect(stopped.errors.contains("Run the same command again to resume."))
    #expect(try chain.files == (before + [name]).sorted())
    #expect(try chain.succeed(["info", name]).contains("finished: eigenvalues"))

    #expect(try json("--trace-probes 16") == whole)
    #expect(try chain.files == before)
  }
}
