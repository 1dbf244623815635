internal import Analysis
public import Archives
internal import Documents

/// Scripts hold on to these keys: they may be added to, and none may change or go.
extension ComparisonReport {
  /// Every number of the report, as `report.json` holds it.
  public var json: JSONValue {
    var report: JSONValue = [
      "model": .string(model), "data": .string(data), "command": .string(command),
      "samples": .int(samples), "threshold": .double(threshold),
      "threshold_unit": .string(scale.shareUnit.rawValue), "scale": .string("\(scale)"),
      "offset": number(scale.offset),
      "finding": .string(finding.plainText),
      "caveats": .array(caveats.map { .string($0.plainText) }),
      "method": .array(method.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "plain": json(plain, .plain), "residual": json(residual, .residual),
      "measures": .object(
        Dictionary(
          uniqueKeysWithValues: comparisons.map { ($0.key.rawValue, json($0.value)) })),
      "loss_ratio": .double(lossRatio),
    ]
    if !windows.isEmpty {
      report["windows"] = .array(
        windows.map { window in
          var object = json(window.counts)
          object["half_width"] = .double(window.halfWidth)
          return object
        })
    }
    if let looks = secondLooks {
      report["second_look"] = ["plain": looks.plain.json, "residual": looks.residual.json]
    }
    report["poorly_trained"] = .array(
      poorlyTrained.map { name, net in
        [
          "kind": .string(name), "seed": .int(net.seed), "train_loss": .double(net.trainLoss),
          "minima": .int(net.counts.reduce(0, +)),
        ]
      })
    report["omitted_second_look"] = omittedLooks.map {
      ["scale": .string("\($0)"), "offset": number($0.offset)]
    }
    report["classes"] = classes.map { .int($0) }
    report["training_examples"] = trainingExamples.map { .int($0) }
    report["untrained"] = .array(
      untrained.flatMap { name, nets in
        nets.map { net -> JSONValue in
          ["kind": .string(name), "seed": .int(net.seed), "train_loss": .double(net.trainLoss)]
        }
      })
    report["unresolved_count"] = .int(unresolvedCount)
    report["centre_error_percent"] = interval(centreErrors)
    report["methods"] = methodsParagraph.map { .string($0.plainText) }
    report["landscape_figure"] = figures.landscapes.map { .string($0) }
    report["threshold_figure"] = figures.thresholds.map { .string($0) }
    report["window_figure"] = figures.windows.map { .string($0) }
    report["gradient_figure"] = figures.gradients.map { .string($0) }
    return report
  }

  /// The two kinds of nets, as they are called in the data.
  private enum Side { case plain, residual }

  private func json(_ arm: Arm, _ side: Side) -> JSONValue {
    var object: JSONValue = [
      "seeds": .array(arm.nets.map { .int($0.seed) }),
      "minima_counts": .array(arm.nets.map { .array($0.counts.map { .int($0) }) }),
      "minima_mean": .double(arm.meanCount),
      "minima_interval": interval(
        comparisons[.minima].flatMap { side == .plain ? $0.first : $0.second }?.interval),
      "mean_counts_at_thresholds": .array(
        Self.shownThresholds.map {
          ["threshold": .double($0), "count": .double(arm.meanCount(atThreshold: $0))]
        }),
      "surfaces": .array(arm.nets.map { .array($0.surfaces.map(json)) }),
    ]
    object["epochs"] = arm.epochs.map { .int($0) }
    for measure in Measure.allCases where !measure.isOfSurface {
      let values = arm.nets.map { $0.measures[measure] }
      let isExpected = [.trainLoss, .trainAccuracy, .testAccuracy].contains(measure)
      guard isExpected || values.contains(where: { $0 != nil }) else { continue }
      object[measure.rawValue] = .array(values.map(number))
    }
    if arm.nets.contains(where: { !$0.windows.isEmpty }) {
      object["windows"] = .array(arm.nets.map { .array($0.windows.map(json)) })
    }
    return object
  }

  private func json(_ surface: Surface) -> JSONValue {
    var object: JSONValue = [
      "plane": .int(surface.plane), "half_width": number(surface.halfWidth),
      "surface": .string(surface.path),
      "figure": surface.figure.map { .string($0) } ?? .null,
      "centre_loss": .double(surface.centreLoss),
      "centre_loss_error": number(surface.centreError),
      "loss_minimum": number(surface.lossRange?.lowerBound),
      "loss_maximum": number(surface.lossRange?.upperBound),
      "missing_points": .int(surface.missingPoints),
      "nonfinite_points": .int(surface.nonfinitePoints),
      "threshold_curve": .array(
        surface.thresholdCurve.map {
          ["threshold": .double($0.threshold), "count": .int($0.count)]
        }),
    ]
    for (measure, value) in surface.measures {
      object[measure.rawValue] = Int(exactly: value).map { .int($0) } ?? .double(value)
    }
    return object
  }

  private func json(_ comparison: NestedComparison) -> JSONValue {
    [
      "plain": json(comparison.first), "residual": json(comparison.second),
      "difference": .double(comparison.difference), "p": number(comparison.test?.p),
      "smallest_p": number(
        PermutationTest.smallestP(comparison.first.units.count, comparison.second.units.count)),
      "cliff_delta": .double(comparison.effect.cliffDelta),
      "hedges_g": number(comparison.effect.hedgesG),
    ]
  }

  private func json(_ sample: NestedSample) -> JSONValue {
    [
      "mean": .double(sample.mean), "median": .double(sample.median),
      "interval": interval(sample.interval),
      "interval_method": sample.method.map { .string($0.rawValue) } ?? .null,
      "seed_means": .array(sample.unitMeans.map { .double($0) }),
    ]
  }

  private func interval(_ range: ClosedRange<Double>?) -> JSONValue {
    range.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null
  }

  private func number(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
}
