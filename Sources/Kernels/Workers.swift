internal import Dispatch
internal import Synchronization

/// A number of threads that share out independent pieces of work.
///
/// Which worker takes which piece is left to chance, so a piece must write only where no other
/// does. The number of workers then never changes a result.
public struct Workers: Sendable {
  /// The number of threads that work at once, at least 1.
  public let count: Int

  /// Creates a group of `count` workers.
  public init(count: Int) {
    precondition(count >= 1, "\(count) workers")
    self.count = count
  }

  /// Runs `body(worker, piece)` for every piece in 0 ..< pieces and returns when all are done.
  ///
  /// - Parameters:
  ///   - pieces: the number of pieces, ≥ 0.
  ///   - body: called with a worker number in 0 ..< count, never twice at once with the same one,
  ///     so that each worker may have a workspace of its own.
  public func forEach(_ pieces: Int, _ body: @Sendable (_ worker: Int, _ piece: Int) -> Void) {
    forEach(pieces, while: { true }, body)
  }

  /// The same, beginning no further piece once `condition` is false. Pieces are begun in order.
  public func forEach(
    _ pieces: Int, while condition: @Sendable () -> Bool,
    _ body: @Sendable (_ worker: Int, _ piece: Int) -> Void
  ) {
    let active = min(count, pieces)
    guard active > 1 else {
      for piece in 0..<pieces {
        guard condition() else { return }
        body(0, piece)
      }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: active) { worker in
      while condition() {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        body(worker, piece)
      }
    }
  }
}
