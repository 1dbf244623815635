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
