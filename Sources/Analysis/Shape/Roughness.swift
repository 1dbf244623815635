public import Grids
internal import RealModule

/// How rough a loss surface is, in a few numbers that do not change when it is transposed or
/// mirrored.
///
/// Derivatives are differences of neighbouring points, with each axis in its own units; they exist
/// at inner points whose 8 neighbours and own value are finite, and nowhere else: a point beside a
/// wall or a missing one is omitted, never guessed.
public struct Roughness: Hashable, Sendable {
  /// The share of the points with second differences at which the Hessian of the loss in the plane
  /// is positive definite, 0 … 1; nil where there are none.
  public let convexShare: Double?
  /// The same among the points in the basin of the centre: the basin, at the analysed threshold, to
  /// which the middle of the grid belongs (of two or four middle points the lowest; of equally low
  /// ones the basins of all). Nil where the middle is a wall.
  public let basinConvexShare: Double?
  /// The normalised total variation of the loss, on the analysed scale, along lines through the
  /// centre; see ``LineVariation``.
  public let lineVariation: LineVariation
  /// The root of the mean square of the Laplacian of the height, in the unit of the scale per
  /// squared unit of the axes; nil where there is no point to take it at.
  public let laplacian: Double?
  /// The share of the evaluated points with a finite loss below ln(classes), which is what guessing
  /// has, 0 … 1; nil where no number of classes was given or no point has been evaluated.
  public let betterThanGuessing: Double?

  /// Measures a surface of losses.
  ///
  /// - Parameters:
  ///   - losses: the surface, in the unit of the loss.
  ///   - scale: the scale on which heights are measured.
  ///   - basins: the merge tree of the losses on the scale.
  ///   - threshold: the persistence from which a basin stands, in the unit of the scale; ≥ 0.
  ///   - classes: the number of classes of the data, ≥ 2; nil where the loss is not a
  ///     cross-entropy.
  public init(
    of losses: ScalarField, scale: HeightScale, basins: MergeTree, threshold: Double, classes: Int?
  ) {
    precondition(classes.map { $0 >= 2 } ?? true, "at least 2 classes are needed")
    let owners = basins.owners(atThreshold: threshold)
    let owner = { (index: Int) in
      basins.drainage[index] < 0 ? nil : owners[Int(basins.drainage[index])]
    }
    let scaled = scale(losses)
    let home = Set(scaled.lowestMiddlePoints.compactMap(owner))
    var (convex, measured, convexAtHome, measuredAtHome) = (0, 0, 0, 0)
    var squares = [Double]()
    for index in losses.values.indices {
      if let hessian = losses.secondDifferences(at: index) {
        let isConvex = hessian.isPositiveDefinite
        measured += 1
        convex += isConvex ? 1 : 0
        if let owner = owner(index), home.contains(owner) {
          measuredAtHome += 1
          convexAtHome += isConvex ? 1 : 0
        }
      }
      if let hessian = scaled.secondDifferences(at: index) {
        squares.append(hessian.laplacian * hessian.laplacian)
      }
    }
    convexShare = measured == 0 ? nil : Double(convex) / Double(measured)
    basinConvexShare =
      measuredAtHome == 0 ? nil : Double(convexAtHome) / Double(measuredAtHome)
    // In ascending order, so that the sum is the same bits from whatever side one looks.
    laplacian =
      squares.isEmpty ? nil : (squares.sorted().reduce(0, +) / Double(squares.count)).squareRoot()
    lineVariation = LineVariation(scaled)
    let evaluated = losses.isComputed.count(where: \.self)
    betterThanGuessing = classes.flatMap { classes in
      let guessing = Double.log(Double(classes))
      return evaluated == 0
        ? nil
        : Double(losses.values.count { $0.isFinite && $0 < guessing }) / Double(evaluated)
    }
  }
}

extension ScalarField {
  /// The middle point; of two or four the lowest, of equally low ones all. None where none is finite.
  fileprivate var lowestMiddlePoints: [Int] {
    let columns = (grid.columns - 1) / 2...grid.columns / 2
    let rows = (grid.rows - 1) / 2...grid.rows / 2
    let middle = rows.flatMap { row in columns.map { grid.index(column: $0, row: row) } }
      .filter { values[$0].isFinite }
    let lowest = middle.map { values[$0] }.min()
    return middle.filter { values[$0] == lowest }
  }
}
