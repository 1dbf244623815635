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

  @Test(arguments: [Initialization.residualNetwork, .uniform])
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
