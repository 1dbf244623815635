import Kernels
import Networks
import Tensors
import Testing

struct KeptGradientsTests {
  /// The gradient of a linear node's bias is the sum over examples of the gradient of its output,
  /// which must still be there when all of the backward pass is done.
  @Test(arguments: [1, 31, 32, 100], [false, true])
  func linearOutputsKeepWhatTheirBiasesSumOver(count: Int, plain: Bool) throws {
    let network = try MLP(sizes: [6, 5, 5, 5, 3], activation: .tanh, activatesOutput: true).network(
      inputShape: [2, 3], plain: plain)
    let names = network.nodes.filter { $0.name.hasSuffix(".0") }.map(\.name)
    #expect(names.count == 4)
    func run(keeping: Set<String>) -> (Execution<Double>, PassResult<Double>) {
      let execution = Execution<Double>(
        network: network, mode: .training, capacity: count, workers: Workers(count: 1),
        keepingGradientsOf: keeping)
      let result = PassResult(
        execution, examples: network.someExamples(count), labels: network.someLabels(count),
        indices: Array((0..<count).reversed()))
      return (execution, result)
    }
    let (execution, result) = run(keeping: Set(names))
    #expect(result == run(keeping: []).1)
    for name in names {
      let gradient = execution.outputGradient(of: name)
      let outputs = gradient.shape[1]
      #expect(gradient.shape == [count, outputs])
      let sums = (0..<outputs).map { output in
        (0..<count).reduce(0) { $0 + gradient.elements[$1 * outputs + output] }
      }
      let range = try #require(network.parameters.range(of: "\(name).bias"))
      #expect(relativeDistance(sums, Array(result.gradient[range])) < 1e-13, "\(name)")
    }
  }

  /// For L = mean (x − t)², ∂L/∂x of the input alone is 2(x − t)/n.
  @Test func theInputsGradientCanBeKept() throws {
    var graph = Graph([2])
    graph.add(.flat, 0)
    let execution = Execution<Double>(
      network: try Network(nodes: graph.nodes), mode: .training, capacity: 2,
      workers: Workers(count: 1), keepingGradientsOf: ["input"])
    execution.forward(Tensor(shape: [2, 2], elements: [1, 2, 3, 4]), indices: [1, 0])
    _ = execution.loss(
      .meanSquaredError, targets: .values(Tensor(shape: [2, 2], elements: [0, 0, 1, 0])))
    execution.backward()
    let gradient = execution.outputGradient(of: "input")
    #expect(gradient.elements == [1, 2, 0.5, 1])
  }

  @Test func whatNothingDependsOnHasAGradientOfZero() throws {
    var graph = Graph([2])
    let dead = graph.add(.dense(3), 0)
    graph.add(.dense(2), 0)
    let execution = Execution<Double>(
      network: try Network(nodes: graph.nodes), mode: .training, capacity: 1,
      workers: Workers(count: 1), keepingGradientsOf: ["n\(dead)"])
    execution.forward(Tensor(shape: [1, 2], elements: [1, 2]), indices: [0])
    _ = execution.loss(.crossEntropy, targets: .labels([0]))
    execution.backward()
    #expect(execution.outputGradient(of: "n1").elements == [0, 0, 0])
  }
}
