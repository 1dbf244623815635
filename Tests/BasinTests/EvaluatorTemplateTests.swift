import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

/// The template with a net filled in, where a Python with PyTorch, h5py and safetensors is at hand: that of
/// the environment variable `BASIN_TORCH_PYTHON`, or `python3`.
@Suite("The evaluator for PyTorch")
struct EvaluatorTemplateTests {
  /// The Python that has the packages; nil where there is none.
  private static let python: String? = {
    let named = ProcessInfo.processInfo.environment["BASIN_TORCH_PYTHON"]
    return [named, "python3"].compactMap { $0 }.first { python in
      let tool = Tool(executable: "/usr/bin/env", in: FileManager.default.temporaryDirectory)
      return (try? tool.run(python, "-c", "import torch, h5py, safetensors"))?.exitCode == 0
    }
  }()

  private static let net = """
        layers = [torch.nn.Linear(2, 16), torch.nn.Linear(16, 16), torch.nn.Linear(16, 2)]
        class Net(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.layers = torch.nn.ModuleList([
                    torch.nn.Sequential(layers[0], torch.nn.ReLU()),
                    torch.nn.Sequential(layers[1], torch.nn.ReLU()),
                    torch.nn.Sequential(layers[2])])
            def forward(self, x):
                for layer in self.layers: x = layer(x)
                return x
        return Net()
    """

  private static let data = """
    import numpy
    inputs = torch.from_numpy(numpy.load("x.npy"))[:EXAMPLES].to(device)
    labels = torch.from_numpy(numpy.load("y.npy"))[:EXAMPLES].long().to(device)
    print("data loaded")


    """

  private static let loss = """
        outputs = model(inputs)
        accuracy = (outputs.argmax(1) == labels).float().mean() * 100
        return torch.nn.functional.cross_entropy(outputs, labels), accuracy
    """

  @Test(
    "the template, filled in, gives Basin's own surface",
    .enabled(
      if: EvaluatorTemplateTests.python != nil,
      "no Python with torch, h5py and safetensors: set BASIN_TORCH_PYTHON"),
    arguments: ["top.pth", "parallel.t7", "lightning.ckpt", "mlp_relu_0.safetensors"])
  func filledIn(weights: String) throws {
    let python = try #require(Self.python)
    let chain = try Chain()
    let resources = try #require(Bundle.module.resourceURL)
    for file in ["mlp/x.npy", "mlp/y.npy"] {
      try FileManager.default.copyItem(
        at: resources.appending(path: "Fixtures/\(file)"),
        to: chain.folder.url.appending(path: String(file.dropFirst(4))))
    }
    let folder = weights.hasSuffix(".safetensors") ? "mlp" : "checkpoints"
    try FileManager.default.copyItem(
      at: resources.appending(path: "Fixtures/\(folder)/\(weights)"),
      to: chain.folder.url.appending(path: weights))
    var text = try chain.succeed(["evaluator"])
    for (old, new) in [
      ("EXAMPLES = 1000", "EXAMPLES = 64"),
      ("    raise NotImplementedError(\"fill in build_model()\")", Self.net),
      ("    raise NotImplementedError(\"fill in loss()\")", Self.loss),
      ("# Load the data once", Self.data + "# Load the data once"),
    ] {
      #expect(text.contains(old))
      text.replace(old, with: new)
    }
    _ = try chain.folder.write(text, to: "evaluator.py")
    let net = ["--model", "mlp", "--layers", "2,16,16,2", "--activation", "relu"]
    let plane = ["--grid", "5x3", "--seed", "3", "--normalize", "layer", "--ignore", "none"]
    try chain.succeed(
      ["sample", weights] + net + plane + ["--plain", "--data", "arrays:x.npy,y.npy"]
        + ["--samples", "64", "-o", "basin.h5"])
    let result = try chain.tool.run(
      ["sample", weights, "--evaluator", "\(python) evaluator.py", "-o", "torch.h5"] + plane)
    #expect(result.exitCode == 0 && result.errors.contains("data loaded"), "\(result.errors)")
    let basin = try LossSurface(path: chain.folder.path("basin.h5"))
    let torch = try LossSurface(path: chain.folder.path("torch.h5"))
    for point in 0..<15 {
      #expect(abs(basin.loss[point] - torch.loss[point]) < 1e-5 * basin.loss[point])
      #expect(abs(basin.accuracy[point] - torch.accuracy[point]) < 1e-4)
    }
  }
}
