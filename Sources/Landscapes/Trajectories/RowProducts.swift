internal import Kernels
internal import Networks
internal import Runs

/// The inner products of the rows of a trajectory: of the differences of its checkpoints to the centre.
struct RowProducts {
  /// Symmetric, a row and a column for each checkpoint.
  private(set) var matrix: [[Double]]

  /// Computes them. Some rows are held at once, and all later ones are read against them.
  ///
  /// - Parameters:
  ///   - checkpoints: whose rows they are.
  ///   - held: how many rows are held, at least 1.
  ///   - context: gives the workers, is told of the progress and asked whether to stop.
  init(of checkpoints: CheckpointSequence, holding held: Int, in context: RunContext) throws {
    let count = checkpoints.paths.count
    matrix = Array(repeating: Array(repeating: 0, count: count), count: count)
    let starts = Array(stride(from: 0, to: count, by: max(1, held)))
    let reads = starts.reduce(0) { $0 + count - $1 }
    var done = 0
    for start in starts {
      var rows: [[Float]] = []
      for index in start..<count {
        try context.checkStop()
        let row = try checkpoints.difference(index)
        if rows.count < held { rows.append(row) }
        let products = Arena<Double>(count: rows.count).all
        context.workers.forEach(rows.count) { [rows] _, other in
          products[other] = InnerProduct.of(rows[other], row)
        }
        for other in rows.indices {
          matrix[start + other][index] = products[other]
          matrix[index][start + other] = products[other]
        }
        done += 1
        context.advance(RunProgress(done: done, of: reads, .checkpoints, stage: "reading"))
      }
    }
  }

  /// The products after the mean of all rows is taken off each.
  ///
  /// - Parameter rows: the number of rows: of the checkpoints, and of zeros for the rest.
  func centered(rows: Int) -> [[Double]] {
    func product(_ i: Int, _ j: Int) -> Double {
      i < matrix.count && j < matrix.count ? matrix[i][j] : 0
    }
    let means = (0..<rows).map { i in
      (0..<rows).reduce(0) { $0 + product(i, $1) } / Double(rows)
    }
    let mean = means.reduce(0, +) / Double(rows)
    return (0..<rows).map { i in
      (0..<rows).map { j in product(i, j) - means[i] - means[j] + mean }
    }
  }
}
