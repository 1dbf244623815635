internal import Analysis
internal import Archives

extension TopologyTable {
  /// Scripts hold on to these keys: they may be added to, and none may change or go. A death that
  /// never comes, and a number that there is not, is null.
  var json: JSONValue { .array(entries.map(object)) }

  private func object(_ entry: Entry) -> JSONValue {
    let topology = entry.topology
    return [
      "surface": .string(entry.surface), "quantity": .string(entry.quantity),
      "scale": .string("\(topology.scale)"), "threshold": .double(topology.threshold),
      "grid": .array([.int(topology.columns), .int(topology.rows)]),
      "component_count": .int(topology.componentCount(atThreshold: topology.threshold)),
      "hole_count": .int(topology.holeCount(atThreshold: topology.threshold)),
      "components": .array(
        topology.components.map { feature($0, from: "minimum", to: "saddle") }),
      "holes": .array(topology.holes.map { feature($0, from: "saddle", to: "maximum") }),
      "saddle_gaps": topology.saddleGaps.map {
        [
          "count": .int($0.count), "mean": .double($0.plain),
          "basin_weighted_mean": .double($0.weighted),
        ]
      } ?? .null,
      "roughness": roughness(topology.roughness),
    ]
  }

  private func feature(
    _ feature: SurfaceTopology.Feature, from start: String, to end: String
  ) -> JSONValue {
    var object: JSONValue = [
      "birth": number(feature.birth), "death": number(feature.death),
      "persistence": number(feature.persistence),
    ]
    object[start] = point(feature.birthPoint)
    object[end] = feature.deathPoint.map(point) ?? .null
    return object
  }

  private func point(_ point: SurfaceTopology.Point) -> JSONValue {
    [
      "x": .double(point.x), "y": .double(point.y), "loss": number(point.loss),
      "on_border": .bool(point.isOnBorder),
    ]
  }

  private func roughness(_ roughness: Roughness) -> JSONValue {
    [
      "convex_share": number(roughness.convexShare),
      "basin_convex_share": number(roughness.basinConvexShare),
      "lines": .int(roughness.lineVariation.lines),
      "line_variation_mean": number(roughness.lineVariation.mean),
      "line_variation_deviation": number(roughness.lineVariation.deviation),
      "roughness_index": number(roughness.lineVariation.index),
      "laplacian_rms": number(roughness.laplacian),
      "better_than_guessing": number(roughness.betterThanGuessing),
    ]
  }

  private func number(_ value: Double?) -> JSONValue {
    value.map { $0.isFinite ? .double($0) : .null } ?? .null
  }
}
