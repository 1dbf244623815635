import Archives
import Foundation
import Kernels
import Networks
import Tensors
import Testing

/// Parameters that PyTorch's modules drew; see `Fixtures/make_initialization.py`.
struct PyTorchInitializationTests {
  static let networks: [(name: String, network: @Sendable () throws -> Network)] = [
    ("mlp", { try MLP(sizes: [3, 3, 3, 3, 3, 1]).network(inputShape: [3]) }),
    ("wide", { try MLP(sizes: [7, 20, 1]).network(inputShape: [7]) }),
    ("resnet", { try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 5) }),
    (
      "plain",
      {
        try ResNet(depth: 8, width: 3).network(inputShape: [1, 8, 8], classes: 5, plain: true)
      }
    ),
    // Embeddings of 7 × 4 and 3 × 4 numbers, then of 50 × 6 and 9 × 6: PyTorch fills 16 and more in
    // another order than fewer.
    (
      "gpt",
      { try GPT(GPTSizes(blocks: 2, width: 4, heads: 2, context: 3), vocabulary: 7).network() }
    ),
    (
      "tables",
      { try GPT(GPTSizes(blocks: 1, width: 6, heads: 2, context: 9), vocabulary: 50).network() }
    ),
  ]

  @Test(arguments: [0, 123, 1 << 31 + 11] as [UInt64])
  func everyParameterIsPyTorchs(_ seed: UInt64) throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "pytorch-initialization", withExtension: "safetensors",
        subdirectory: "Fixtures"))
    let file = try SafetensorsFile(path: url.path)
    for (name, build) in Self.networks {
      // The other seed does nothing.
      let parameters = try build().initialParameters(.pyTorch(seed: seed), seed: 99)
      let theirs = file.entries.filter { $0.name.hasPrefix("\(seed)/\(name)/") }
      #expect(theirs.count == parameters.layout.specifications.count)
      for (specification, tensor) in zip(parameters.layout.specifications, parameters.tensors) {
        let expected = try #require(
          file["\(seed)/\(name)/\(specification.name)"], "\(specification.name)")
        // 16 normal numbers and more come from PyTorch's vectorised logarithm and cosine, whose last
        // bits depend on its compiler; all else is the same to the bit.
        if specification.role == .embedding, tensor.count >= 16 {
          #expect(expected.shape == tensor.shape)
          for (a, b) in zip(expected.elements, tensor.elements) { #expect(abs(a - b) <= 5e-7) }
        } else {
          #expect(expected == tensor, "\(specification.name)")
        }
      }
    }
  }

  @Test func theNameHoldsTheSeed() throws {
    for initialization in [.residualNetwork, .uniform, .pyTorch(seed: .max)] as [Initialization] {
      #expect(Initialization(rawValue: initialization.rawValue) == initialization)
      let data = try JSONEncoder().encode([initialization])
      #expect(try JSONDecoder().decode([Initialization].self, from: data) == [initialization])
    }
    #expect(Initialization.pyTorch(seed: 123).rawValue == "torch:123")
    for name in ["torch:", "torch:-1", "torch:x", "torch:18446744073709551616", "torch", ""] {
      #expect(Initialization(rawValue: name) == nil, "\(name)")
    }
  }
}
