import Catalogues
import Failures
import Kernels
import Networks
import Tensors
import Testing

/// Models that drop numbers while they are trained.
struct ModelDropoutTests {
  private static let models: [(name: String, options: OptionValues, shape: Shape, classes: Int)] = [
    ("mlp", ["layers": "6,8,8,3"], [6], 3), ("wrn-10-1", [:], [3, 8, 8], 4),
    ("gpt", ["blocks": "2", "width": "8", "heads": "2", "context": "8"], [8], 256),
  ]

  private static func network(_ index: Int, dropout: String?, plain: Bool = false) throws -> Network
  {
    let model = models[index]
    var options = model.options
    options["dropout"] = dropout
    return try ModelSpecification(named: model.name, options: options)
      .network(inputShape: model.shape, classes: model.classes, plain: plain)
  }

  private static func names(_ network: Network) -> [String] {
    network.nodes.compactMap { if case .dropout = $0.operation { $0.name } else { nil } }
  }

  @Test func itLiesWhereThePapersHaveIt() throws {
    #expect(try Self.names(Self.network(0, dropout: "0.5")) == ["layers.0.2", "layers.1.2"])
    #expect(
      try Self.names(Self.network(1, dropout: "0.3"))
        == (1...3).map { "block\($0).layer.0.dropout" })
    #expect(
      try Self.names(Self.network(2, dropout: "0.1"))
        == ["drop_emb"]
        + (0..<2).flatMap { ["trf_blocks.\($0).att.drop", "trf_blocks.\($0).ff.drop"] })
  }

  /// The parameters and what a trained net computes are the same with and without, also without
  /// shortcuts.
  @Test(arguments: 0..<3, [false, true])
  func evaluationDoesNotKnowIt(index: Int, plain: Bool) throws {
    let without = try Self.network(index, dropout: nil, plain: plain)
    let with = try Self.network(index, dropout: "0.4", plain: plain)
    #expect(without.parameters == with.parameters && without.buffers == with.buffers)
    #expect(try Self.network(index, dropout: "0", plain: plain) == without)
    let shape = Shape([5] + without.inputShape.dimensions)
    var random = RandomStream(seed: 2, purpose: "dropout")
    let inputs = Tensor<Float>(
      shape: shape,
      elements: (0..<shape.count).map { _ in
        without.context == nil ? Float(random.normal()) : Float(Int(random.uniform() * 256))
      })
    let outputs = [without, with].map { network in
      let execution = Execution<Float>(
        network: network, mode: .evaluation, capacity: 5, workers: Workers(count: 1))
      execution.load(
        network.initialParameters(.uniform, seed: 1), buffers: network.initialBuffers())
      execution.forward(inputs, indices: Array(0..<5))
      return execution.output
    }
    #expect(outputs[0] == outputs[1])
    let labels = Array(repeating: Int32(1), count: 5 * without.positions)
    let losses = [without, with].map { network in
      Checkpoint(
        network: network, parameters: network.initialParameters(.uniform, seed: 1),
        buffers: network.initialBuffers(), manifest: nil
      ).evaluate(inputs: inputs, labels: labels, workers: Workers(count: 2)).mean
    }
    #expect(losses[0] == losses[1])
  }

  @Test(arguments: ["-0.1", "1", "nan", "inf", "x", ""])
  func otherRatesAreRefused(text: String) {
    #expect(
      throws: Failure(
        .usage, "\"\(text)\" is not a number from 0.0 to below 1.0", at: .setting("dropout"))
    ) { try Self.network(0, dropout: text) }
  }

  @Test func theTitleNamesIt() throws {
    #expect(
      try ModelSpecification(named: "wrn-16-4", options: ["dropout": "0.3"]).title
        == "WRN-16-4, dropout 0.3")
    #expect(
      try ModelSpecification(named: "wrn-16-4", options: ["dropout": "0"]).title == "WRN-16-4")
  }
}
