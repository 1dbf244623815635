internal import Analysis
public import Archives
internal import Failures

extension ComparisonReport {
  /// Reads what `report.json` holds.
  ///
  /// Reports of earlier versions lack what was not measured then; it is missing here as well.
  ///
  /// - Parameters:
  ///   - path: the file, for messages.
  ///   - generator: draws the resamples behind intervals.
  /// - Throws: `Failure` (data) naming what is missing or of another kind.
  public init(
    reading json: JSONValue, from path: String, using generator: inout some RandomNumberGenerator
  ) throws {
    let file = ReportFile(path: path)
    guard json["runs"] == nil else {
      throw Failure(
        .data, "is a report of several runs", at: path,
        remedy: "Give the folders of those runs themselves.")
    }
    let method = try file.list(json, "method", isOptional: true).map { line in
      Method(try file.string(line, "name"), try file.string(line, "value"))
    }
    let threshold = try file.number(json, "threshold")
    self.init(
      model: try file.string(json, "model"), data: try file.string(json, "data"), method: method,
      command: try file.string(json, "command"), samples: try file.whole(json, "samples"),
      classes: json["classes"]?.int, trainingExamples: json["training_examples"]?.int,
      scale: try file.scale(json), threshold: threshold,
      omittedLooks: try json["omitted_second_look"].map(file.scale),
      plain: try file.arm(json, "plain"),
      residual: try file.arm(json, "residual"),
      figures: Figures(
        landscapes: json["landscape_figure"]?.string,
        thresholds: json["threshold_figure"]?.string, windows: json["window_figure"]?.string,
        gradients: json["gradient_figure"]?.string),
      using: &generator)
  }
}

/// Takes values from the file of a report and says where one is not what it should be.
private struct ReportFile {
  let path: String

  func arm(_ json: JSONValue, _ name: String) throws(Failure) -> ComparisonReport.Arm {
    guard let arm = json[name], arm.object != nil else { throw unfit(name, "an object") }
    let seeds = try list(arm, "seeds").map { seed throws(Failure) in
      guard let seed = seed.int else { throw unfit("\(name).seeds", "whole numbers") }
      return seed
    }
    guard !seeds.isEmpty else { throw unfit("\(name).seeds", "at least one seed") }
    let surfaces = try lists(arm, "surfaces", of: seeds.count, in: name)
    let windows = try lists(arm, "windows", of: seeds.count, in: name, isOptional: true)
    var nets: [ComparisonReport.Net] = []
    for (index, seed) in seeds.enumerated() {
      var measures: [Measure: Double] = [:]
      for measure in Measure.allCases where !measure.isOfSurface {
        measures[measure] = try value(arm[measure.rawValue]?[index], of: measure)
      }
      guard measures[.trainLoss] != nil, measures[.trainAccuracy] != nil else {
        throw unfit("\(name).train_loss and .train_accuracy", "a number for each seed")
      }
      guard !surfaces[index].isEmpty else {
        throw unfit("\(name).surfaces", "at least one per seed")
      }
      nets.append(
        ComparisonReport.Net(
          seed: seed, measures: measures, surfaces: try surfaces[index].map(surface),
          windows: windows.isEmpty ? [] : try windows[index].map(surface)))
    }
    if let epochs = arm["epochs"], epochs.int ?? 0 < 1 { throw unfit("\(name).epochs", "a count") }
    return ComparisonReport.Arm(nets: nets, epochs: arm["epochs"]?.int)
  }

  /// The scale of heights; the standard one where an earlier version names none.
  func scale(_ json: JSONValue) throws(Failure) -> HeightScale {
    guard json["scale"] != nil else { return .standard }
    if json["scale"] == .string("\(HeightScale.linear)") { return .linear }
    return .logarithmic(offset: try number(json, "offset"))
  }

  private func surface(_ json: JSONValue) throws(Failure) -> ComparisonReport.Surface {
    var measures: [Measure: Double] = [:]
    for measure in Measure.allCases where measure.isOfSurface {
      measures[measure] = try value(json[measure.rawValue], of: measure)
    }
    guard measures[.minima] != nil else { throw unfit("surfaces[].count", "a whole number") }
    let curve = try list(json, "threshold_curve").map { step throws(Failure) in
      MinimaAnalysis.ThresholdStep(
        threshold: try number(step, "threshold"), count: try whole(step, "count"))
    }
    let low = json["loss_minimum"]?.double
    let high = json["loss_maximum"]?.double
    return ComparisonReport.Surface(
      plane: try whole(json, "plane"), halfWidth: json["half_width"]?.double,
      path: try string(json, "surface"), figure: json["figure"]?.string,
      centreLoss: try number(json, "centre_loss"), centreError: json["centre_loss_error"]?.double,
      lossRange: low.flatMap { low in high.flatMap { low <= $0 ? low...$0 : nil } },
      missingPoints: try whole(json, "missing_points"),
      nonfinitePoints: try whole(json, "nonfinite_points"), measures: measures,
      thresholdCurve: curve)
  }

  // MARK: Values

  /// A measure; nil where there is none.
  private func value(_ json: JSONValue?, of measure: Measure) throws(Failure) -> Double? {
    guard let value = json?.double else { return nil }
    // Beyond this not every whole number is a double.
    guard !measure.isCount || (value == value.rounded() && (0...0x1p53).contains(value)) else {
      throw unfit(measure.rawValue, "a whole number")
    }
    return value
  }

  func string(_ json: JSONValue, _ key: String) throws(Failure) -> String {
    guard let text = json[key]?.string else { throw unfit(key, "a text") }
    return text
  }

  func number(_ json: JSONValue, _ key: String) throws(Failure) -> Double {
    guard let number = json[key]?.double else { throw unfit(key, "a number") }
    return number
  }

  func whole(_ json: JSONValue, _ key: String) throws(Failure) -> Int {
    guard let number = json[key]?.int, number >= 0 else { throw unfit(key, "a count") }
    return number
  }

  func list(
    _ json: JSONValue, _ key: String, isOptional: Bool = false
  ) throws(Failure) -> [JSONValue] {
    if isOptional, json[key] == nil { return [] }
    guard let list = json[key]?.array else { throw unfit(key, "a list") }
    return list
  }

  private func lists(
    _ json: JSONValue, _ key: String, of count: Int, in name: String, isOptional: Bool = false
  ) throws(Failure) -> [[JSONValue]] {
    let outer = try list(json, key, isOptional: isOptional)
    if isOptional, outer.isEmpty { return [] }
    let inner = outer.compactMap(\.array)
    guard inner.count == count, outer.count == count else {
      throw unfit("\(name).\(key)", "a list for each of \(count) seeds")
    }
    return inner
  }

  private func unfit(_ key: String, _ wanted: String) -> Failure {
    Failure(
      .data, "is not a valid comparison report: \(key) should be \(wanted)", at: path,
      remedy: "Run basin compare in that folder again; it resumes from the finished parts.")
  }
}
