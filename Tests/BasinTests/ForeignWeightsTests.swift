import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Tensors
import Testing

/// Weights of multi-layer perceptrons that were trained in PyTorch, with ReLU, tanh and GELU. The
/// losses are PyTorch's over 64 examples.
@Suite("Weights that do not say which net they are for")
struct ForeignWeightsTests {
  private let chain: Chain
  private static let net = ["--model", "mlp", "--layers", "2,16,16,2"]
  private static let data = ["--data", "arrays:x.npy,y.npy"]

  init() throws {
    chain = try Chain()
    let fixtures = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/mlp")
    for name in try FileManager.default.contentsOfDirectory(atPath: fixtures.path) {
      try FileManager.default.copyItem(
        at: fixtures.appending(path: name), to: chain.folder.url.appending(path: name))
    }
  }

  private func sample(_ weights: String, _ more: [String]) throws -> Tool.Result {
    try chain.tool.run(
      ["sample", weights] + Self.net + Self.data + ["--grid", "1", "-o", "out.h5"] + more)
  }

  @Test(
    "a net computes what PyTorch computed, with the activation that it was trained with",
    arguments: [
      ("mlp_relu_0", "relu", true, 0.2636), ("mlp_relu_1", "relu", false, 0.1611),
      ("mlp_tanh_0", "tanh", true, 0.1353), ("mlp_gelu_1", "gelu", false, 0.08093),
      ("mlp_gelu_1", "gelu-tanh", false, 0.08093),
    ])
  func activations(file: String, activation: String, plain: Bool, loss: Double) throws {
    for precision in ["fast", "reference"] {
      let result = try sample(
        "\(file).safetensors",
        ["--activation", activation, "--precision", precision, "--overwrite"]
          + (plain ? ["--plain"] : []))
      #expect(result.exitCode == 0, "\(result.errors)")
      let measured = try LossSurface(path: chain.folder.path("out.h5")).loss.values[0]
      #expect(abs(measured - loss) < 6e-5 * max(1, loss), "\(measured)")
    }
  }

  @Test("what is taken for granted is said, and nothing else")
  func assumptions() throws {
    let assumed = try sample("mlp_gelu_1.safetensors", [])
    #expect(assumed.exitCode == 0)
    #expect(
      assumed.errors.contains(
        "mlp_gelu_1.safetensors: assumed: GELU (tanh) after each layer but the last (--activation)")
    )
    #expect(assumed.errors.contains("(none with --plain)"))
    let told = try sample(
      "mlp_relu_0.safetensors", ["--activation", "relu", "--plain", "--overwrite"])
    #expect(told.exitCode == 0 && !told.errors.contains("assumed"))
  }

  @Test("the activation is kept with the weights and named")
  func keptInTheWeights() throws {
    let printed = try chain.succeed(
      ["train"] + Self.net + Self.data
        + ["--activation", "silu", "--epochs", "1", "-o", "net.safetensors"])
    #expect(printed.contains("MLP 2-16-16-2, SiLU"))
    try chain.succeed(
      ["sample", "net.safetensors"] + Self.data + ["--grid", "1", "-o", "out.h5"])
    expectRefusal(
      try chain.tool.run(
        ["sample", "net.safetensors"] + Self.net + Self.data + ["--grid", "1", "-o", "other.h5"]),
      code: 65, saying: "computes something else")
  }

  @Test("a prefix of all names is taken off and named", arguments: ["module.", "_orig_mod."])
  func prefix(_ prefix: String) throws {
    let file = try SafetensorsFile(path: chain.folder.path("mlp_relu_0.safetensors"))
    try SafetensorsFile(
      entries: file.entries.map { .init(name: prefix + $0.name, tensor: $0.tensor) }
    ).write(to: chain.folder.path("wrapped.safetensors"))
    let result = try sample("wrapped.safetensors", ["--activation", "relu", "--plain"])
    #expect(result.exitCode == 0)
    #expect(
      result.errors.contains(
        "wrapped.safetensors: all names begin with \"\(prefix)\"; the prefix was removed"))
    let loss = try LossSurface(path: chain.folder.path("out.h5")).loss.values[0]
    #expect(abs(loss - 0.2636) < 6e-5)
  }

  @Test("fewer examples than a default asks for are all that are taken")
  func defaultSamples() throws {
    let samples = { try LossSurface(path: self.chain.folder.path("out.h5")) }
    let result = try sample("mlp_gelu_1.safetensors", ["--overwrite"])
    #expect(result.output.contains("over 64 examples"), "\(result.errors)")
    _ = try samples()
    expectRefusal(
      try sample("mlp_gelu_1.safetensors", ["--samples", "65", "--overwrite"]), code: 64,
      saying: "--samples: 65 samples were requested", "has 64")
    for command in [
      ["hessian", "mlp_gelu_1.safetensors", "--top", "1", "--bottom", "0", "--trace-probes", "16"],
      ["plane", "mlp_gelu_1.safetensors", "--hessian", "-o", "plane.h5"],
      ["gradients", "--weights", "mlp_gelu_1.safetensors"],
    ] {
      let result = try chain.tool.run(command + Self.net + Self.data)
      #expect(result.exitCode == 0, "\(command[0]): \(result.errors)")
    }
  }

  @Test("arrays are of the split that is asked for")
  func testSplit() throws {
    let sampled = try sample("mlp_gelu_1.safetensors", ["--split", "test"])
    #expect(sampled.exitCode == 0, "\(sampled.errors)")
    #expect(try LossSurface(path: chain.folder.path("out.h5")).quantity == "test_loss")
    let named = try sample(
      "mlp_gelu_1.safetensors",
      ["--split", "test", "--test-data", "missing.npy,y.npy", "--overwrite"])
    expectRefusal(named, code: 66, saying: "missing.npy")
  }
}
