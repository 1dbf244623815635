internal import Analysis
public import Archives
internal import Failures

extension ComparisonReport {
  /// Reads what `report.json` holds.
  ///
  /// Reports of earlier versions lack what was not measured then; it is missing here as well.
  ///
  /// - Parameters:
  ///   - json: what the file holds.
  ///   - path: the file, for messages.
  ///   - generator: draws the resamples behind intervals.
  /// - Throws: `Failure` (data) naming what is missing or of another kind.
  public init(
    reading json: JSONValue, from path: String, using generator: inout some RandomNumberGenerator
  ) throws {
    guard json["runs"] == nil else {
      throw Failure(
        .data, "is a report of several runs", at: path,
        remedy: "Give the folders of those runs themselves.")
    }
    let file = ReportFile(path: path)
    let record = try json.decoded(
      as: ComparisonReportRecord.self, from: path, naming: ReportFile.kind,
      remedy: ReportFile.remedy)
    self.init(
      model: record.model, data: record.data, method: record.method ?? [],
      command: record.command, samples: record.samples.value, classes: record.classes,
      trainingExamples: record.trainingExamples,
      scale: try file.scale(record.scale, record.offset, "offset"), threshold: record.threshold,
      omittedLooks: try record.omittedSecondLook.map {
        try file.scale($0.scale, $0.offset, "omitted_second_look.offset")
      },
      plain: try file.arm(record.plain, "plain"),
      residual: try file.arm(record.residual, "residual"),
      figures: Figures(
        landscapes: record.landscapeFigure, surfaces: record.figures?.surface3D,
        planes: record.figures?.allPlanes, thresholds: record.thresholdFigure,
        windows: record.windowFigure, gradients: record.gradientFigure),
      using: &generator)
  }
}

/// Puts a report together from its file and says where one value does not go with another.
private struct ReportFile {
  static let kind = "comparison report"
  static let remedy: Phrase =
    "Run basin compare in that folder again; it resumes from the finished parts."

  let path: String

  /// The scale of heights; the standard one where an earlier version names none.
  func scale(_ name: String?, _ offset: Double?, _ key: String) throws(Failure) -> HeightScale {
    guard let name else { return .standard }
    if name == "\(HeightScale.linear)" { return .linear }
    guard let offset else { throw unfit(key, "a number") }
    return .logarithmic(offset: offset)
  }

  func arm(
    _ record: ComparisonReportRecord.Arm, _ name: String
  ) throws(Failure) -> ComparisonReport.Arm {
    let count = record.seeds.count
    guard count > 0 else { throw unfit("\(name).seeds", "at least one seed") }
    for (key, list) in [("surfaces", record.surfaces), ("windows", record.windows ?? [])] {
      guard list.count == count || key == "windows" && list.isEmpty else {
        throw unfit("\(name).\(key)", "a list for each of \(count) seeds")
      }
    }
    if let epochs = record.epochs, epochs.value < 1 { throw unfit("\(name).epochs", "a count") }
    var nets: [ComparisonReport.Net] = []
    for (index, seed) in record.seeds.enumerated() {
      let measures = record.measures.compactMapValues {
        $0.indices.contains(index) ? $0[index] : nil
      }
      guard measures[.trainLoss] != nil else {
        throw unfit("\(name).train_loss", "a number for each seed")
      }
      guard !record.surfaces[index].isEmpty else {
        throw unfit("\(name).surfaces", "at least one per seed")
      }
      let windows = record.windows ?? []
      nets.append(
        ComparisonReport.Net(
          seed: seed, measures: measures, surfaces: try record.surfaces[index].map(surface),
          windows: windows.isEmpty ? [] : try windows[index].map(surface)))
    }
    let connections = record.connections ?? []
    guard connections.allSatisfy({ $0.seeds.count == 2 }) else {
      throw unfit("\(name).connections[].seeds", "two seeds")
    }
    guard connections.allSatisfy({ ($0.reorderedAfter ?? 0) >= 0 }) else {
      throw unfit("\(name).connections[].reordered_after", "a number of epochs")
    }
    return ComparisonReport.Arm(
      nets: nets, epochs: record.epochs?.value, connections: connections)
  }

  private func surface(
    _ record: ComparisonReportRecord.Surface
  ) throws(Failure) -> ComparisonReport.Surface {
    guard record.measures[.minima] != nil else {
      throw unfit("surfaces[].count", "a whole number")
    }
    let facts = record.facts
    return ComparisonReport.Surface(
      plane: facts.plane.value, halfWidth: facts.halfWidth, path: facts.surface,
      figure: facts.figure, centreLoss: facts.centreLoss, centreError: facts.centreLossError,
      lossRange: facts.lossMinimum.flatMap { low in
        facts.lossMaximum.flatMap { low <= $0 ? low...$0 : nil }
      },
      missingPoints: facts.missingPoints.value, nonfinitePoints: facts.nonfinitePoints.value,
      measures: record.measures,
      thresholdCurve: facts.thresholdCurve.map {
        .init(threshold: $0.threshold, count: $0.count.value)
      })
  }

  private func unfit(_ key: String, _ wanted: String) -> Failure {
    Failure(
      .data, "is not a valid \(Self.kind): \(key) should be \(wanted)", at: path,
      remedy: Self.remedy)
  }
}
