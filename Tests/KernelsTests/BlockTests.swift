import Kernels
import Testing

struct BlockTests {
  @Test func gatherPutsFeaturesOutermostAndPadsWithZeros() {
    // Three examples of two features; the block takes the third and the first of them.
    let elements: [Float] = [1, 2, 3, 4, 5, 6]
    let block = Guarded<Double>(unreadable: 32)
    Block.gather(elements, features: 2, indices: [9, 2, 0, 9][1...2], into: block.region)
    var expected = [Double](repeating: 0, count: 32)
    expected[0] = 5
    expected[1] = 1
    expected[16] = 6
    expected[17] = 2
    #expect(block.elements == expected && block.isIntact)
  }

  @Test func columnsOfAnExampleLieSideBySide() {
    // Two examples of two rows and three columns, in a block of four.
    let elements = (1...12).map { Float($0) }
    let block = Guarded<Float>(unreadable: 24)
    Block.gather(elements, features: 6, columns: 3, indices: [1, 0], into: block.region)
    let rows: [Float] = [7, 8, 9, 1, 2, 3, 0, 0, 0, 0, 0, 0, 10, 11, 12, 4, 5, 6, 0, 0, 0, 0, 0, 0]
    #expect(block.elements == rows && block.isIntact)
  }

  /// Squares of 16 and what is left beside and below them, from examples in any order.
  @Test(
    arguments: [1, 2, 15, 16, 17, 33, 48, 196], [(0, 16), (1, 16), (16, 16), (37, 48), (48, 48)])
  func gatherIsATransposition(features: Int, lanes: (count: Int, width: Int)) {
    check(Float.self, features: features, count: lanes.count, width: lanes.width)
    check(Double.self, features: features, count: lanes.count, width: lanes.width)
  }

  private func check<S: KernelScalar>(_: S.Type, features: Int, count: Int, width: Int) {
    var random = RandomStream(seed: 7, purpose: "examples")
    let elements = (0..<60 * features).map { _ in Float(random.normal()) }
    let indices = (0..<count).map { _ in Int.random(in: 0..<60, using: &random) }
    let block = Guarded<S>(unreadable: features * width, offset: 16)
    Block.gather(elements, features: features, indices: indices[...], into: block.region)
    let expected = (0..<features).flatMap { feature in
      (0..<width).map { $0 < count ? S(elements[indices[$0] * features + feature]) : 0 }
    }
    #expect(block.elements == expected && block.isIntact)
  }

  @Test(arguments: [(1, 16, 1), (15, 16, 1), (16, 16, 1), (17, 16, 2), (0, 16, 0), (129, 128, 2)])
  func blocksHoldEveryExample(examples: Int, size: Int, expected: Int) {
    #expect(Block.count(holding: examples, size: size) == expected)
  }

  @Test func anExampleThatDoesNotExistIsRefused() async {
    await #expect(processExitsWith: .failure) {
      Block.gather(
        [1, 2, 3, 4], features: 2, indices: [2], into: Arena<Float>(count: 32).all)
    }
  }

  @Test func moreExamplesThanTheBlockHoldsAreRefused() async {
    await #expect(processExitsWith: .failure) {
      Block.gather(
        Array(repeating: 0, count: 40), features: 2, indices: Array(0..<17)[...],
        into: Arena<Float>(count: 32).all)
    }
  }
}
