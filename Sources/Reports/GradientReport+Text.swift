internal import Analysis
internal import Foundation
internal import Training

extension GradientReport {
  var text: String {
    var sections = [["\(network)", "\(weights); \(loss)"], layerTable]
    if !blockTable.isEmpty { sections.append(blockTable) }
    if let depths { sections.append(depthTable(depths)) }
    if !strengths.isEmpty { sections.append(strengthTable) }
    return sections.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private var arms: [(title: String, profile: GradientProfile)] {
    let title = strength == 1 ? "with shortcuts" : "shortcuts × \(short(strength))"
    return [("without shortcuts", pair.plain), (title, pair.shortcuts)].compactMap {
      name, profile in
      profile.map { (name, $0) }
    }
  }

  // MARK: Tables

  private var layerTable: [String] {
    let names = (arms.max { $0.profile.layers.count < $1.profile.layers.count })?.profile.layers
      .map(\.name)
    var rows = [["mean |gradient|"] + arms.map(\.title)]
    for name in names ?? [] {
      rows.append(
        [name]
          + arms.map { arm in
            arm.profile.layers.first { $0.name == name }.map { precise($0.meanAbsolute) } ?? empty
          })
    }
    rows.append(["first / last"] + arms.map { $0.profile.firstToLast.map(short) ?? empty })
    return alignedColumns(rows)
  }

  private var blockTable: [String] {
    let names = (arms.max { $0.profile.blocks.count < $1.profile.blocks.count })?.profile.blocks
      .map(\.name)
    guard let names, !names.isEmpty else { return [] }
    let hasParts = pair.shortcuts != nil
    var rows = [["gain of block"] + arms.map(\.title)]
    if hasParts { rows[0] += ["through shortcut", "through branch", "share of shortcut"] }
    for name in names {
      let blocks = arms.map { arm in arm.profile.blocks.first { $0.name == name } }
      var row = [name] + blocks.map { $0.map { short($0.gain) } ?? empty }
      if hasParts {
        let parts = blocks.last.flatMap { $0?.parts }
        row += [
          parts.map { short($0.identityNorm) } ?? empty,
          parts.map { short($0.branchNorm) } ?? empty,
          parts.map { percent($0.identityShare) } ?? empty,
        ]
      }
      rows.append(row)
    }
    rows.append(["geometric mean"] + arms.map { $0.profile.meanGain.map(short) ?? empty })
    let width = rows[0].count
    rows = rows.map { $0 + Array(repeating: "", count: width - $0.count) }
    var lines = alignedColumns(rows)
    lines += ["gain: ‖∂L/∂x_l‖ / ‖∂L/∂x_{l+1}‖, x_l what block l takes, x_{l+1} what it gives"]
    if hasParts {
      lines += [
        "through shortcut, branch: the norms of the two parts of ∂L/∂x_l;"
          + " share: the first over the sum of both"
      ]
    }
    return lines
  }

  private func depthTable(_ sweep: DepthSweep) -> [String] {
    let depths = Set((sweep.plain + sweep.shortcuts).map(\.depth)).sorted()
    let seeds = Set((sweep.plain + sweep.shortcuts).map(\.seed)).count
    return depthTable(
      sweep, .firstLayer, depths,
      "first layer's mean |gradient| by depth (geometric mean over \(seeds) seeds)")
      + depthTable(
        sweep, .throughGain, depths,
        "gain through all blocks, ‖∂L/∂x_1‖ / ‖∂L/∂x_L‖, by depth (geometric mean)")
  }

  private func depthTable(
    _ sweep: DepthSweep, _ quantity: DepthSweep.Quantity, _ depths: [Int], _ title: String
  ) -> [String] {
    let arms = [sweep.plain, sweep.shortcuts]
    var rows = [["depth", "without shortcuts", "with shortcuts"]]
    for depth in depths {
      rows.append(
        ["\(depth)"]
          + arms.map { points in
            DepthSweep.geometricMean(points.filter { $0.depth == depth }, quantity).map(short)
              ?? empty
          })
    }
    return [title] + alignedColumns(rows) + [
      "without shortcuts: " + slope(sweep.plain, quantity, per: sweep.unit),
      "with shortcuts:    " + slope(sweep.shortcuts, quantity, per: sweep.unit),
    ]
  }

  private func slope(
    _ points: [DepthSweep.Point], _ quantity: DepthSweep.Quantity, per unit: DepthSweep.Unit
  ) -> String {
    guard let fit = DepthSweep.fit(points, quantity) else {
      return "no slope: fewer than two depths"
    }
    let error = fit.slopeStandardError.map { " ± \(short($0))" } ?? ""
    let left = points.count - fit.count
    return
      "\(short(fit.slope))\(error) decades per \(unit.rawValue) (least squares over \(fit.count) nets"
      + (left > 0 ? "; \(left) without any gradient left out)" : ")")
  }

  private var strengthTable: [String] {
    let rows =
      [["strength", "first layer", "last layer", "first / last", "mean gain", "mean share"]]
      + strengths.map { point in
        let shares = point.profile.blocks.compactMap { $0.parts?.identityShare }
        return [
          short(point.strength), point.profile.layers.first.map { short($0.meanAbsolute) } ?? empty,
          point.profile.layers.last.map { short($0.meanAbsolute) } ?? empty,
          point.profile.firstToLast.map(short) ?? empty,
          point.profile.meanGain.map(short) ?? empty,
          shares.isEmpty ? empty : percent(shares.reduce(0, +) / Double(shares.count)),
        ]
      }
    return ["mean |gradient| by strength of the shortcuts"] + alignedColumns(rows)
  }

  // MARK: Cells

  private var empty: String { "–" }

  private func precise(_ value: Double) -> String { cell(value, "%.8g") }
  private func short(_ value: Double) -> String { cell(value + 0, "%.4g") }
  private func percent(_ value: Double) -> String { cell(100 * value, "%.1f %%") }

  /// A number; what came of nothing over nothing is none.
  private func cell(_ value: Double, _ format: String) -> String {
    value.isNaN ? empty : String(format: format, value)
  }
}
