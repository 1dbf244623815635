internal import Archives
public import Failures

extension GradientFlow {
  private static let columns = [
    "step", "epoch", "layer", "gradient_norm", "gradient_mean_absolute", "weight_norm", "model",
  ]

  /// The flow as CSV (RFC 4180): a header and one line per step and layer. Numbers are written so
  /// that they read back as themselves.
  public var csv: String {
    CSVText.lines(
      [GradientFlow.columns]
        + steps.flatMap { step in
          zip(layers, step.measures).map { layer, measure in
            [
              "\(step.step)", "\(step.epoch)", layer, "\(measure.gradientNorm)",
              "\(measure.gradientMeanAbsolute)", "\(measure.weightNorm)", model,
            ]
          }
        })
  }

  /// Whether the beginning of a file is that of a flow, or of a table that may have been one: its first
  /// column is called `step`.
  public static func begins(_ bytes: some Collection<UInt8>) -> Bool {
    let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
    let name = line.prefix { $0 != "," }.filter { $0 != "\"" && $0 != "\u{FEFF}" }
    return line.contains(",") && name == columns[0]
  }

  /// The most bytes of a file that is read.
  public static let longestFile = 1 << 28

  /// Reads a flow.
  ///
  /// - Throws: `Failure` (missing) if there is no file, (data) naming the line that is damaged, or if
  ///   the file is longer than ``longestFile``.
  public init(path: String) throws {
    let bytes = try InputFile.text(at: path, atMost: Self.longestFile)
    try self.init(parsing: String(decoding: bytes, as: UTF8.self), at: path)
  }

  /// Reads the text of a flow.
  ///
  /// - Parameters:
  ///   - text: the contents of the file.
  ///   - path: the file's name in messages.
  public init(parsing text: String, at path: String) throws(Failure) {
    func failure(_ line: Int, _ what: String) -> Failure {
      Failure(
        .data, what, at: .file(path, .line(line)),
        remedy: "Record it again with basin train \(setting: "record gradients").")
    }
    let lines: [CSVText.Row]
    do {
      lines = try CSVText.rows(of: text)
    } catch {
      throw failure(error.line, error.what)
    }
    let header = lines.first?.fields ?? []
    guard header == GradientFlow.columns else {
      let found = header.joined(separator: ",").prefix(120)
      throw failure(
        1,
        "has the columns \(found); a gradient recording has "
          + GradientFlow.columns.joined(separator: ","))
    }
    guard text.unicodeScalars.last == "\n" else {
      throw failure(lines.last?.line ?? 1, "the file ends in the middle of a line")
    }
    guard lines.count > 1 else { throw failure(2, "nothing is recorded after the header") }
    var rows: [Row] = []
    for line in lines.dropFirst() {
      guard let row = Row(line) else {
        let text = line.fields.joined(separator: ",").prefix(60)
        throw failure(line.line, "\"\(text)\" is not a line of a gradient recording")
      }
      rows.append(row)
    }
    let first = rows.prefix { $0.step == rows[0].step }
    self.init(model: rows[0].model, layers: first.map(\.layer))
    var from = 0
    while from < rows.count {
      let part = rows[from..<min(rows.count, from + layers.count)]
      // The first row that does not belong where it stands.
      let wrong = part.indices.first { index in
        let row = rows[index]
        return row.step != rows[from].step || row.epoch != rows[from].epoch
          || row.layer != layers[index - from] || row.model != model
      }
      if let wrong {
        throw failure(
          rows[wrong].line,
          "step \(rows[wrong].step) of \(rows[wrong].layer) is out of order: every step has "
            + "the same \(layers.count) layers in the same order")
      }
      guard part.count == layers.count else {
        throw failure(
          part[part.endIndex - 1].line, "the last step has \(part.count) of \(layers.count) layers")
      }
      guard rows[from].step > steps.last?.step ?? 0 else {
        throw failure(
          rows[from].line, "step \(rows[from].step) follows step \(steps.last?.step ?? 0)")
      }
      append(Step(step: rows[from].step, epoch: rows[from].epoch, measures: part.map(\.measure)))
      from += layers.count
    }
  }

  private struct Row {
    let line: Int
    let step: Int
    let epoch: Int
    let layer: String
    let measure: Measure
    let model: String

    init?(_ row: CSVText.Row) {
      let fields = row.fields
      guard fields.count == GradientFlow.columns.count, let step = Int(fields[0]),
        let epoch = Int(fields[1]), step >= 1, epoch >= 1
      else { return nil }
      let numbers = fields[3...5].compactMap(Float.init)
      guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
      line = row.line
      self.step = step
      self.epoch = epoch
      layer = fields[2]
      measure = Measure(
        gradientNorm: numbers[0], gradientMeanAbsolute: numbers[1], weightNorm: numbers[2])
      model = fields[6]
    }
  }
}
