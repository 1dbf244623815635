import Kernels
import Networks
import Tensors
import Testing

/// A plan along a plane gives what the network gives at the plane's points.
struct PlaneProductsTests {
  private func plane<S: KernelScalar>(of network: Network, _: S.Type) -> PlaneRegions<S> {
    let parts = [1, 2, 3].map {
      network.someParameters(seed: $0).converted(to: S.self).values
    }
    return PlaneRegions(origin: parts[0], x: parts[1], y: parts[2])
  }

  private func losses<S: KernelScalar>(
    _ plan: InferencePlan, at points: [(S, S)], examples: Int
  ) -> [Double] {
    let network = plan.network
    let plane = plane(of: network, S.self)
    let set = EvaluationSet<S>(
      inputs: network.someExamples(examples), labels: network.someLabels(examples), plan: plan,
      plane: plane)
    let workspace = InferenceWorkspace<S>(plan, plane: plane)
    return points.map { point in
      workspace.move(to: point.0, point.1)
      return workspace.evaluate(set).mean
    }
  }

  static let plain = true
  static let shortcuts = false

  @Test(arguments: [plain, shortcuts], [1, 130, 300])
  func lossesAreThoseOfTheNetwork(plain: Bool, examples: Int) throws {
    let network = try MLP(sizes: [100, 40, 40, 10]).network(inputShape: [1, 10, 10], plain: plain)
    let points = [(0.0, 0.0), (0.5, -1.0), (-0.25, 2.0), (1.0, 1.0)]
    let along = InferencePlan.alongPlane(network, examples: examples)
    try #require(along.holdsProducts)
    try #require(!InferencePlan(network).holdsProducts)
    let expected = losses(InferencePlan(network), at: points, examples: examples)
    #expect(
      relativeDistance(losses(along, at: points, examples: examples), expected) < 1e-14)
    let floats = points.map { (Float($0.0), Float($0.1)) }
    #expect(
      relativeDistance(losses(along, at: floats, examples: examples), expected) < 2e-6)
  }

  @Test func productsAreMadeOnlyWhereTheyPayAndFit() throws {
    func holdsProducts(_ sizes: [Int], examples: Int) throws -> Bool {
      let network = try MLP(sizes: sizes).network(inputShape: [sizes[0]])
      return InferencePlan.alongPlane(network, examples: examples).holdsProducts
    }
    #expect(try holdsProducts([64, 32, 10], examples: 100))
    #expect(try !holdsProducts([63, 32, 10], examples: 100), "narrow")
    // 3 products × 256 outputs × 4 bytes: 21,845 examples fill 64 MiB.
    #expect(try holdsProducts([784, 256, 10], examples: 21_845))
    #expect(try !holdsProducts([784, 256, 10], examples: 21_846), "too large")
    // The examples are needed by the shortcut as well.
    #expect(try !holdsProducts([64, 64, 10], examples: 100))
    let convolutional = try ResNet(depth: 8, width: 8).network(
      inputShape: [1, 14, 14], classes: 10)
    #expect(!InferencePlan.alongPlane(convolutional, examples: 100).holdsProducts)
  }
}
