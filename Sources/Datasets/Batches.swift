internal import Kernels

/// The order in which training visits its examples: in every epoch each once, shuffled by a
/// stream of that epoch's own, so that a run that is continued in epoch n needs to know nothing
/// of the epochs before.
public struct Batches: Equatable, Sendable {
  /// The number of examples.
  public let count: Int
  /// The number of examples per batch; the last batch of an epoch has the rest.
  public let size: Int
  /// The seed of the run.
  public let seed: UInt64

  /// Creates the order of a run: at least one example, at least one per batch.
  public init(count: Int, size: Int, seed: UInt64) {
    precondition(count >= 1 && size >= 1, "batches of \(size) from \(count) examples")
    self.count = count
    self.size = size
    self.seed = seed
  }

  /// The number of batches per epoch.
  public var perEpoch: Int { (count - 1) / size + 1 }

  /// The examples of each batch of an epoch, counted from 0.
  public func epoch(_ epoch: Int) -> [[Int]] {
    var stream = RandomStream(seed: seed, purpose: "batches.epoch.\(epoch)")
    let order = stream.permutation(of: count)
    return stride(from: 0, to: count, by: size).map { start in
      Array(order[start..<min(count, start + size)])
    }
  }
}
