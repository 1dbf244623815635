import Kernels
import Networks
import Tensors
import Testing

struct ExecutionTests {
  private static let modes = [ExecutionMode.training, .evaluation]

  private func execution<S: KernelScalar>(
    _ network: Network, _ mode: ExecutionMode, capacity: Int, workers: Int = 1,
    as _: S.Type = S.self
  ) -> Execution<S> {
    Execution(
      network: network, mode: mode, capacity: capacity, workers: Workers(count: workers))
  }

  @Test(arguments: Graphs.models, modes)
  func theNumberOfWorkersChangesNoBit(example: Graphs.Example, mode: ExecutionMode) throws {
    let network = try example.network()
    let count = 3 * network.blockSize + 5
    let examples = network.someExamples(count)
    let labels = network.someLabels(count)
    let results = [1, 2, 3, 7].map { workers in
      PassResult<Float>(
        execution(network, mode, capacity: count, workers: workers), examples: examples,
        labels: labels, indices: Array(0..<count))
    }
    #expect(results[0].gradient.contains { $0 != 0 })
    for result in results.dropFirst() { #expect(result == results[0]) }
  }

  /// An execution that has run a large batch of other, huge examples gives the bits of a fresh one.
  @Test(arguments: Graphs.models + Graphs.odd, modes)
  func aShortBatchIsThatOfASmallerExecution(example: Graphs.Example, mode: ExecutionMode) throws {
    let network = try example.network()
    let full = max(17, network.blockSize + 3)
    let examples = network.someExamples(full)
    let labels = network.someLabels(full)
    // Tokens cannot be huge, but others.
    let huge = Tensor(
      shape: examples.shape,
      elements: examples.elements.map { element in
        network.vocabulary.map { Float($0 - 1) - element } ?? element * 1e6
      })
    for count in [1, 15, 16, 17] {
      let indices = Array(0..<count)
      let fresh = PassResult<Float>(
        execution(network, mode, capacity: count), examples: examples, labels: labels,
        indices: indices)
      let used: Execution<Float> = execution(network, mode, capacity: full)
      _ = PassResult(used, examples: huge, labels: labels, indices: Array(0..<full))
      let again = PassResult(used, examples: examples, labels: labels, indices: indices)
      #expect(again == fresh, "a batch of \(count)")
    }
  }

  /// In evaluation mode no example knows of the others, whatever lane it lies in.
  @Test(arguments: Graphs.models + Graphs.odd)
  func examplesAreEvaluatedOneByOne(_ example: Graphs.Example) throws {
    let network = try example.network()
    let count = network.blockSize + 1
    let examples = network.someExamples(count)
    let labels = network.someLabels(count)
    let whole = PassResult<Double>(
      execution(network, .evaluation, capacity: count), examples: examples, labels: labels,
      indices: Array(0..<count))
    var gradient = Array(repeating: 0.0, count: whole.gradient.count)
    var output: [Double] = []
    for index in 0..<count {
      let one = PassResult<Double>(
        execution(network, .evaluation, capacity: 1), examples: examples, labels: labels,
        indices: [index])
      output += one.output
      for i in gradient.indices { gradient[i] += one.gradient[i] / Double(count) }
    }
    #expect(relativeDistance(whole.output, output) < 1e-14)
    #expect(relativeDistance(whole.gradient, gradient) < 1e-12)
  }

  /// In training mode the order within a batch changes nothing but rounding, across blocks too.
  @Test(arguments: Graphs.models, [2, 15, 16, 17, 19])
  func theOrderOfExamplesDoesNotMatter(example: Graphs.Example, count: Int) throws {
    let network = try example.network()
    let examples = network.someExamples(count)
    let labels = network.someLabels(count)
    let results = [Array(0..<count), Array((0..<count).reversed())].map { indices in
      PassResult<Double>(
        execution(network, .training, capacity: count), examples: examples, labels: labels,
        indices: indices)
    }
    #expect(relativeDistance(results[1].gradient, results[0].gradient) < 1e-10)
    #expect(relativeDistance(results[1].buffers, results[0].buffers) < 1e-13)
    #expect(abs(results[1].loss.sum - results[0].loss.sum) < 1e-10 * results[0].loss.sum)
  }

  /// Every graph's gradient is that of central differences, in both modes.
  @Test(arguments: Graphs.odd, modes)
  func oddGraphsHaveTheRightGradient(example: Graphs.Example, mode: ExecutionMode) throws {
    let check = GradientCheck(
      network: try example.network(), mode: mode, examples: 18, step: 1e-6, sample: 12)
    #expect(check.largestRelativeError() < 1e-4)
  }

  @Test func runningStatisticsAreThoseOfTheBatch() throws {
    var graph = Graph([1])
    graph.add(.norm, 0)
    let network = try Network(nodes: graph.nodes)
    let execution: Execution<Double> = execution(network, .training, capacity: 4)
    execution.load(
      Parameters(layout: network.parameters, values: [2, 5]),
      buffers: Parameters(layout: network.buffers, values: [10, 3]))
    execution.forward(Tensor(shape: [4, 1], elements: [1, 3, 5, 7]), indices: [0, 1, 2, 3])
    // Mean 4, biased variance 5, unbiased 20/3.
    #expect(abs(execution.buffers[0] - (0.9 * 10 + 0.1 * 4)) < 1e-14)
    #expect(abs(execution.buffers[1] - (0.9 * 3 + 0.1 * 20 / 3)) < 1e-14)
    let expected = [-3.0, -1, 1, 3].map { 2 * $0 / (5 + 1e-5).squareRoot() + 5 }
    #expect(relativeDistance(execution.output.elements, expected) < 1e-14)
  }

  // torch.nn.functional.gelu(x, approximate="tanh") in float64, torch 2.13.0; the others by their
  // definitions in PyTorch's documentation and Python's math.erfc, math.tanh and math.exp.
  @Test(
    arguments: [
      (
        .geluTanh,
        [-0.0036373920817729943, -0.15880800939172324, 0, 0.34571400982514394, 1.954597694087775]
      ),
      (
        .gelu,
        [-0.004049694094890287, -0.15865525393145707, 0, 0.34573123063700656, 1.9544997361036416]
      ),
      (
        .tanh,
        [-0.9950547536867305, -0.7615941559557649, 0, 0.46211715726000974, 0.9640275800758169]
      ),
      (
        .silu,
        [-0.14227761953270035, -0.2689414213699951, 0, 0.3112296656009273, 1.7615941559557646]
      ),
      (
        .sigmoid,
        [0.04742587317756678, 0.2689414213699951, 0.5, 0.6224593312018546, 0.8807970779778823]
      ),
      (.relu, [0, 0, 0, 0.5, 2]), (.identity, [-3, -1, 0, 0.5, 2]),
    ] as [(Activation.Function, [Double])])
  func activationsArePyTorchs(function: Activation.Function, expected: [Double]) throws {
    var graph = Graph([5])
    graph.add(.activation(Activation(function)), 0)
    let network = try Network(nodes: graph.nodes)
    let execution: Execution<Double> = execution(network, .evaluation, capacity: 1)
    execution.forward(Tensor(shape: [1, 5], elements: [-3, -1, 0, 0.5, 2]), indices: [0])
    #expect(relativeDistance(execution.output.elements, expected) < 1e-15)
  }

  @Test func onlyTheIndicesAskedForAreRun() throws {
    var graph = Graph([2])
    graph.add(.relu, 0)
    let network = try Network(nodes: graph.nodes)
    let execution: Execution<Float> = execution(network, .evaluation, capacity: 3)
    execution.forward(Tensor(shape: [3, 2], elements: [1, -2, 3, 4, -5, 6]), indices: [2, 0, 2])
    #expect(execution.output == Tensor(shape: [3, 2], elements: [0, 6, 1, 0, 0, 6]))
  }
}
