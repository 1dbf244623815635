internal import Failures
internal import Kernels
internal import Networks
public import Runs

/// The two principal axes of a trajectory, as in Li et al. 2018, section 7, and their code
/// (`plot_trajectory.py`): those of the differences of the checkpoints to the one at the centre, its own row
/// of zeros included, after the mean of all rows is taken off, as scikit-learn's `PCA` does it.
///
/// They are found from the inner products of the rows, a matrix as large as there are checkpoints, so that
/// never more than a few checkpoints are held at once.
public struct PrincipalAxes: Sendable {
  /// The axis of the largest variance: unit length, its largest entry positive.
  public let x: [Float]
  /// The axis of the second largest, orthogonal to the first.
  public let y: [Float]
  /// The shares of the whole variance along both, from 0 to 1.
  public let explainedVarianceRatio: [Double]
  /// The number of rows: the checkpoints, and the centre unless the last checkpoint has its weights.
  public let rows: Int
  /// Whether the last checkpoint has the centre's trainable weights, so that it is the centre.
  public let endsAtCenter: Bool

  /// The memory of the checkpoints that are held at once: this, or four of them.
  static let heldBytes = 1 << 27

  /// Finds the axes.
  ///
  /// - Parameters:
  ///   - checkpoints: at least one.
  ///   - held: the most checkpoints that are held at once beside those that are being read; nil for as
  ///     many as fit 128 MiB, and at least four. The axes do not depend on it.
  ///   - context: gives the workers, is told of the progress and asked whether to stop.
  /// - Throws: `Failure` (data) where they span no plane, and what reading throws.
  public init(
    of checkpoints: CheckpointSequence, holding held: Int? = nil, in context: RunContext
  ) throws {
    let count = checkpoints.paths.count
    let held = held ?? max(4, Self.heldBytes / max(1, checkpoints.parameterBytes))
    let products = try RowProducts(of: checkpoints, holding: held, in: context)
    let endsAtCenter = products.matrix[count - 1][count - 1] == 0
    let rows = endsAtCenter ? count : count + 1
    (self.endsAtCenter, self.rows) = (endsAtCenter, rows)
    let centered = products.centered(rows: rows)
    let system = SymmetricEigensystem(centered)
    let values = system.values.reversed().map { max(0, $0) }
    let variance = centered.indices.reduce(0) { $0 + centered[$1][$1] }
    try Self.check(values, variance, checkpoints, products)
    explainedVarianceRatio = values.prefix(2).map { $0 / variance }
    let loadings = (0..<2).map { axis in
      // The rows' mean drops out: the loadings of an axis with a variance sum to zero.
      system.vectors[rows - 1 - axis].map { $0 / values[axis].squareRoot() }
    }
    var axes = Array(
      repeating: [Double](repeating: 0, count: checkpoints.center.parameters.values.count), count: 2
    )
    for index in 0..<count {
      try context.checkStop()
      let row = try checkpoints.difference(index)
      for axis in 0..<2 {
        let factor = loadings[axis][index]
        for i in row.indices { axes[axis][i] += factor * Double(row[i]) }
      }
      context.advance(RunProgress(done: index + 1, of: count, .checkpoints, stage: "axes"))
    }
    LinearAlgebra.scale(&axes[0], by: 1 / LinearAlgebra.norm(axes[0]))
    LinearAlgebra.add(-LinearAlgebra.dot(axes[0], axes[1]), times: axes[0], to: &axes[1])
    LinearAlgebra.scale(&axes[1], by: 1 / LinearAlgebra.norm(axes[1]))
    x = Self.turned(axes[0])
    y = Self.turned(axes[1])
  }

  /// The axis with its largest entry positive, the first of several; in single precision.
  private static func turned(_ axis: [Double]) -> [Float] {
    let largest = axis.indices.max { (abs(axis[$0]), $1) < (abs(axis[$1]), $0) } ?? 0
    let sign = axis.isEmpty || axis[largest] >= 0 ? 1.0 : -1
    return axis.map { Float(sign * $0) }
  }

  /// Makes sure that there are two axes.
  private static func check(
    _ values: [Double], _ variance: Double, _ checkpoints: CheckpointSequence,
    _ products: RowProducts
  ) throws(Failure) {
    let first = checkpoints.paths[0]
    let remedy: Phrase = "Give at least two checkpoints with different weights beside the centre's."
    guard variance > 0 else {
      throw Failure(
        .data,
        "has the trainable weights of \(checkpoints.centerPath)"
          + (checkpoints.paths.count > 1 ? ", like all other checkpoints" : "")
          + ": there is no path", at: first, remedy: remedy)
    }
    // What the rounding of the checkpoints' numbers to single precision adds to the variance.
    let ulp = Double(Float.ulpOfOne)
    let weights = checkpoints.center.parameters
    let rounding = ulp * ulp * (weights.dot(weights) + variance) * Double(products.matrix.count)
    guard values.count > 1, values[1] > max(rounding, 1e-14 * values[0]) else {
      throw Failure(
        .data,
        checkpoints.paths.count == 1
          ? "is the only checkpoint beside \(checkpoints.centerPath): they span a line, not a plane"
          : "lies on one line with \(checkpoints.centerPath) and all other checkpoints: they span no plane",
        at: first, remedy: remedy)
    }
  }
}

extension RunProgress.Unit {
  /// The checkpoints of a trajectory.
  static let checkpoints = RunProgress.Unit("checkpoints")
}

extension RunContext {
  /// - Throws: `Failure` (interrupted) where the run is to end.
  func checkStop() throws(Failure) {
    if shouldEnd { throw Failure(.interrupted, "stopped") }
  }
}
