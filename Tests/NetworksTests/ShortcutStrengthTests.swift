import Archives
import Failures
import Kernels
import Networks
import Tensors
import Testing

struct ShortcutStrengthTests {
  private static let models: [Graphs.Example] = [
    Graphs.Example("MLP") { try MLP(sizes: [6, 6, 6, 6, 3]).network(inputShape: [6]) },
    Graphs.Example("ResNet-8") {
      try ResNet(depth: 8, width: 3).network(inputShape: [1, 9, 9], classes: 4)
    },
  ]

  @Test(arguments: models, [0.3, 0, -0.7])
  func gradientsAreThoseOfFiniteDifferences(_ model: Graphs.Example, strength: Double) throws {
    let network = try model.network().scalingShortcuts(by: strength)
    let check = GradientCheck(network: network, examples: 18, step: 1e-6, sample: 12)
    // A difference across a kink of ReLU is off by the step; hence the wider bound.
    #expect(check.largestRelativeError() < 1e-4)
  }

  @Test func gradientsThatAddUpAreThoseOfFiniteDifferences() throws {
    var graph = Graph([5])
    let a = graph.add(.dense(5), 0)
    let b = graph.add(.tanh, a)
    let c = graph.add(.weak(0.25), b, a)
    let d = graph.add(.weak(0.5), c, c)
    let e = graph.add(.dense(5), d)
    let f = graph.add(.weak(-2), e, d)
    graph.add(.weak(0.75), a, f)
    let network = try Network(nodes: graph.nodes)
    #expect(
      GradientCheck(network: network, loss: .meanSquaredError).largestRelativeError() < 1e-7)
  }

  @Test(arguments: models)
  func atZeroItIsThePlainNetwork(_ model: Graphs.Example) throws {
    let network = try model.network()
    let examples = network.someExamples(7)
    func outputs(_ network: Network) -> [Double] {
      let execution = Execution<Double>(
        network: network, mode: .evaluation, capacity: 7, workers: Workers(count: 1))
      execution.load(
        network.someParameters(by: "name"), buffers: network.someBuffers(by: "name"))
      execution.forward(examples, indices: Array(0..<7))
      return execution.output.elements
    }
    let plain = outputs(network.withoutShortcuts())
    #expect(outputs(network.scalingShortcuts(by: 0)) == plain)
    #expect(outputs(network.scalingShortcuts(by: 0.1)) != plain)
    #expect(network.scalingShortcuts(by: 1) == network)
    #expect(network.scalingShortcuts(by: 0.5).parameters == network.parameters)
    #expect(network.scalingShortcuts(by: 0.5).scalingShortcuts(by: 2) == network)
    #expect(network.scalingShortcuts(by: 0.5).withoutShortcuts() == network.withoutShortcuts())
  }

  @Test func onlyShortcutsAreScaled() throws {
    var graph = Graph([3])
    let a = graph.add(.dense(3), 0)
    let b = graph.add(.sum, a, 0)
    graph.add(.shortcut, b, 0)
    let network = try Network(nodes: graph.nodes).scalingShortcuts(by: 0.5)
    #expect(network.nodes[2].operation == .sum)
    #expect(network.nodes[3].operation == .weak(0.5))
    #expect(network.shortcutStrengths == [0.5] && network.shortcutCount == 1)
  }

  @Test func aFileSaysTheStrengthWhereItIsNotOne() throws {
    let network = try Self.models[0].network()
    let text = try JSONValue(encoding: network).serialized()
    #expect(!text.contains("strength"))
    let weak = network.scalingShortcuts(by: 0.25)
    let json = try JSONValue(encoding: weak)
    #expect(json.serialized().contains("\"strength\":0.25"))
    #expect(try json.decoded(as: Network.self, from: "test") == weak)
    #expect(
      try JSONValue(parsing: text, from: "test").decoded(as: Network.self, from: "test") == network)
  }

  @Test(arguments: [Double.nan, .infinity])
  func aStrengthThatIsNoNumberIsRefused(_ strength: Double) {
    var graph = Graph([3])
    let a = graph.add(.dense(3), 0)
    graph.add(.weak(strength), a, 0)
    #expect(throws: Failure.self) { try Network(nodes: graph.nodes) }
  }
}

extension Network {
  /// Numbers that are the same for a tensor of one name, whatever else there is.
  fileprivate func someParameters(by purpose: String) -> Parameters<Double> {
    Self.numbers(parameters, purpose) { _ in 0 }
  }

  fileprivate func someBuffers(by purpose: String) -> Parameters<Double> {
    Self.numbers(buffers, purpose) { $0 == .runningVariance ? 2 : 0 }
  }

  private static func numbers(
    _ layout: ParameterLayout, _ purpose: String, offset: (ParameterRole) -> Double
  ) -> Parameters<Double> {
    Parameters(
      layout: layout,
      values: layout.specifications.flatMap { specification in
        var random = RandomStream(seed: 1, purpose: purpose + specification.name)
        return (0..<specification.shape.count).map { _ in
          offset(specification.role) + 0.4 * (2 * random.uniform() - 1)
        }
      })
  }
}
