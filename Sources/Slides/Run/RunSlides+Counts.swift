internal import Documents
internal import Exports
internal import Figures
internal import Numerals
internal import Pictures
internal import Reports

/// The slides of counts.
extension RunSlides {
  /// The most seeds that a table lists.
  private static let mostSeeds = 6

  private var countTitle: String {
    if let names = report.untrainedNets {
      return "\(names) learnt: these counts do not compare trained nets"
    }
    let (plain, residual) = (report.plain.meanCount, report.residual.meanCount)
    let (first, second) = (report.count(report.plain), report.count(report.residual))
    let mean = report.isSingle ? "" : " on average"
    if plain > residual {
      return "More local minima without shortcuts: \(first) against \(second)\(mean)"
    }
    if plain < residual {
      return
        "More local minima with shortcuts: \(second) against \(first)\(mean), contrary to the usual claim"
    }
    return "As many local minima without shortcuts as with them: \(first)\(mean)"
  }

  /// The counts by seed beside the training losses, and what the test says of them.
  var counts: Slide {
    let rows = seedRows
    let words = sentences(report.finding.plainText).dropFirst()
    let limit = report.caveats.first.flatMap { sentences($0.plainText).first }
    let items =
      words + [limit].compactMap { $0 } + [
        "A minimum counts if its barrier (persistence) is at least \(threshold)."
      ]
    return slide(
      countTitle,
      notes: [
        "Each row is a training seed: the local minima on its \(report.plain.nets[0].surfaces.count == 1 ? "plane" : "planes"), and its loss over all training examples.",
        report.finding.plainText,
      ]
    ) { room in
      let height = min(44, 240 / Double(rows.count)) * Double(rows.count)
      let frame = Rectangle(x: room.x, y: room.y, width: room.width, height: height)
      let below = Rectangle(
        x: room.x, y: frame.maxY + 20, width: room.width, height: room.maxY - frame.maxY - 20)
      return [
        .table(
          table(
            rows, isNumeric: [false, true, true, true, true], in: frame, name: "Counts by seed")),
        text(items.map(item), in: below),
      ]
    }
  }

  private var seedRows: [[String]] {
    let titles = [
      "seed", "minima without", "minima with", "loss without", "loss with",
    ]
    let arms = [report.plain, report.residual]
    let seeds = Set(arms.flatMap(\.nets).map(\.seed)).sorted()
    func cells(_ seed: Int) -> [String] {
      let nets = arms.map { arm in arm.nets.first { $0.seed == seed } }
      return ["\(seed)"]
        + nets.map { net in
          net.map { $0.counts.map(String.init).joined(separator: ", ") } ?? NumberStyle.none
        }
        + nets.map { net in
          net.map { $0.trainLoss.written(.significant(3)) } ?? NumberStyle.none
        }
    }
    let mean =
      ["mean"] + arms.map { report.count($0) } + arms.map { $0.meanLoss.written(.significant(3)) }
    if seeds.count > Self.mostSeeds {
      return [titles, ["mean of \(seeds.count) seeds"] + mean.dropFirst()]
    }
    return [titles] + seeds.map(cells) + (report.isSingle ? [] : [mean])
  }

  private var thresholdTitle: String {
    let thresholds = ComparisonReport.shownThresholds
    let pairs = thresholds.map {
      (report.plain.meanCount(atThreshold: $0), report.residual.meanCount(atThreshold: $0))
    }
    let more = pairs.count { $0.0 > $0.1 }
    let fewer = pairs.count { $0.0 < $0.1 }
    let all = thresholds.count
    if more == all { return "At all \(all) thresholds more minima without shortcuts" }
    if fewer == all { return "At all \(all) thresholds more minima with shortcuts" }
    if more == 0, fewer == 0 { return "The same count of minima at all \(all) thresholds" }
    let equal = all - more - fewer
    if fewer == 0 {
      return "More minima without shortcuts at \(more) of \(all) thresholds, as many at \(equal)"
    }
    if more == 0 {
      return "More minima with shortcuts at \(fewer) of \(all) thresholds, as many at \(equal)"
    }
    return "More minima without shortcuts at \(more) of \(all) thresholds, with them at \(fewer)"
      + (equal > 0 ? ", as many at \(equal)" : "")
  }

  /// The counts at other thresholds, as a chart and in numbers.
  var thresholds: Slide {
    let rows = report.thresholdTable
    var chart = report.thresholdFigure()
    (chart.title, chart.subtitle, chart.provenance) = (nil, nil, nil)
    chart.yLabel = "local minima"
    chart.theme = theme
    let key =
      report.isSingle
      ? ""
      : " Thin lines are the planes, thick ones the means; a band is the 95 % interval over nets."
    return slide(
      thresholdTitle,
      notes: [
        "A count depends on how high a barrier must be, so here is the count at every threshold. Go to the right and only the minima with high barriers remain.\(key)",
        "The table holds the numbers at six of them\(report.isSingle ? "" : ", as means over seeds and planes"). The other slides count at \(threshold).",
      ]
    ) { room in
      let height = 32.0 * Double(rows.rows.count + 1)
      let frame = Rectangle(
        x: room.x, y: room.maxY - height, width: room.width, height: height)
      let above = Rectangle(
        x: room.x, y: room.y, width: room.width, height: frame.y - room.y - 8)
      return [
        .picture(
          SlidePicture(frame: above, name: "Count against threshold", .drawing(chart))),
        .table(
          table(
            [rows.columns.map(\.title.plainText)] + rows.rows.map { $0.map(\.plainText) },
            isNumeric: rows.columns.map(\.isNumeric), in: frame, name: "Count at thresholds")),
      ]
    }
  }

  /// A table in a frame, its columns as wide as their texts ask for, in type that fits.
  private func table(_ rows: [[String]], isNumeric: [Bool], in frame: Rectangle, name: String)
    -> SlideTable
  {
    func widths(_ size: Double) -> [Double] {
      isNumeric.indices.map { column in
        let texts = rows.enumerated().map { TextRun(text: $1[column], isBold: $0 == 0) }
        return (texts.map { ruler.width($0, size) }.max() ?? 0) + 2 * SlideTable.inset + 4
      }
    }
    var size = min(
      SlideLayout.tableSizes.upperBound, (0.7 * frame.height / Double(rows.count)).rounded(.down))
    while size > SlideLayout.tableSizes.lowerBound, widths(size).reduce(0, +) > frame.width {
      size -= 1
    }
    let needed = widths(size)
    let total = needed.reduce(0, +)
    return SlideTable(
      frame: frame, name: name, widths: needed.map { $0 / total }, isNumeric: isNumeric,
      rows: rows, size: size)
  }
}
