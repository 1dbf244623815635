import Kernels
import Synchronization
import Testing

struct WorkersTests {
  /// What the pieces saw.
  private struct Log {
    var pieces: [Int] = []
    var busy: Set<Int> = []
    var collisions = 0
    var workers: Set<Int> = []
  }

  private func log(
    _ count: Int, pieces: Int, while condition: @Sendable (_ begun: Int) -> Bool = { _ in true }
  ) -> Log {
    let log = Mutex(Log())
    Workers(count: count).forEach(
      pieces, while: { condition(log.withLock { $0.pieces.count }) }
    ) { worker, piece in
      log.withLock {
        $0.pieces.append(piece)
        $0.workers.insert(worker)
        $0.collisions += $0.busy.insert(worker).inserted ? 0 : 1
      }
      // Something to do, so that pieces of different workers overlap.
      var stream = RandomStream(seed: UInt64(piece), purpose: "work")
      for _ in 0..<2000 { _ = stream.next() }
      log.withLock { _ = $0.busy.remove(worker) }
    }
    return log.withLock { $0 }
  }

  @Test(arguments: [1, 2, 3, 16], [0, 1, 2, 3, 100])
  func everyPieceIsDoneOnceAndNoWorkerTwiceAtATime(workers: Int, pieces: Int) {
    let log = log(workers, pieces: pieces)
    #expect(log.pieces.sorted() == Array(0..<pieces))
    #expect(log.collisions == 0 && log.busy.isEmpty)
    #expect(log.workers.allSatisfy { (0..<workers).contains($0) })
  }

  @Test(arguments: [1, 2, 3])
  func noPieceIsBegunOnceTheConditionIsFalse(workers: Int) {
    let log = log(workers, pieces: 1000) { $0 < 7 }
    // Each worker may have asked before the seventh piece was entered in the log.
    #expect(log.pieces.count >= 7 && log.pieces.count < 7 + workers)
    #expect(log.pieces.sorted() == Array(0..<log.pieces.count))
    #expect(self.log(workers, pieces: 10) { _ in false }.pieces.isEmpty)
  }

  @Test func aConditionThatWasFalseIsNotAskedAgain() {
    let asked = Mutex(0)
    let done = Mutex(0)
    Workers(count: 1).forEach(
      10,
      while: {
        asked.withLock {
          $0 += 1
          return $0 != 3
        }
      }
    ) { _, _ in done.withLock { $0 += 1 } }
    #expect(done.withLock { $0 } == 2)
    #expect(asked.withLock { $0 } == 3)
  }

  @Test func noWorkersAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = Workers(count: 0) }
  }
}
