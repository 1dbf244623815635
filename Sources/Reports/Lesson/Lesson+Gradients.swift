internal import Analysis
internal import Documents
internal import Numerals
internal import RealModule
internal import Training

/// The gradients of the lesson.
extension Lesson {
  var layerTable: Document.Table {
    table(
      [.words("layer"), .numbers("without shortcuts"), .numbers("with shortcuts")],
      (lecture.pair.plain?.layers ?? []).map { layer in
        let other = lecture.pair.shortcuts?.layers.first { $0.name == layer.name }
        return ["`\(layer.name)`", number(layer.meanAbsolute), number(other?.meanAbsolute)]
      })
  }

  var lectureFinding: RichText {
    let plain = lecture.pair.plain?.firstToLast
    let shortcuts = lecture.pair.shortcuts?.firstToLast
    let sentences = [("Without shortcuts", plain), ("With shortcuts", shortcuts)].compactMap {
      name, ratio in
      ratio.map { ratio in
        ratio < 1
          ? "\(name) the first layer gets \((1 / ratio).written(.prose)) times less gradient than the last."
          : "\(name) the first layer gets \(ratio.written(.prose)) times as much gradient as the last."
      }
    }
    return "\(sentences.joined(separator: " "))"
  }

  var depthBlocks: [Document.Block] {
    guard let sweep = depth.depths else { return [] }
    let arms = [sweep.plain, sweep.shortcuts]
    let depths = Set(arms.joined().map(\.depth)).sorted()
    let rows = depths.map { depth -> [RichText] in
      ["\(depth)"]
        + arms.map { points in
          number(
            DepthSweep.geometricMean(points.filter { $0.depth == depth }, .throughGain))
        }
    }
    return [
      .table(
        table(
          [
            .words("layers"), .numbers("gain through all blocks, without shortcuts"),
            .numbers("with shortcuts"),
          ], rows)),
      figure(links.depth, "Gain through all blocks against depth, with fitted lines."),
    ] + (depthFinding.map { [.paragraph($0)] } ?? [])
  }

  private var depthFinding: RichText? {
    guard let sweep = depth.depths,
      let plain = DepthSweep.fit(sweep.plain, .throughGain),
      let shortcuts = DepthSweep.fit(sweep.shortcuts, .throughGain)
    else { return nil }
    let seeds = Set((sweep.plain + sweep.shortcuts).map(\.seed)).count
    return
      "A straight line on this axis is an exponential. Per layer the gradient changes by a factor of \(Double.pow(10, plain.slope).written(.prose)) without shortcuts (\(plain.slopeText) decades) and of \(Double.pow(10, shortcuts.slope).written(.prose)) with them (\(shortcuts.slopeText) decades); least squares over \(seeds) nets of each depth, ± one standard error."
  }

  var strengthTable: Document.Table {
    table(
      [
        .words("strength"), .numbers("first layer"), .numbers("last layer"),
        .numbers("first / last"), .numbers("gain per block"), .numbers("share"),
      ],
      strength.strengths.map { point in
        let profile = point.profile
        let shares = profile.blocks.compactMap { $0.parts?.identityShare }
        let share = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
        return [
          number(point.strength), number(profile.layers.first?.meanAbsolute),
          number(profile.layers.last?.meanAbsolute), number(profile.firstToLast),
          number(profile.meanGain), "\(share.written(.percentage(0)))",
        ]
      })
  }

  var modelBlocks: [Document.Block] {
    guard !models.isEmpty else { return [] }
    return [
      .heading("Widely used nets", level: 2),
      .paragraph("At their initial weights, on one batch:"), .table(modelTable),
    ] + (modelFindings.isEmpty ? [] : [.paragraph("\(modelFindings.joined(separator: " "))")])
  }

  private var modelTable: Document.Table {
    table(
      [
        .words("net"), .numbers("gain per block, without shortcuts"), .numbers("with shortcuts"),
        .numbers("through all, without"), .numbers("with"),
      ],
      models.map { report in
        let arms = [report.pair.plain, report.pair.shortcuts]
        return ["\(report.network)"] + arms.map { number($0?.meanGain) }
          + arms.map { number($0?.throughGain) }
      })
  }

  private var modelFindings: [String] {
    let gains = models.compactMap { report in
      report.pair.plain?.meanGain.map { (report.network, $0) }
    }
    // Names that have commas in them.
    let grown = gains.filter { $0.1 > 1 }.map(\.0).joined(separator: "; ")
    let shrunk = gains.filter { $0.1 <= 1 }.map(\.0).joined(separator: "; ")
    var sentences: [String] = []
    if !shrunk.isEmpty {
      sentences.append("Without shortcuts the gradient shrinks from block to block in \(shrunk).")
    }
    if !grown.isEmpty {
      sentences.append(
        "In \(grown) it does not shrink without shortcuts at the initial weights, but grows on its way back: normalisation rescales activations, and with them the gradient. This may change in the first steps of training."
      )
    }
    return sentences
  }

  // MARK: Cells

  func table(_ columns: [Document.Table.Column], _ rows: [[RichText]]) -> Document.Table {
    Document.Table(columns, rows: rows)
  }

  func number(_ value: Double?) -> RichText { "\(value.written(.prose))" }
}
