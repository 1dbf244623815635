public import Analysis
public import Figures
public import Grids
internal import Numerals
public import Provenance

/// How the minima of a surface become the classes and the basins of a figure. Their numbers are those of
/// the marks on a map of the same analysis.
extension HeightScale {
  /// What the heights of a figure are called: the loss itself, or with the offset that is added to it
  /// before the logarithm is taken, such as `training loss (+ 0.001)`.
  ///
  /// - Parameter quantity: the loss, such as `training loss`.
  public func axisName(of quantity: String) -> String {
    guard let offset, offset != 0 else { return quantity }
    let number = offset.magnitude.written(.significant(6))
    return "\(quantity) (\(offset < 0 ? "−" : "+") \(number))"
  }

  /// How heights are spread over the axis of a figure.
  public var axisScale: AxisScale {
    switch self {
    case .logarithmic: .logarithmic
    case .linear: .linear
    }
  }

  /// Where a loss stands on the axis of a figure: loss + offset, or the loss.
  func axisValue(of loss: Double) -> Double { loss + (offset ?? 0) }
}

extension MinimaAnalysis {
  /// Each minimum of the analysis with its place among those that count, 1 the deepest; nil for one that
  /// does not.
  var ranked: [(minimum: Minimum, rank: Int?)] {
    var rank = 0
    return minima.map { minimum in
      guard minimum.persistence >= threshold, !minimum.isOnBorder else { return (minimum, nil) }
      rank += 1
      return (minimum, rank)
    }
  }
}

extension PersistenceFigure.Panel {
  /// The classes of a surface: all minima of its analysis, and the holes of its sublevel sets. A minimum
  /// that meets no lower one never ends.
  ///
  /// - Parameters:
  ///   - losses: what was analysed.
  ///   - analysis: its minima.
  ///   - name: what the net is, such as `Without shortcuts`; the headline adds the count of minima.
  ///   - subtitle: facts of the net.
  public init(
    losses: ScalarField, analysis: MinimaAnalysis, name: String? = nil, subtitle: String? = nil
  ) {
    let scale = analysis.scale
    let components = analysis.ranked.map { minimum, rank in
      PersistenceFigure.Class(
        .component, birth: scale.axisValue(of: minimum.loss),
        death: minimum.saddle.map { scale.axisValue(of: $0.loss) } ?? .infinity, rank: rank,
        isOnBorder: minimum.isOnBorder)
    }
    let holes = PersistenceDiagram(sublevelSetsOf: scale(losses)).holes.map { hole in
      PersistenceFigure.Class(
        .hole, birth: scale.axisValue(of: losses.values[hole.birthPoint]),
        death: hole.deathPoint.map { scale.axisValue(of: losses.values[$0]) } ?? .infinity)
    }
    let count = analysis.countText
    self.init(
      components + holes, headline: name.map { "\($0): \(count)" } ?? count, subtitle: subtitle,
      threshold: analysis.threshold)
  }
}

extension BasinFigure.Panel {
  /// The basins of a surface: the watershed of its merge tree, simplified at the analysis' threshold
  /// (`MergeTree.owners(atThreshold:)`). Minima on the border have basins too.
  ///
  /// - Parameters:
  ///   - losses: what was analysed.
  ///   - analysis: its minima.
  ///   - name: what the net is, such as `Without shortcuts`; the headline adds the count of minima.
  ///   - subtitle: facts of the net.
  ///   - plane: what spans the plane, for the names of the axes.
  public init(
    losses: ScalarField, analysis: MinimaAnalysis, name: String? = nil, subtitle: String? = nil,
    plane: PlaneKind = .unknown
  ) {
    let scale = analysis.scale
    let tree = MergeTree(sublevelSetsOf: scale(losses))
    let owners = tree.owners(atThreshold: analysis.threshold)
    // The analysis holds the branches that outlive their birth, in the same order.
    let lasting = tree.branches.indices.filter { tree.branches[$0].persistence > 0 }
    let ranks = Dictionary(
      zip(lasting, analysis.ranked).map { ($0, $1.rank) }, uniquingKeysWith: { first, _ in first })
    let standing = tree.branches.indices.filter {
      tree.stands($0, atThreshold: analysis.threshold)
    }
    let numbers = Dictionary(
      zip(standing, standing.indices), uniquingKeysWith: { first, _ in first })
    let grid = losses.grid
    let basins = standing.map { number in
      let branch = tree.branches[number]
      return BasinFigure.Basin(
        x: grid.xs[grid.column(of: branch.minimum)], y: grid.ys[grid.row(of: branch.minimum)],
        rank: ranks[number] ?? nil, birth: scale.axisValue(of: losses.values[branch.minimum]),
        death: branch.merge.map { scale.axisValue(of: losses.values[$0.saddle]) } ?? .infinity,
        survivor: branch.merge.flatMap { numbers[$0.survivor] })
    }
    let count = analysis.countText
    let names = plane.axisNames
    self.init(
      losses, basins: basins,
      owners: tree.drainage.map { $0 < 0 ? nil : numbers[owners[Int($0)]] },
      headline: name.map { "\($0): \(count)" } ?? count, subtitle: subtitle,
      xLabel: names.x, yLabel: names.y)
  }
}
