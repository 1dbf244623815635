internal import Dispatch
internal import Synchronization

/// The results of two independent pieces of work, done on two threads where a condition holds: small
/// work is not worth a thread. The results do not depend on it.
func inParallel<First: Sendable, Second: Sendable>(
  if isWorthIt: Bool, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  guard isWorthIt else { return (first(), second()) }
  let firstResult = Mutex<First?>(nil)
  let secondResult = Mutex<Second?>(nil)
  DispatchQueue.concurrentPerform(iterations: 2) { part in
    if part == 0 {
      let result = first()
      firstResult.withLock { $0 = result }
    } else {
      let result = second()
      secondResult.withLock { $0 = result }
    }
  }
  guard let first = firstResult.withLock({ $0 }), let second = secondResult.withLock({ $0 }) else {
    preconditionFailure("a piece of work gave no result")
  }
  return (first, second)
}
