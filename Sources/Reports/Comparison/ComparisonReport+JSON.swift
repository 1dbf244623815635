internal import Analysis
public import Archives

extension ComparisonReport {
  /// Every number of the report, as `report.json` holds it.
  public var json: JSONValue { JSONValue(result: record) }

  /// What was measured and what follows from it.
  struct Record: Encodable {
    let measured: ComparisonReportRecord
    let conclusions: ComparisonConclusions

    func encode(to encoder: any Encoder) throws {
      try measured.encode(to: encoder)
      try conclusions.encode(to: encoder)
    }
  }

  var record: Record {
    Record(measured: ComparisonReportRecord(self), conclusions: ComparisonConclusions(self))
  }
}

extension ComparisonReportRecord {
  init(_ report: ComparisonReport) {
    self.init(
      model: report.model, data: report.data, command: report.command,
      samples: Count(report.samples), threshold: report.threshold, scale: "\(report.scale)",
      offset: report.scale.offset, method: report.method,
      plain: Arm(report.plain, sample: report.comparisons[.minima]?.first),
      residual: Arm(report.residual, sample: report.comparisons[.minima]?.second),
      classes: report.classes, trainingExamples: report.trainingExamples,
      omittedSecondLook: report.omittedLooks.map { Scale(scale: "\($0)", offset: $0.offset) },
      landscapeFigure: report.figures.landscapes, thresholdFigure: report.figures.thresholds,
      windowFigure: report.figures.windows, gradientFigure: report.figures.gradients,
      figures: Figures(
        comparison: report.figures.landscapes, surface3D: report.figures.surfaces,
        allPlanes: report.figures.planes, thresholdCurve: report.figures.thresholds,
        windows: report.figures.windows, gradientFlow: report.figures.gradients))
  }
}

extension ComparisonReportRecord.Arm {
  init(_ arm: ComparisonReport.Arm, sample: NestedSample?) {
    var measures: [Measure: [Double?]] = [:]
    for measure in Measure.allCases where !measure.isOfSurface {
      let values = arm.nets.map { $0.measures[measure] }
      if measure.subject == .training || values.contains(where: { $0 != nil }) {
        measures[measure] = values
      }
    }
    let hasWindows = arm.nets.contains { !$0.windows.isEmpty }
    self.init(
      seeds: arm.nets.map(\.seed), measures: measures,
      surfaces: arm.nets.map { $0.surfaces.map(ComparisonReportRecord.Surface.init) },
      windows: hasWindows
        ? arm.nets.map { $0.windows.map(ComparisonReportRecord.Surface.init) } : nil,
      epochs: arm.epochs.map(Count.init),
      connections: arm.connections.isEmpty ? nil : arm.connections,
      conclusions: ArmConclusions(arm, sample: sample))
  }
}

extension ComparisonReportRecord.Surface {
  init(_ surface: ComparisonReport.Surface) {
    self.init(
      facts: Facts(
        plane: Count(surface.plane), halfWidth: surface.halfWidth, surface: surface.path,
        figure: surface.figure, centreLoss: surface.centreLoss,
        centreLossError: surface.centreError, lossMinimum: surface.lossRange?.lowerBound,
        lossMaximum: surface.lossRange?.upperBound, missingPoints: Count(surface.missingPoints),
        nonfinitePoints: Count(surface.nonfinitePoints),
        thresholdCurve: surface.thresholdCurve.map {
          Step(threshold: $0.threshold, count: Count($0.count))
        }), measures: surface.measures)
  }
}
