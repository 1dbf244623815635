import Archives
import Foundation
import Kernels
import Networks
import Tensors
import Testing

/// A ResNet-20 of PyTorch, width 5 on 3×20×20 with 10 classes, and what came out; see
/// `Fixtures/make_resnet.py`.
struct ResNetFixture {
  let network: Network
  private let file: SafetensorsFile

  init(plain: Bool) throws {
    let name = "resnet20-\(plain ? "plain" : "residual")"
    let url = try #require(
      Bundle.module.url(
        forResource: name, withExtension: "safetensors", subdirectory: "Fixtures"))
    file = try SafetensorsFile(path: url.path)
    network = try ResNet(depth: 20, width: 5).network(
      inputShape: [3, 20, 20], classes: 10, plain: plain)
  }

  /// The names of `named_parameters()`, in order.
  var parameterNames: [String] {
    (file.metadata["parameters"] ?? "").split(separator: ",").map(String.init)
  }

  var inputs: Tensor<Float> { get throws { try tensor("inputs") } }
  var labels: [Int32] { get throws { try tensor("labels").elements.map { Int32($0) } } }

  func tensor(_ name: String) throws -> Tensor<Float> {
    try #require(file[name], "the fixture has no \(name)")
  }

  /// The tensors of a layout whose names begin with a prefix in the fixture.
  func numbers(_ prefix: String, _ layout: ParameterLayout) throws -> Parameters<Float> {
    Parameters(
      layout: layout,
      values: try layout.specifications.flatMap { specification in
        let tensor = try tensor(prefix + specification.name)
        try #require(tensor.shape == specification.shape, "\(specification.name)")
        return tensor.elements
      })
  }
}
