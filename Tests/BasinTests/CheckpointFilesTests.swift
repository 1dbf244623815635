import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

/// The ReLU perceptron of `Fixtures/mlp` in training checkpoints of PyTorch and in NumPy's archive
/// (`Fixtures/checkpoints`). PyTorch's loss is 0.2636.
@Suite("Checkpoints as they are, with the built tool")
struct CheckpointFilesTests {
  private let chain: Chain
  private static let net = ["--model", "mlp", "--layers", "2,16,16,2", "--activation", "relu"]
  private static let data = ["--data", "arrays:x.npy,y.npy", "--grid", "1"]

  init() throws {
    chain = try Chain()
    let resources = try #require(Bundle.module.resourceURL)
    for folder in ["Fixtures/mlp", "Fixtures/checkpoints"] {
      let fixtures = resources.appending(path: folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: fixtures.path) {
        try FileManager.default.copyItem(
          at: fixtures.appending(path: name), to: chain.folder.url.appending(path: name))
      }
    }
  }

  private func sample(_ weights: String, _ more: [String] = []) throws -> Tool.Result {
    try chain.tool.run(
      ["sample", weights, "--plain", "-o", "out.h5", "--overwrite"] + Self.net + Self.data + more)
  }

  @Test(
    "a net is sampled from its checkpoint, and what was done to read it is told",
    arguments: [
      ("top.pth", []), ("arrays.npz", []),
      ("tutorial.pt", ["the weights are those under \"model_state_dict\""]),
      ("parallel.t7", ["those under \"net\"", "all names begin with \"module.\""]),
      ("lightning.ckpt", ["those under \"state_dict\"", "begin with \"model._orig_mod.\""]),
    ])
  func checkpoints(name: String, notes: [String]) throws {
    let result = try sample(name)
    #expect(result.exitCode == 0, "\(result.errors)")
    for note in notes {
      #expect(result.errors.contains("\(name): ") && result.errors.contains(note))
    }
    let loss = try LossSurface(path: chain.folder.path("out.h5")).loss.values[0]
    #expect(abs(loss - 0.2636) < 6e-5)
  }

  @Test("a checkpoint with several nets needs a key")
  func key() throws {
    expectRefusal(
      try sample("two.pt"), code: 65, saying: "two.pt", "than the usual ones: first, second",
      "--key NAME")
    #expect(try sample("two.pt", ["--key", "first"]).exitCode == 0)
    let loss = try LossSurface(path: chain.folder.path("out.h5")).loss.values[0]
    #expect(abs(loss - 0.2636) < 6e-5)
    expectRefusal(
      try sample("two.pt", ["--key", "third"]), code: 65, saying: "third was not found")
    expectRefusal(
      try sample("mlp_relu_0.safetensors", ["--key", "first"]), code: 64, saying: "--key")
  }

  @Test("convert writes what can be sampled, without prefixes")
  func convert() throws {
    for name in ["lightning.ckpt", "parallel.t7", "arrays.npz"] {
      let told = try chain.succeed(["convert", name, "-o", "net.safetensors", "--overwrite"])
      #expect(told == "net.safetensors: 6 tensors, 354 numbers\n")
      let ours = try SafetensorsFile(path: chain.folder.path("net.safetensors"))
      let original = try SafetensorsFile(path: chain.folder.path("mlp_relu_0.safetensors"))
      for entry in original.entries { #expect(ours[entry.name] == entry.tensor) }
    }
    expectRefusal(
      try chain.tool.run(["convert", "x.npy", "-o", "a.safetensors"]), code: 65,
      saying: "is one NumPy array")
    expectRefusal(
      try chain.tool.run(["convert", "top.pth", "-o", "a.pt"]), code: 64, saying: ".safetensors")
  }

  @Test("where names and shapes show the net, no flags are needed")
  func recognised() throws {
    try chain.succeed(
      ["train"] + Self.net.dropLast(2) + [
        "--data", "arrays:x.npy,y.npy", "--epochs", "1", "-o", "own.safetensors",
      ])
    let file = try SafetensorsFile(path: chain.folder.path("own.safetensors"))
    try SafetensorsFile(entries: file.entries).write(to: chain.folder.path("bare.safetensors"))
    let sample = ["--data", "arrays:x.npy,y.npy", "--grid", "3", "-o"]
    try chain.succeed(["sample", "own.safetensors"] + sample + ["a.h5"])
    let told = try chain.tool.run(["sample", "bare.safetensors"] + sample + ["b.h5"])
    #expect(told.exitCode == 0)
    #expect(told.errors.contains("bare.safetensors: recognised as MLP 2-16-16-2, GELU (tanh)"))
    #expect(told.errors.contains("assumed: GELU (tanh)"))
    let (a, b) = (
      try LossSurface(path: chain.folder.path("a.h5")),
      try LossSurface(path: chain.folder.path("b.h5"))
    )
    #expect(a.loss == b.loss)
  }

  @Test("info describes a checkpoint")
  func info() throws {
    let told = try chain.succeed(["info", "tutorial.pt"])
    #expect(told.contains("6 tensors, 354 numbers") && told.contains("model_state_dict"))
  }
}
