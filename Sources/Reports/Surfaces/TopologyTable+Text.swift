internal import Analysis
internal import Foundation

extension TopologyTable {
  var text: String {
    entries.map { entry in
      let topology = entry.topology
      var lines = [
        "\(entry.surface): \(counts(topology))",
        "  \(entry.quantity) on \(topology.columns) × \(topology.rows) points,"
          + " \(topology.scale.phrase)",
      ]
      lines += summary(topology).map { "  \($0.name): \($0.value)" }
      let rows = rows(topology)
      if !rows.isEmpty { lines += [""] + aligned([heads] + rows).map { "  " + $0 } }
      if !topology.warnings.isEmpty {
        lines += [""] + topology.warnings.map { "  warning: \($0)" }
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private func counts(_ topology: SurfaceTopology) -> String {
    let components = topology.componentCount(atThreshold: topology.threshold)
    let holes = topology.holeCount(atThreshold: topology.threshold)
    return "\(components) \(components == 1 ? "minimum" : "minima"), \(holes)"
      + " \(holes == 1 ? "hole" : "holes") around maxima"
      + " (persistence ≥ \(topology.scale.unit.text(threshold: topology.threshold)), the border"
      + " included)"
  }

  private func summary(_ topology: SurfaceTopology) -> [(name: String, value: String)] {
    let roughness = topology.roughness
    let variation = roughness.lineVariation
    let unit = topology.scale.unit
    var lines = [
      (
        "saddles above minima",
        topology.saddleGaps.map {
          "\(unit.text(short($0.plain))) on average, \(short($0.weighted)) weighted by basin"
        } ?? "no two minima to compare"
      ),
      (
        "convex",
        "\(percent(roughness.convexShare)) of the plane,"
          + " \(percent(roughness.basinConvexShare)) of the basin of the centre"
      ),
      (
        "ups and downs",
        "\(short(variation.mean)) × the range on average along \(variation.lines)"
          + " \(variation.lines == 1 ? "line" : "lines"), roughness index"
          + " \(short(variation.index))"
      ),
      ("Laplacian", "\(short(roughness.laplacian)) \(unit.rawValue) per unit² (root mean square)"),
    ]
    if let share = roughness.betterThanGuessing {
      lines.append(("better than guessing", "\(percent(share)) of the plane"))
    }
    return lines
  }

  private var heads: [String] {
    ["class", "from", "to", "persistence", "x", "y", "ends at x", "y"]
  }

  private func rows(_ topology: SurfaceTopology) -> [[String]] {
    [("minimum", topology.components), ("hole", topology.holes)].flatMap { name, features in
      features.filter { $0.persistence >= topology.threshold }.map { feature in
        [
          name, short(feature.birth), short(feature.death), short(feature.persistence),
          short(feature.birthPoint.x), short(feature.birthPoint.y),
          short(feature.deathPoint?.x), short(feature.deathPoint?.y),
        ]
      }
    }
  }

  /// Four digits; adding zero keeps −0 from being printed as "-0".
  private func short(_ value: Double?) -> String {
    guard let value else { return MinimaCells.empty }
    return value == .infinity ? "never" : String(format: "%.4g", value + 0)
  }

  private func percent(_ share: Double?) -> String {
    share.map { String(format: "%.1f %%", 100 * $0) } ?? MinimaCells.empty
  }
}
