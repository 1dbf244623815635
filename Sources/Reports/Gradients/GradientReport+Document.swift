internal import Analysis
public import Documents
internal import Numerals
internal import Training

extension GradientReport {
  /// The report for people.
  public var document: Document {
    var blocks: [Document.Block] = [
      .lines(["\(network)", "\(weights); \(loss)"]), .table(layerTable),
    ]
    blocks += blockTable.map { [.table($0)] } ?? []
    if let depths { blocks += depthTables(depths).map { .table($0) } }
    if !strengths.isEmpty { blocks.append(.table(strengthTable)) }
    return Document(blocks: blocks)
  }

  private var arms: [(title: String, profile: GradientProfile)] {
    let title =
      strength == 1 ? "with shortcuts" : "shortcuts × \(strength.written())"
    return [("without shortcuts", pair.plain), (title, pair.shortcuts)].compactMap {
      name, profile in
      profile.map { (name, $0) }
    }
  }

  // MARK: Tables

  private var layerTable: Document.Table {
    let names = (arms.max { $0.profile.layers.count < $1.profile.layers.count })?.profile.layers
      .map(\.name)
    let layers = (names ?? []).map { name -> [RichText] in
      ["\(name)"]
        + arms.map { arm in
          cell(
            arm.profile.layers.first { $0.name == name }?.meanAbsolute, .significant(8))
        }
    }
    return Document.Table(
      columns("mean |gradient|"),
      rows: layers + [["first / last"] + arms.map { cell($0.profile.firstToLast) }])
  }

  private var blockTable: Document.Table? {
    let names = (arms.max { $0.profile.blocks.count < $1.profile.blocks.count })?.profile.blocks
      .map(\.name)
    guard let names, !names.isEmpty else { return nil }
    let hasParts = pair.shortcuts != nil
    let blocks = names.map { name -> [RichText] in
      let blocks = arms.map { arm in arm.profile.blocks.first { $0.name == name } }
      let parts = blocks.last.flatMap { $0?.parts }
      return ["\(name)"] + blocks.map { cell($0?.gain) }
        + (hasParts
          ? [
            cell(parts?.identityNorm), cell(parts?.branchNorm),
            cell(parts?.identityShare, .percentage(1)),
          ] : [])
    }
    let mean =
      ["geometric mean"] + arms.map { cell($0.profile.meanGain) } + (hasParts ? ["", "", ""] : [])
    return Document.Table(
      columns("gain of block")
        + (hasParts
          ? ["through shortcut", "through branch", "share of shortcut"].map { .numbers($0) } : []),
      rows: blocks + [mean],
      notes: [
        "gain: ‖∂L/∂x_l‖ / ‖∂L/∂x_{l+1}‖, x_l the input of block l, x_{l+1} its output"
      ]
        + (hasParts
          ? [
            "through shortcut, branch: the norms of the two parts of ∂L/∂x_l; share: the first over the sum of both"
          ] : []))
  }

  private func depthTables(_ sweep: DepthSweep) -> [Document.Table] {
    let seeds = Set((sweep.plain + sweep.shortcuts).map(\.seed)).count
    return [
      depthTable(
        sweep, .firstLayer,
        "first layer's mean |gradient| by depth (geometric mean over \(seeds) seeds)"),
      depthTable(
        sweep, .throughGain,
        "gain through all blocks, ‖∂L/∂x_1‖ / ‖∂L/∂x_L‖, by depth (geometric mean)"),
    ]
  }

  private func depthTable(
    _ sweep: DepthSweep, _ quantity: DepthSweep.Quantity, _ title: RichText
  ) -> Document.Table {
    let depths = Set((sweep.plain + sweep.shortcuts).map(\.depth)).sorted()
    let rows = depths.map { depth -> [RichText] in
      ["\(depth)"]
        + [sweep.plain, sweep.shortcuts].map { points in
          cell(DepthSweep.geometricMean(points.filter { $0.depth == depth }, quantity))
        }
    }
    return Document.Table(
      [.words("depth"), .numbers("without shortcuts"), .numbers("with shortcuts")], rows: rows,
      title: title,
      notes: [
        "without shortcuts: \(slope(sweep.plain, quantity, per: sweep.unit))",
        "with shortcuts:    \(slope(sweep.shortcuts, quantity, per: sweep.unit))",
      ])
  }

  private func slope(
    _ points: [DepthSweep.Point], _ quantity: DepthSweep.Quantity, per unit: DepthSweep.Unit
  ) -> String {
    guard let fit = DepthSweep.fit(points, quantity) else {
      return "no slope: fewer than two depths"
    }
    let error = fit.slopeStandardError.map { " ± \($0.written())" } ?? ""
    let left = points.count - fit.count
    return
      "\(fit.slope.written())\(error) decades per \(unit.rawValue)"
      + " (least squares over \(fit.count) nets"
      + (left > 0 ? "; omitted: \(left) without a gradient)" : ")")
  }

  private var strengthTable: Document.Table {
    let rows = strengths.map { point -> [RichText] in
      let profile = point.profile
      let shares = profile.blocks.compactMap { $0.parts?.identityShare }
      return [
        cell(point.strength), cell(profile.layers.first?.meanAbsolute),
        cell(profile.layers.last?.meanAbsolute), cell(profile.firstToLast),
        cell(profile.meanGain),
        cell(
          shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count), .percentage(1)),
      ]
    }
    return Document.Table(
      [
        .words("strength"), .numbers("first layer"), .numbers("last layer"),
        .numbers("first / last"), .numbers("mean gain"), .numbers("mean share"),
      ], rows: rows, title: "mean |gradient| by strength of the shortcuts")
  }

  // MARK: Cells

  private func columns(_ title: RichText) -> [Document.Table.Column] {
    [.words(title)] + arms.map { .numbers("\($0.title)") }
  }

  /// A number; what came of nothing over nothing is none.
  private func cell(_ value: Double?, _ style: NumberStyle = .significant(4)) -> RichText {
    "\(value.flatMap { $0.isNaN ? nil : $0 }.written(style))"
  }
}
