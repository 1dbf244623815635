import Datasets
import Foundation
import Kernels
import Landscapes
import Networks
import Tensors
import Testing

/// A small net of PyTorch with the product of its Hessian with a direction, in float64; see
/// `Fixtures/make_hessian_products.py`.
struct HessianFixture: Decodable {
  let name: String
  let inputs: [Float]
  let labels: [Int32]
  let loss: Double
  private let parameters: [String: [Float]]
  private let buffers: [String: [Float]]
  private let direction: [String: [Float]]
  private let product: [String: [Double]]

  private struct File: Decodable { let nets: [HessianFixture] }

  static func named(_ name: String) throws -> HessianFixture {
    let url = try #require(
      Bundle.module.url(
        forResource: "hessian-products", withExtension: "json", subdirectory: "Fixtures"))
    let file = try JSONDecoder().decode(File.self, from: try Data(contentsOf: url))
    return try #require(file.nets.first { $0.name == name })
  }

  var network: Network {
    get throws {
      switch name {
      case "resnet": try ResNet(depth: 8, width: 2).network(inputShape: [1, 7, 6], classes: 3)
      case "mlp": try MLP(sizes: [4, 6, 6, 3]).network(inputShape: [4])
      default:
        try GPT(GPTSizes(blocks: 1, width: 6, heads: 2, context: 5), vocabulary: 7).network()
      }
    }
  }

  var checkpoint: Checkpoint {
    get throws {
      let network = try network
      return Checkpoint(
        network: network,
        parameters: Parameters(
          layout: network.parameters, values: try joined(parameters, network.parameters)),
        buffers: Parameters(layout: network.buffers, values: try joined(buffers, network.buffers)),
        manifest: nil)
    }
  }

  var dataset: Dataset {
    get throws {
      let network = try network
      let count = inputs.count / network.inputShape.count
      return try Dataset(
        name: name,
        inputs: Tensor(shape: Shape([count] + network.inputShape.dimensions), elements: inputs),
        labels: labels, classes: network.outputCount, labelsPerExample: network.positions)
    }
  }

  func vectors() throws -> (direction: [Double], product: [Double]) {
    let layout = try network.parameters
    return (try joined(direction, layout).map(Double.init), try joined(product, layout))
  }

  private func joined<T>(_ tensors: [String: [T]], _ layout: ParameterLayout) throws -> [T] {
    #expect(tensors.count == layout.specifications.count)
    return try layout.specifications.flatMap { specification in
      let tensor = try #require(tensors[specification.name], "no \(specification.name)")
      try #require(tensor.count == specification.shape.count, "\(specification.name)")
      return tensor
    }
  }
}
