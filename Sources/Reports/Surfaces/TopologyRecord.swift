internal import Analysis
internal import Archives

/// The topology and the roughness of one surface, as `basin topology --format json` writes them.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go. A death
/// that never comes, and a number that there is not, is null.
struct TopologyRecord: Codable {
  let surface: String
  let quantity: String
  let scale: String
  @OrNull var offset: Double?
  let threshold: Double
  let thresholdUnit: HeightScale.Unit
  /// Columns and rows.
  let grid: [Int]
  let missingPoints: Int
  let nonfinitePoints: Int
  let warnings: [String]
  let componentCount: Int
  let holeCount: Int
  let components: [Component]
  /// How many of the least persistent components are not listed; left out where all are.
  let unlistedComponents: Int?
  let holes: [Hole]
  /// The same of holes.
  let unlistedHoles: Int?
  @OrNull var saddleGaps: SaddleGaps?
  let roughness: Roughness

  struct Point: Codable {
    let x: Double
    let y: Double
    @OrNull var loss: Double?
    let onBorder: Bool
  }

  struct Component: Codable {
    let birth: Double
    @OrNull var death: Double?
    @OrNull var persistence: Double?
    let minimum: Point
    @OrNull var saddle: Point?
  }

  struct Hole: Codable {
    let birth: Double
    @OrNull var death: Double?
    @OrNull var persistence: Double?
    let saddle: Point
    @OrNull var maximum: Point?
  }

  struct SaddleGaps: Codable {
    let count: Int
    let mean: Double
    let basinWeightedMean: Double
  }

  struct Roughness: Codable {
    @OrNull var convexShare: Double?
    @OrNull var basinConvexShare: Double?
    let lines: Int
    @OrNull var lineVariationMean: Double?
    @OrNull var lineVariationDeviation: Double?
    @OrNull var roughnessIndex: Double?
    @OrNull var laplacianRms: Double?
    @OrNull var betterThanGuessing: Double?
  }
}

extension TopologyRecord {
  init(_ entry: TopologyTable.Entry, limit: ListingLimit) {
    let topology = entry.topology
    func listed(_ features: [SurfaceTopology.Feature]) -> [SurfaceTopology.Feature] {
      limit.places(of: features.map(\.persistence)).map { features[$0] }
    }
    let roughness = topology.roughness
    self.init(
      surface: entry.surface, quantity: entry.quantity, scale: "\(topology.scale)",
      offset: topology.scale.offset, threshold: topology.threshold,
      thresholdUnit: topology.scale.unit, grid: [topology.columns, topology.rows],
      missingPoints: topology.points.missing, nonfinitePoints: topology.points.nonfinite,
      warnings: topology.warnings.map(\.description),
      componentCount: topology.componentCount(atThreshold: topology.threshold),
      holeCount: topology.holeCount(atThreshold: topology.threshold),
      components: listed(topology.components).map {
        Component(
          birth: $0.birth, death: $0.death, persistence: $0.persistence,
          minimum: Point($0.birthPoint), saddle: $0.deathPoint.map(Point.init))
      },
      unlistedComponents: limit.leftOut(of: topology.components.count),
      holes: listed(topology.holes).map {
        Hole(
          birth: $0.birth, death: $0.death, persistence: $0.persistence,
          saddle: Point($0.birthPoint), maximum: $0.deathPoint.map(Point.init))
      },
      unlistedHoles: limit.leftOut(of: topology.holes.count),
      saddleGaps: topology.saddleGaps.map {
        SaddleGaps(count: $0.count, mean: $0.plain, basinWeightedMean: $0.weighted)
      },
      roughness: Roughness(
        convexShare: roughness.convexShare, basinConvexShare: roughness.basinConvexShare,
        lines: roughness.lineVariation.lines, lineVariationMean: roughness.lineVariation.mean,
        lineVariationDeviation: roughness.lineVariation.deviation,
        roughnessIndex: roughness.lineVariation.index, laplacianRms: roughness.laplacian,
        betterThanGuessing: roughness.betterThanGuessing))
  }
}

extension TopologyRecord.Point {
  init(_ point: SurfaceTopology.Point) {
    self.init(x: point.x, y: point.y, loss: point.loss, onBorder: point.isOnBorder)
  }
}
