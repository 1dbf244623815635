import Networks
import Tensors
import Testing

struct InitializationTests {
  private func moments(_ values: [Float]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, squares / Double(values.count))
  }

  @Test func residualNetworksAreDrawnAsLiEtAlDo() throws {
    let network = try ResNet(depth: 8, width: 16).network(inputShape: [3, 8, 8], classes: 50)
    let parameters = network.initialParameters(.residualNetwork, seed: 1)
    for (specification, tensor) in zip(parameters.layout.specifications, parameters.tensors) {
      let (mean, variance) = moments(tensor.elements)
      // Standard errors: √(variance/n) of the mean, variance·√(2/n) of the variance.
      let n = Double(tensor.count)
      func isNormal(_ expected: Double) -> Bool {
        abs(mean) < 4.5 * (expected / n).squareRoot()
          && abs(variance - expected) < 4.5 * expected * (2 / n).squareRoot()
      }
      switch specification.role {
      case .weight where specification.shape.rank == 4:
        let fanIn = tensor.count / specification.shape[0]
        #expect(isNormal(2 / Double(fanIn)), "\(specification.name)")
      case .weight: #expect(isNormal(1e-6), "\(specification.name)")
      case .normScale: #expect(tensor.elements.allSatisfy { $0 == 1 })
      default: #expect(tensor.elements.allSatisfy { $0 == 0 })
      }
    }
  }

  @Test func theUniformOneIsPyTorchsForLinearLayers() throws {
    let network = try MLP(sizes: [100, 400, 300]).network(inputShape: [100])
    let parameters = network.initialParameters(.uniform, seed: 1)
    let fanIns = [100.0, 100, 400, 400]
    for (fanIn, tensor) in zip(fanIns, parameters.tensors) {
      let bound = 1 / fanIn.squareRoot()
      let (mean, variance) = moments(tensor.elements)
      let n = Double(tensor.count)
      #expect(tensor.elements.allSatisfy { abs(Double($0)) <= bound * (1 + 1e-7) })
      let largest = tensor.elements.reduce(0) { max($0, Double(abs($1))) }
      #expect(largest > 0.97 * bound)
      // A uniform number in ±b has variance b²/3, and its square variance 4b⁴/45.
      let expected = bound * bound / 3
      #expect(abs(mean) < 4.5 * (expected / n).squareRoot())
      #expect(abs(variance - expected) < 4.5 * bound * bound * (4 / (45 * n)).squareRoot())
    }
  }

  /// How a model's authors draw.
  struct Scheme: Sendable {
    let name: String
    /// The variance of the weights of convolutions, times the fan.
    let convolution: Double
    /// Whether the fan is that of the outputs.
    let isFanOut: Bool
    /// The variance of linear weights; nil for that of `kaiming_uniform_` with a = √5.
    var linear: Double?
    /// Whether biases are drawn.
    var hasBiases = false
  }

  @Test(arguments: [
    Scheme(name: "resnet18", convolution: 2, isFanOut: true, hasBiases: true),
    Scheme(name: "wrn-10-2", convolution: 2, isFanOut: true),
    Scheme(name: "vgg11", convolution: 2, isFanOut: true, linear: 1e-4),
    Scheme(name: "vgg9", convolution: 1 / 3, isFanOut: false, hasBiases: true),
    Scheme(name: "densenet121", convolution: 2, isFanOut: false),
  ]) func modelsAreDrawnAsTheirAuthorsDo(_ scheme: Scheme) throws {
    let name = scheme.name
    let model = try ModelSpecification(named: name)
    let width: Shape = [3, 32, 32]
    // VGG's linear layers are too many numbers for a test.
    let network =
      name == "vgg11"
      ? try VGG(depth: 11, hidden: 16).network(inputShape: width, classes: 50)
      : try model.network(inputShape: width, classes: 50, plain: false)
    let parameters = network.initialParameters(model.initialization, seed: 1)
    for (specification, tensor) in zip(parameters.layout.specifications, parameters.tensors) {
      let shape = specification.shape
      let n = Double(tensor.count)
      switch specification.role {
      case .weight where n > 1000:
        let (fanIn, fanOut) = (n / Double(shape[0]), n / Double(shape[1]))
        let expected =
          shape.rank == 4
          ? scheme.convolution / (scheme.isFanOut ? fanOut : fanIn)
          : scheme.linear ?? 1 / (3 * fanIn)
        let (mean, variance) = moments(tensor.elements)
        #expect(abs(mean) < 5 * (expected / n).squareRoot(), "\(specification.name)")
        #expect(
          abs(variance - expected) < 5 * expected * (2 / n).squareRoot(), "\(specification.name)")
      case .bias:
        #expect(tensor.elements.contains { $0 != 0 } == scheme.hasBiases)
      case .normScale: #expect(tensor.elements.allSatisfy { $0 == 1 })
      case .normShift: #expect(tensor.elements.allSatisfy { $0 == 0 })
      default: break
      }
    }
  }

  @Test func namesInFilesAreRead() {
    for initialization: Initialization in [
      .residualNetwork, .uniform, .fanOut, .wideResidualNetwork, .vgg, .denseNetwork,
      .pyTorch(seed: 3),
    ] {
      #expect(Initialization(rawValue: initialization.rawValue) == initialization)
    }
    #expect(Initialization(rawValue: "torch") == nil)
  }

  @Test(arguments: [Initialization.residualNetwork, .uniform, .fanOut, .vgg])
  func theSeedDeterminesEverything(_ initialization: Initialization) throws {
    let network = try MLP(sizes: [4, 5, 5, 2]).network(inputShape: [4])
    let first = network.initialParameters(initialization, seed: 1)
    #expect(first == network.initialParameters(initialization, seed: 1))
    #expect(first != network.initialParameters(initialization, seed: 2))
    // Tensors of one shape are not the same numbers.
    let wide = try MLP(sizes: [4, 4, 4]).network(inputShape: [4])
      .initialParameters(initialization, seed: 1)
    #expect(wide["layers.0.0.weight"]?.elements != wide["layers.1.0.weight"]?.elements)
  }

  @Test func netsWithAndWithoutShortcutsBeginEqualWhereTheyShareTensors() throws {
    let residual = try ResNet(depth: 8, width: 4).network(inputShape: [1, 8, 8], classes: 3)
    let a = residual.initialParameters(.residualNetwork, seed: 5)
    let b = residual.withoutShortcuts().initialParameters(.residualNetwork, seed: 5)
    #expect(b.layout.specifications.count < a.layout.specifications.count)
    for specification in b.layout.specifications {
      #expect(a[specification.name] == b[specification.name], "\(specification.name)")
    }
  }

  @Test func buffersBeginAsThoseOfPyTorch() throws {
    let network = try ResNet(depth: 8, width: 2).network(inputShape: [1, 8, 8], classes: 2)
    let buffers = network.initialBuffers()
    for (specification, tensor) in zip(buffers.layout.specifications, buffers.tensors) {
      let expected: Float = specification.name.hasSuffix("running_var") ? 1 : 0
      #expect(tensor.elements.allSatisfy { $0 == expected }, "\(specification.name)")
    }
  }
}
