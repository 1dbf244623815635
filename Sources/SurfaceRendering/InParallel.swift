internal import Dispatch
internal import Synchronization

/// The results of a task for 0, 1, … in order, computed by some threads at once. A task depends on its
/// number alone, so the results do not depend on the number of threads.
func inParallel<Result: Sendable>(
  _ count: Int, threads: Int, _ task: @Sendable (Int) -> Result
) -> [Result] {
  guard threads > 1, count > 1 else { return (0..<count).map(task) }
  let next = Mutex(0)
  let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while true {
      let index = next.withLock { value -> Int in
        defer { value += 1 }
        return value
      }
      guard index < count else { return }
      let result = task(index)
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}
