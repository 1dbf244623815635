import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

/// Checkpoints of PyTorch that describe themselves by names and shapes, but for a choice or two
/// (`Fixtures/checkpoints/make_nets.py`).
@Suite("Recognised nets, and what is chosen of them without --model")
struct RecognisedNetsTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    let resources = try #require(Bundle.module.resourceURL)
    for name in ["checkpoints/sequential.pt", "checkpoints/gpt.pt", "mlp/x.npy", "mlp/y.npy"] {
      let url = resources.appending(path: "Fixtures/\(name)")
      try FileManager.default.copyItem(
        at: url, to: chain.folder.url.appending(path: url.lastPathComponent))
    }
    try "the quick brown fox jumps over the lazy dog".write(
      toFile: chain.folder.path("fox.txt"), atomically: true, encoding: .utf8)
  }

  private func sample(_ weights: String, _ data: String, _ more: [String]) throws -> Tool.Result {
    try chain.tool.run(
      ["sample", weights, "--data", data, "--grid", "1", "-o", "out.h5", "--overwrite"] + more)
  }

  private var loss: Double {
    get throws { try LossSurface(path: chain.folder.path("out.h5")).loss.values[0] }
  }

  @Test("an nn.Sequential needs its activation, and computes what PyTorch computed")
  func sequential() throws {
    let data = "arrays:x.npy,y.npy"
    expectRefusal(
      try sample("sequential.pt", data, []), code: 64, saying: "--activation", "do not show it")
    let told = try sample("sequential.pt", data, ["--activation", "relu"])
    #expect(told.exitCode == 0, "\(told.errors)")
    #expect(told.errors.contains("recognised as plain MLP 2-16-16-2, ReLU"))
    #expect(abs(try loss - 0.2636) < 6e-5)
    expectRefusal(
      try sample("sequential.pt", data, ["--activation", "relu", "--layers", "2,16,2"]), code: 64,
      saying: "--layers", "2,16,2 does not match the weights, which show 2,16,16,2")
    expectRefusal(
      try sample("sequential.pt", data, ["--width", "4"]), code: 64, saying: "--width",
      "not with mlp")
    // Described in full, the layers are found by the file's names.
    let full = ["--model", "mlp", "--layers", "2,16,16,2", "--activation", "relu", "--plain"]
    let described = try sample("sequential.pt", data, full)
    #expect(described.exitCode == 0 && !described.errors.contains("recognised"))
    #expect(abs(try loss - 0.2636) < 6e-5)
  }

  @Test(
    "a GPT with biases and a tied head is recognised; its heads can be chosen",
    arguments: [("2", 9.458175), ("4", 9.508971)])
  func gpt(heads: String, expected: Double) throws {
    let told = try sample("gpt.pt", "text:fox.txt", ["--heads", heads])
    #expect(told.exitCode == 0, "\(told.errors)")
    #expect(
      told.errors.contains(
        "recognised as GPT, 1 block, width 8, 300 tokens, query-key-value bias, tied head"))
    #expect(!told.errors.contains("assumed"))
    #expect(abs(try loss - expected) < 2e-5)
    let full = [
      "--model", "gpt", "--blocks", "1", "--width", "8", "--context", "8", "--vocabulary", "300",
      "--qkv-bias", "--tied-head", "--heads", heads,
    ]
    #expect(try sample("gpt.pt", "text:fox.txt", full).exitCode == 0)
    #expect(abs(try loss - expected) < 2e-5)
    // Untied it is another net of the same numbers.
    #expect(try sample("gpt.pt", "text:fox.txt", full.filter { $0 != "--tied-head" }).exitCode == 0)
    #expect(abs(try loss - expected) < 2e-5)
  }

  @Test("what is not chosen is said, and what contradicts the weights is refused")
  func contradictions() throws {
    let told = try sample("gpt.pt", "text:fox.txt", [])
    #expect(told.exitCode == 0 && told.errors.contains("assumed: 4 heads (--heads)"))
    expectRefusal(
      try sample("gpt.pt", "text:fox.txt", ["--vocabulary", "256"]), code: 64,
      saying: "--vocabulary", "256 does not match the weights, which show 300")
    try chain.succeed(
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "1", "-o", "n.safetensors"])
    expectRefusal(
      try sample("n.safetensors", "spirals", ["--activation", "relu"]), code: 64,
      saying: "--activation", "n.safetensors describes its own")
    expectRefusal(
      try chain.tool.run(["train", "--tied-head", "--data", "text:fox.txt", "-o", "a.safetensors"]),
      code: 64, saying: "--tied-head", "--model is missing")
  }

  @Test("a tied GPT is trained, sampled and measured")
  func tied() throws {
    let text = String(repeating: "the quick brown fox jumps over the lazy dog. ", count: 8)
    try text.write(toFile: chain.folder.path("text.txt"), atomically: true, encoding: .utf8)
    let net = [
      "--model", "gpt", "--blocks", "1", "--width", "8", "--heads", "2", "--context", "8",
      "--vocabulary", "260", "--qkv-bias", "--tied-head",
    ]
    try chain.succeed(
      ["train"] + net + ["--data", "text:text.txt", "--epochs", "2", "-o", "t.safetensors"])
    let info = try chain.succeed(["info", "t.safetensors"])
    #expect(info.contains("260 tokens, query-key-value bias, tied head"))
    try chain.succeed([
      "sample", "t.safetensors", "--data", "text:text.txt", "--grid", "3", "-o", "t.h5",
    ])
    try chain.succeed(
      ["hessian", "t.safetensors", "--data", "text:text.txt", "--top", "1", "--trace-probes", "4"])
  }
}
