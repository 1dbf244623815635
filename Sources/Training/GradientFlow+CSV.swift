internal import Archives
public import Failures

extension GradientFlow {
  private static let columns = [
    "step", "epoch", "layer", "gradient_norm", "gradient_mean_absolute", "weight_norm", "model",
  ]

  /// The flow as CSV (RFC 4180): a header and one line per step and layer. Numbers are written so
  /// that they read back as themselves.
  public var csv: String {
    let name = GradientFlow.quoted(model)
    let names = layers.map(GradientFlow.quoted)
    var text = GradientFlow.columns.joined(separator: ",") + "\r\n"
    for step in steps {
      for (layer, measure) in zip(names, step.measures) {
        text +=
          "\(step.step),\(step.epoch),\(layer),\(measure.gradientNorm),"
          + "\(measure.gradientMeanAbsolute),\(measure.weightNorm),\(name)\r\n"
      }
    }
    return text
  }

  /// Whether the beginning of a file is that of a flow.
  public static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: columns.prefix(3).joined(separator: ",").utf8)
  }

  /// Reads a flow.
  ///
  /// - Throws: `Failure` (missing) if there is no file, (data) naming the line that is damaged.
  public init(path: String) throws {
    try self.init(parsing: String(decoding: try InputFile.bytes(at: path), as: UTF8.self), at: path)
  }

  /// Reads the text of a flow.
  ///
  /// - Parameter path: the file's name in messages.
  public init(parsing text: String, at path: String) throws(Failure) {
    func failure(_ line: Int, _ what: String) -> Failure {
      Failure(
        .data, what, at: .file(path, .line(line)),
        remedy: "Record it again with basin train \(setting: "record gradients").")
    }
    // A line break within quotes would be part of a name; no name of ours has one.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.first.map(String.init) == GradientFlow.columns.joined(separator: ",") else {
      throw failure(1, "is not the header of a recording of gradients")
    }
    guard lines.last == "" else {
      throw failure(lines.count, "the file ends in the middle of a line")
    }
    guard lines.count > 2 else { throw failure(2, "nothing is recorded after the header") }
    var rows: [Row] = []
    for (index, line) in lines.dropFirst().dropLast().enumerated() {
      guard let row = Row(GradientFlow.fields(of: line)) else {
        throw failure(index + 2, "\"\(line.prefix(60))\" is no line of a recording of gradients")
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
          wrong + 2,
          "step \(rows[wrong].step) of \(rows[wrong].layer) is not what follows: every step has "
            + "the same \(layers.count) layers in the same order")
      }
      guard part.count == layers.count else {
        throw failure(
          lines.count, "the last step has \(part.count) of \(layers.count) layers")
      }
      guard rows[from].step > steps.last?.step ?? 0 else {
        throw failure(from + 2, "step \(rows[from].step) follows step \(steps.last?.step ?? 0)")
      }
      append(Step(step: rows[from].step, epoch: rows[from].epoch, measures: part.map(\.measure)))
      from += layers.count
    }
  }

  private struct Row {
    let step: Int
    let epoch: Int
    let layer: String
    let measure: Measure
    let model: String

    init?(_ fields: [String]) {
      guard fields.count == GradientFlow.columns.count, let step = Int(fields[0]),
        let epoch = Int(fields[1]), step >= 1, epoch >= 1
      else { return nil }
      let numbers = fields[3...5].compactMap(Float.init)
      guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
      self.step = step
      self.epoch = epoch
      layer = fields[2]
      measure = Measure(
        gradientNorm: numbers[0], gradientMeanAbsolute: numbers[1], weightNorm: numbers[2])
      model = fields[6]
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// The fields of a line; a quote within a quoted field is written twice.
  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    var previous: Character?
    for character in line {
      switch character {
      case "\"":
        if !isQuoted, previous == "\"" { fields[fields.count - 1].append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
      previous = character
    }
    return fields
  }
}
