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
    let body = SlideLayout.body
    let rows = seedRows
    let frame = Rectangle(
      x: body.x, y: body.y, width: body.width, height: 34 * Double(rows.count))
    let room = Rectangle(
      x: body.x, y: frame.maxY + 20, width: body.width,
      height: body.maxY - frame.maxY - 20)
    let words = sentences(report.finding.plainText)
    let limit =
      min(report.plain.nets.count, report.residual.nets.count) == 1
      ? ["One seed of a kind does not show how much the count scatters."] : []
    return slide(
      countTitle,
      [
        .table(
          table(
            rows, isNumeric: [false, true, true, true, true], in: frame, name: "Counts by seed")),
        text((words.dropFirst() + limit).map(item), in: room),
      ],
      notes: [
        "Each row is a training seed: the local minima on its \(report.plain.nets[0].surfaces.count == 1 ? "plane" : "planes"), and its loss over all training examples.",
        report.finding.plainText,
      ])
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
    if more == all { return "More minima without shortcuts at each of these thresholds" }
    if fewer == all { return "More minima with shortcuts at each of these thresholds" }
    if more == 0, fewer == 0 { return "The same count of minima at each of these thresholds" }
    return
      "More minima without shortcuts at \(more) of \(all) thresholds, with them at \(fewer), equal at \(all - more - fewer)"
  }

  /// The counts at other thresholds, as a chart and in numbers.
  var thresholds: Slide {
    let body = SlideLayout.body
    let rows = report.thresholdTable
    let height = 34.0 * Double(rows.rows.count + 1)
    let frame = Rectangle(
      x: body.x, y: body.maxY - height, width: body.width, height: height)
    var chart = report.thresholdFigure()
    chart.title = nil
    chart.provenance = nil
    chart.theme = theme
    let room = Rectangle(
      x: body.x, y: body.y, width: body.width, height: frame.y - body.y - 12)
    return slide(
      thresholdTitle,
      [
        .picture(SlidePicture(frame: room, name: "Count against threshold", .drawing(chart))),
        .table(
          table(
            [rows.columns.map(\.title.plainText)] + rows.rows.map { $0.map(\.plainText) },
            isNumeric: rows.columns.map(\.isNumeric), in: frame, name: "Count at thresholds")),
      ],
      notes: [
        "A count depends on how high a barrier must be, so here is the count at every threshold. Go to the right and only the minima with high barriers remain.",
        "The table holds the numbers at six of them\(report.isSingle ? "" : ", as means over seeds and planes"). The other slides count at \(threshold).",
      ])
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
    var size = SlideLayout.tableSizes.upperBound
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
