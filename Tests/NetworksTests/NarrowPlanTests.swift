import Kernels
import Networks
import Tensors
import Testing

/// A plan for few examples gives the bits of one for many: up to the last linear layer always, and with it
/// where OpenBLAS's products of matrices have bits that do not depend on the number of columns. On some cores
/// small products have kernels of their own (Cooperlake, SkylakeX); there the losses agree to rounding.
struct NarrowPlanTests {
  /// Whether a column of a product has the same bits in a matrix of narrow and of wide blocks.
  private static let productsIgnoreWidth: Bool = {
    let (rows, inner) = (10, 64)
    func product(columns: Int) -> [UInt32] {
      let (a, b, c) = (
        Arena<Float>(count: rows * inner).all, Arena<Float>(count: inner * columns).all,
        Arena<Float>(count: rows * columns).all
      )
      a.assign((0..<rows * inner).map { Float(($0 * 37) % 101) / 101 - 0.5 })
      b.assign(
        (0..<inner * columns).map { Float(($0 / columns * 53 + $0 % columns) % 97) / 97 - 0.5 })
      LinearAlgebra.multiply(a, b, rows: rows, inner: inner, columns: columns, into: c)
      return (0..<rows).flatMap { row in
        (0..<Block.narrow).map { c[row * columns + $0].bitPattern }
      }
    }
    return product(columns: Block.narrow) == product(columns: Block.lanes)
  }()

  private func expectSame(
    _ narrow: LossTotal, _ wide: LossTotal, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard !Self.productsIgnoreWidth else {
      #expect(narrow == wide, sourceLocation: sourceLocation)
      return
    }
    #expect(narrow.hits == wide.hits && narrow.count == wide.count, sourceLocation: sourceLocation)
    let difference = abs(narrow.sum - wide.sum) / Double(narrow.count)
    #expect(difference < 1e-5, sourceLocation: sourceLocation)
  }

  private func loss(_ plan: InferencePlan, examples: Int, spoiled: Bool = false) -> LossTotal {
    let network = plan.network
    let inputs = network.someExamples(examples)
    let set = EvaluationSet<Float>(
      inputs: inputs, labels: network.someLabels(examples), plan: plan)
    let origin = network.someParameters(seed: 1).converted(to: Float.self).values
    let direction = network.someParameters(seed: 2).converted(to: Float.self).values
    let workspace = InferenceWorkspace(
      plan, plane: PlaneRegions(origin: origin, x: direction, y: direction))
    workspace.buffers.assign(network.someBuffers(seed: 1).converted(to: Float.self).values)
    // So far out that what minimal filtering computes is not finite.
    let distance: Float = spoiled ? 1e36 : 0.5
    workspace.move(to: distance, 0)
    return workspace.evaluate(set)
  }

  @Test(arguments: [1, 5, 8])
  func lossesAreTheSameBits(examples: Int) throws {
    for size in [7, 14] {
      let network = try ResNet(depth: 14, width: 16).network(
        inputShape: [3, size, size + 2], classes: 10)
      let narrow = InferencePlan.alongPlane(network, examples: examples)
      try #require(narrow.blockSize == Block.narrow)
      expectSame(
        loss(narrow, examples: examples), loss(InferencePlan(network), examples: examples))
    }
  }

  @Test func poolingsAndStemsTakeNarrowBlocks() throws {
    let network = try TorchvisionResNet(depth: 18, width: 8).network(
      inputShape: [3, 37, 45], classes: 4)
    let narrow = InferencePlan.alongPlane(network, examples: 7)
    try #require(narrow.blockSize == Block.narrow)
    expectSame(loss(narrow, examples: 7), loss(InferencePlan(network), examples: 7))
  }

  @Test func pointsThatOverflowAreComputedDirectly() throws {
    let network = try ResNet(depth: 8, width: 8).network(inputShape: [3, 8, 8], classes: 10)
    let (narrow, wide) = (
      loss(.alongPlane(network, examples: 8), examples: 8, spoiled: true),
      loss(InferencePlan(network), examples: 8, spoiled: true)
    )
    #expect(narrow.count == 8 && narrow.sum.isFinite == wide.sum.isFinite)
    if narrow.sum.isFinite { expectSame(narrow, wide) }
  }

  @Test func moreExamplesOrOtherNetworksTakeWideBlocks() throws {
    let network = try ResNet(depth: 8, width: 8).network(inputShape: [3, 8, 8], classes: 10)
    #expect(InferencePlan.alongPlane(network, examples: 9).blockSize == Block.lanes)
    #expect(InferencePlan(network).blockSize == Block.lanes)
    let vectors = try MLP(sizes: [6, 5, 2]).network(inputShape: [6])
    #expect(InferencePlan.alongPlane(vectors, examples: 8).blockSize % Block.lanes == 0)
  }
}
