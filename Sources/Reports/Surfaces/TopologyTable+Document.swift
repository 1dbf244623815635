internal import Analysis
public import Documents
internal import Numerals

extension TopologyTable {
  /// The table for people: a summary of each surface, and the classes that reach its threshold.
  public var document: Document {
    Document(
      blocks: entries.map { entry in
        let topology = entry.topology
        return .finding(
          Document.Finding(
            name: entry.surface, headline: topology.counts,
            details: [
              "\(entry.quantity) on \(topology.columns) × \(topology.rows) points, \(topology.scale.phrase)"
            ] + topology.summary.map { "\($0.name): \($0.value)" },
            tables: [topology.classes(limit)].filter { !$0.rows.isEmpty },
            warnings: topology.warnings.map { "\($0)" }))
      })
  }
}

extension SurfaceTopology {
  fileprivate var counts: RichText {
    let components = componentCount(atThreshold: threshold)
    let holes = holeCount(atThreshold: threshold)
    return
      "\(components) \(components == 1 ? "minimum" : "minima"), \(holes) \(holes == 1 ? "hole" : "holes") around maxima (persistence ≥ \(scale.unit.text(threshold: threshold)), the border included)"
  }

  fileprivate var summary: [(name: String, value: String)] {
    let variation = roughness.lineVariation
    var lines = [
      (
        "saddles above minima",
        saddleGaps.map {
          "\(scale.unit.text($0.plain.written())) on average,"
            + " \($0.weighted.written()) weighted by basin"
        } ?? "no two minima to compare"
      ),
      (
        "convex",
        "\(roughness.convexShare.written(.percentage(1))) of the plane,"
          + " \(roughness.basinConvexShare.written(.percentage(1))) of the basin of the centre"
      ),
      (
        "ups and downs",
        "\(variation.mean.written()) × the range on average along"
          + " \(variation.lines) \(variation.lines == 1 ? "line" : "lines"), roughness index \(variation.index.written())"
      ),
      (
        "Laplacian",
        "\(roughness.laplacian.written()) \(scale.unit.rawValue) per unit² (root mean square)"
      ),
    ]
    if let share = roughness.betterThanGuessing {
      lines.append(("better than guessing", "\(share.written(.percentage(1))) of the plane"))
    }
    return lines
  }

  /// The classes that reach the threshold; of very many the most persistent.
  fileprivate func classes(_ limit: ListingLimit) -> Document.Table {
    let rows = [("minimum", components), ("hole", holes)].flatMap { name, features in
      let counted = features.filter { $0.persistence >= threshold }
      return limit.places(of: counted.map(\.persistence)).map { place -> [RichText] in
        let feature = counted[place]
        return [
          "\(name)", Self.cell(feature.birth), Self.cell(feature.death),
          Self.cell(feature.persistence), Self.cell(feature.birthPoint.x),
          Self.cell(feature.birthPoint.y), Self.cell(feature.deathPoint?.x),
          Self.cell(feature.deathPoint?.y),
        ]
      }
    }
    return Document.Table(
      [
        .words("class"), .numbers("from"), .numbers("to"), .numbers("persistence"), .numbers("x"),
        .numbers("y"), .numbers("ends at x"), .numbers("y"),
      ], rows: rows)
  }

  private static func cell(_ value: Double?) -> RichText {
    value == .infinity ? "never" : "\(value.written())"
  }
}
