import Datasets
import Testing

struct BatchesTests {
  @Test(arguments: [(10, 3, [3, 3, 3, 1]), (9, 3, [3, 3, 3]), (2, 5, [2]), (1, 1, [1])])
  func everyExampleIsVisitedOnce(count: Int, size: Int, sizes: [Int]) {
    let batches = Batches(count: count, size: size, seed: 1)
    for epoch in 0..<3 {
      let order = batches.epoch(epoch)
      #expect(order.map(\.count) == sizes && order.count == batches.perEpoch)
      #expect(order.joined().sorted() == Array(0..<count))
    }
  }

  @Test func theOrderIsThatOfSeedAndEpoch() {
    let batches = Batches(count: 100, size: 10, seed: 1)
    #expect(batches.epoch(4) == Batches(count: 100, size: 10, seed: 1).epoch(4))
    #expect(batches.epoch(4) != batches.epoch(5))
    #expect(batches.epoch(4) != Batches(count: 100, size: 10, seed: 2).epoch(4))
    #expect(Array(batches.epoch(0).joined()) != Array(0..<100))
  }

  @Test func theSizeOfABatchDoesNotChangeTheOrder() {
    let small = Batches(count: 100, size: 7, seed: 3).epoch(2)
    let large = Batches(count: 100, size: 33, seed: 3).epoch(2)
    #expect(Array(small.joined()) == Array(large.joined()))
  }
}
