internal import Analysis
public import Archives

extension ComparisonReport {
  /// Every number of the report, as `report.json` holds it.
  public var json: JSONValue {
    var report: JSONValue = [
      "model": .string(model), "data": .string(data), "command": .string(command),
      "samples": .int(samples), "threshold": .double(threshold), "finding": .string(finding),
      "caveats": .array(caveats.map { .string($0) }),
      "plain": json(plain), "residual": json(residual),
    ]
    report["gradient_figure"] = gradientFigure.map { .string($0) }
    return report
  }

  /// The minima of all surfaces, as `minima.csv` holds them.
  public var minima: MinimaTable {
    MinimaTable(
      entries: arms.flatMap(\.nets).flatMap(\.surfaces).map {
        MinimaTable.Entry(surface: $0.path, analysis: $0.analysis)
      })
  }

  private func json(_ arm: Arm) -> JSONValue {
    let surfaces = arm.nets.map { net in
      JSONValue.array(
        net.surfaces.map { surface in
          [
            "plane": .int(surface.plane), "surface": .string(surface.path),
            "figure": .string(surface.figure), "centre_loss": .double(surface.centreLoss),
            "centre_loss_error": surface.centreError.map { .double($0) } ?? .null,
            "loss_minimum": surface.lossRange.map { .double($0.lowerBound) } ?? .null,
            "loss_maximum": surface.lossRange.map { .double($0.upperBound) } ?? .null,
            "count": .int(surface.analysis.count),
            "border_count": .int(surface.analysis.borderCount),
            "neighbour_count": .int(surface.analysis.neighbourCount),
            "missing_points": .int(surface.analysis.missingPoints),
            "nonfinite_points": .int(surface.analysis.nonfinitePoints),
            "threshold_curve": .array(
              surface.analysis.thresholdCurve.map {
                ["threshold": .double($0.threshold), "count": .int($0.count)]
              }),
          ]
        })
    }
    return [
      "seeds": .array(arm.nets.map { .int($0.seed) }),
      "train_loss": .array(arm.nets.map { .double($0.trainLoss) }),
      "train_accuracy": .array(arm.nets.map { .double($0.trainAccuracy) }),
      "test_accuracy": .array(arm.nets.map { $0.testAccuracy.map { .double($0) } ?? .null }),
      "minima_counts": .array(arm.nets.map { .array($0.counts.map { .int($0) }) }),
      "minima_mean": .double(arm.meanCount),
      "minima_interval": arm.countInterval.map {
        .array([.double($0.lowerBound), .double($0.upperBound)])
      } ?? .null,
      "surfaces": .array(surfaces),
    ]
  }
}
