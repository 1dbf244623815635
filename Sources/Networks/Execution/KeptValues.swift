internal import Kernels

/// Memory for what forward passes left, block by block: the first blocks that it has room for.
struct KeptValues<S: KernelScalar> {
  private let count: Int
  private var room: Int
  private var batches: [Int: [Region<S>]] = [:]
  private var filled: Set<Int> = []

  /// Sets the bounds; memory is taken when it is needed.
  ///
  /// - Parameters:
  ///   - count: the elements of a block.
  ///   - mostBytes: what all blocks together may take.
  init(count: Int, mostBytes: Int) {
    self.count = count
    room = mostBytes / (MemoryLayout<S>.stride * max(1, count))
  }

  /// What one block takes.
  var bytesPerBlock: Int { MemoryLayout<S>.stride * count }

  /// Where the first blocks of a batch are kept, fewer than all where there is no more room, and
  /// whether they are there. If not, the caller is to fill them.
  ///
  /// - Parameter batch: nil to keep nothing.
  mutating func places(batch: Int?, blocks: Int) -> (places: [Region<S>], areFilled: Bool) {
    guard let batch else { return ([], false) }
    if batches[batch] == nil {
      let fitting = min(room, blocks)
      room -= fitting
      batches[batch] = (0..<fitting).map { _ in Arena<S>(count: count).all }
    }
    return (batches[batch] ?? [], !filled.insert(batch).inserted)
  }

  /// Notes that nothing that is kept counts any more. Its memory is kept for what comes.
  mutating func invalidate() { filled = [] }
}
