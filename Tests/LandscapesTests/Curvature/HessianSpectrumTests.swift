import Archives
import Datasets
import Foundation
import Kernels
import Landscapes
import Networks
import Tensors
import Testing

/// Fixtures written by `Fixtures/make_hessian.py`: dense Hessians in PyTorch's float64.
@Suite("The spectrum of a net's Hessian is PyTorch's")
struct HessianSpectrumTests {
  /// A net with examples, and what PyTorch says of its Hessian.
  private struct Example {
    let map: HessianOperator
    let theirs: JSONValue

    func number(_ key: String) -> Double { theirs[key]?.double ?? .nan }
    func numbers(_ key: String) -> [Double] { (theirs[key]?.array ?? []).compactMap(\.double) }

    /// The weight tensors: where they lie, and the trace and largest eigenvalue of their blocks.
    var layers: [(range: Range<Int>, trace: Double, top: Double)] {
      (theirs["layers"]?.array ?? []).compactMap { layer in
        guard let name = layer["layer"]?.string, let range = map.layout.range(of: name) else {
          return nil
        }
        return (range, layer["trace"]?.double ?? .nan, layer["top"]?.double ?? .nan)
      }
    }
  }

  private static func fixture(_ name: String, _ type: String) throws -> String {
    try #require(
      Bundle.module.url(forResource: name, withExtension: type, subdirectory: "Fixtures")
    ).path
  }

  private static func example(_ name: String) throws -> Example {
    let file = try SafetensorsFile(path: fixture("hessian-\(name)", "safetensors"))
    let inputs = try #require(file["x"])
    let labels = try #require(file["y"]).elements.map { Int32($0) }
    let network =
      if name == "mlp" {
        try MLP(sizes: [5, 12, 12, 4]).network(inputShape: [5])
      } else {
        try ResNet(depth: 8, width: 2).network(
          inputShape: [1, 8, 8], classes: 4, plain: name == "plain")
      }
    func parameters(_ layout: ParameterLayout) throws -> Parameters<Float> {
      Parameters(
        layout: layout,
        values: try layout.specifications.flatMap { try #require(file[$0.name]).elements })
    }
    let checkpoint = Checkpoint(
      network: network, parameters: try parameters(network.parameters),
      buffers: try parameters(network.buffers), manifest: nil)
    let document = try JSONValue(
      parsing: String(contentsOfFile: fixture("hessian", "json"), encoding: .utf8), from: "fixture")
    return Example(
      map: HessianOperator(
        checkpoint: checkpoint, inputs: inputs, targets: .labels(labels), loss: .crossEntropy,
        workers: Workers(count: 2)),
      theirs: try #require(document[name]))
  }

  @Test("loss, gradient and eigenvalues to 1e-9", arguments: ["mlp", "residual", "plain"])
  func eigenvalues(name: String) throws {
    let example = try Self.example(name)
    #expect(example.map.dimension == example.theirs["parameters"]?.int)
    let (loss, gradient) = try example.map.lossAndGradient()
    #expect(abs(loss.sum / Double(loss.count) / example.number("loss") - 1) < 1e-12)
    #expect(abs(LinearAlgebra.norm(gradient) / example.number("gradient_norm") - 1) < 1e-12)
    let found = try LanczosEigenpairs(
      of: example.map, .init(top: 6, bottom: 4, seed: 1, tolerance: 1e-6))
    let (top, bottom) = (example.numbers("top"), example.numbers("bottom"))
    try #require(top.count == 6 && bottom.count == 4)
    for (pair, value) in zip(found.top, top) {
      #expect(pair.isConverged && abs(pair.value / value - 1) < 1e-9, "\(pair.value) \(value)")
    }
    for (pair, value) in zip(found.bottom, bottom) {
      #expect(pair.isConverged && abs(pair.value / value - 1) < 1e-9, "\(pair.value) \(value)")
    }
  }

  @Test("traces within three standard errors", arguments: ["mlp", "residual", "plain"])
  func traces(name: String) throws {
    let example = try Self.example(name)
    let layers = example.layers
    #expect(layers.count >= 3)
    let found = try HutchPlusPlus(
      TraceProbes(of: example.map, blocks: layers.map(\.range), probes: 96, seed: 1))
    let trace = example.number("trace")
    #expect(abs(found.trace.value - trace) < 3 * found.trace.standardError)
    #expect(found.trace.standardError < 0.1 * abs(trace))
    for (estimate, layer) in zip(found.blocks, layers) {
      #expect(
        abs(estimate.value - layer.trace) < 3.5 * estimate.standardError, "\(estimate) \(layer)")
      #expect(estimate.standardError < 0.05 * abs(trace), "\(estimate) of \(trace)")
    }
  }

  @Test("the largest eigenvalue of each layer", arguments: ["mlp", "residual", "plain"])
  func layers(name: String) throws {
    let example = try Self.example(name)
    for layer in example.layers {
      let found = try LanczosEigenpairs(
        of: RestrictedOperator(example.map, to: layer.range), .init(top: 1, bottom: 0))
      #expect(abs(found.top[0].value / layer.top - 1) < 1e-6)
    }
  }

  @Test("the density's moments and its share of negative eigenvalues")
  func density() throws {
    let example = try Self.example("mlp")
    let found = try StochasticLanczosQuadrature.density(
      of: example.map, .init(probes: 60, steps: 60, seed: 1))
    let dimension = Double(example.map.dimension)
    #expect(abs(found.moment(1) / (example.number("trace") / dimension) - 1) < 0.15)
    #expect(abs(found.moment(2) / example.number("second_moment") - 1) < 0.15)
    #expect(abs(found.share(below: -1e-8) - example.number("negative_share")) < 0.03)
  }
}
