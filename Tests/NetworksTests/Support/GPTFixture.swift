import Archives
import Foundation
import Kernels
import Networks
import Tensors
import Testing

/// A small GPT of PyTorch, 2 blocks of width 18 with 3 heads, 13 positions and 29 tokens, and what
/// came out; see `Fixtures/make_gpt.py`. The tied one has query-key-value biases and a head that is
/// the table of its tokens.
struct GPTFixture {
  let network: Network
  let path: String
  private let file: SafetensorsFile

  init(plain: Bool = false, tied: Bool = false) throws {
    let name = "gpt-\(tied ? "tied" : plain ? "plain" : "residual")"
    let url = try #require(
      Bundle.module.url(
        forResource: name, withExtension: "safetensors", subdirectory: "Fixtures"))
    path = url.path
    file = try SafetensorsFile(path: path)
    network = try GPT(
      GPTSizes(blocks: 2, width: 18, heads: 3, context: 13), vocabulary: 29,
      hasQueryKeyValueBias: tied, tiesHead: tied
    ).network(plain: plain)
  }

  /// The names of `named_parameters()`, in order.
  var parameterNames: [String] {
    (file.metadata["parameters"] ?? "").split(separator: ",").map(String.init)
  }

  /// What `state_dict()` holds, buffers too.
  var stateDict: [SafetensorsFile.Entry] {
    file.entries.filter { $0.name.hasPrefix("weights/") }.map {
      SafetensorsFile.Entry(name: String($0.name.dropFirst("weights/".count)), tensor: $0.tensor)
    }
  }

  var tokens: Tensor<Float> { get throws { try tensor("tokens") } }
  var targets: [Int32] { get throws { try tensor("targets").elements.map { Int32($0) } } }

  func tensor(_ name: String) throws -> Tensor<Float> {
    try #require(file[name], "the fixture has no \(name)")
  }

  /// The tensors of the network's parameters whose names begin with a prefix in the fixture.
  func numbers(_ prefix: String) throws -> Parameters<Float> {
    Parameters(
      layout: network.parameters,
      values: try network.parameters.specifications.flatMap { specification in
        let tensor = try tensor(prefix + specification.name)
        try #require(tensor.shape == specification.shape, "\(specification.name)")
        return tensor.elements
      })
  }

  /// No buffers, which a GPT does not have.
  var buffers: Parameters<Float> { Parameters(layout: network.buffers, values: []) }
}
