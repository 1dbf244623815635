public import Grids

/// The analysis of the shape of one loss surface: its pieces and holes, how high the passes
/// between its basins are, and how rough it is.
public struct SurfaceTopology: Hashable, Sendable {
  /// A point of the surface.
  public struct Point: Hashable, Sendable {
    /// The coordinate along the first axis, in units of the grid.
    public let x: Double
    /// The coordinate along the second axis.
    public let y: Double
    /// The loss there, as sampled; not finite at a wall.
    public let loss: Double
    /// Whether it lies on the outer edge of the grid.
    public let isOnBorder: Bool

    /// Creates a point.
    public init(x: Double, y: Double, loss: Double, isOnBorder: Bool) {
      (self.x, self.y, self.loss, self.isOnBorder) = (x, y, loss, isOnBorder)
    }
  }

  /// A class of the persistence diagram.
  public struct Feature: Hashable, Sendable {
    /// The height at which it is born, on the analysed scale.
    public let birth: Double
    /// The height at which it ends; +∞ where it never does.
    public let death: Double
    /// Where it begins: a minimum in dimension 0, a saddle in dimension 1.
    public let birthPoint: Point
    /// Where it ends: a saddle in dimension 0, a maximum in dimension 1; nil where nothing ends it.
    public let deathPoint: Point?

    /// How long it lives, in the unit of the scale; > 0, +∞ for one that never ends.
    public var persistence: Double { death - birth }
  }

  /// The scale on which heights are measured.
  public let scale: HeightScale
  /// The persistence from which a class counts, in the unit of the scale.
  public let threshold: Double
  /// The points to analyse.
  public let points: SurfacePoints
  /// Dimension 0 of the sublevel sets of the scaled loss: minima with the saddles at which they
  /// meet lower ones, the lowest first. Those with persistence > 0, on the border too.
  public let components: [Feature]
  /// Dimension 1: holes, each with the saddle that closes it and the maximum that fills it, the
  /// highest first.
  public let holes: [Feature]
  /// The heights of the saddles above the minima that reach the threshold; nil where there are
  /// no two such minima.
  public let saddleGaps: SaddleGaps?
  /// How rough the surface is.
  public let roughness: Roughness

  /// Analyses a surface of losses.
  ///
  /// - Parameters:
  ///   - losses: the surface, in the unit of the loss.
  ///   - part: what is analysed of the surface, where that is not all of it, such as
  ///     `losses.readablePart`. What is missing or not finite in it acts as a wall.
  ///   - scale: the scale on which heights are measured.
  ///   - threshold: the persistence from which a class counts, ≥ 0, in the unit of the scale; nil
  ///     for ``HeightScale/defaultThreshold(in:)``.
  ///   - classes: the number of classes of the data, ≥ 2, for the share of the plane that is better
  ///     than guessing; nil where the loss is not a cross-entropy.
  public init(
    of losses: ScalarField, analysing part: ScalarField? = nil, scale: HeightScale = .standard,
    threshold: Double? = nil, classes: Int? = nil
  ) {
    precondition(threshold.map { $0 >= 0 } ?? true, "a threshold must be ≥ 0")
    points = SurfacePoints(of: losses, analysing: part ?? losses, scale: scale)
    let losses = part ?? losses
    let field = scale(losses)
    let threshold = threshold ?? scale.defaultThreshold(in: field.finiteRange)
    let diagram = PersistenceDiagram(sublevelSetsOf: field)
    let tree = MergeTree(sublevelSetsOf: field)
    func point(_ index: Int) -> Point {
      let grid = losses.grid
      return Point(
        x: grid.xs[grid.column(of: index)], y: grid.ys[grid.row(of: index)],
        loss: losses.values[index], isOnBorder: grid.isOnBorder(index))
    }
    func feature(_ pair: PersistenceDiagram.Pair) -> Feature {
      Feature(
        birth: pair.birth, death: pair.death, birthPoint: point(pair.birthPoint),
        deathPoint: pair.deathPoint.map(point))
    }
    self.scale = scale
    self.threshold = threshold
    components = diagram.components.sorted {
      ($0.birth, $0.birthPoint) < ($1.birth, $1.birthPoint)
    }.map(feature)
    holes = diagram.holes.sorted {
      (-$0.death, -$0.birth, $0.birthPoint) < (-$1.death, -$1.birth, $1.birthPoint)
    }.map(feature)
    saddleGaps = SaddleGaps(tree, threshold: threshold)
    roughness = Roughness(
      of: losses, scale: scale, basins: tree, threshold: threshold, classes: classes)
  }

  /// The number of columns that were analysed.
  public var columns: Int { points.analysedColumns }
  /// The number of rows that were analysed.
  public var rows: Int { points.analysedRows }

  /// Why the analysis does not use all points, if so.
  public var warnings: [SurfaceWarning] { points.warnings }

  /// The number of classes of dimension 0 with at least a persistence, those that never end
  /// included: minima, on the border too.
  public func componentCount(atThreshold threshold: Double) -> Int {
    components.count { $0.persistence >= threshold }
  }

  /// The number of classes of dimension 1 with at least a persistence, those that never end
  /// included.
  public func holeCount(atThreshold threshold: Double) -> Int {
    holes.count { $0.persistence >= threshold }
  }
}
