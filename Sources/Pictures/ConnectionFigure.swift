public import Figures
internal import Grids
public import Landscapes
internal import Numerals
internal import Provenance
internal import Reports

extension Connection {
  /// From this ratio of the highest loss to the lowest on, losses stand on a logarithmic axis.
  private static let widestLinear = 30.0

  /// The loss on each path against the place t, in a band of ± the standard error, with marks at the ends
  /// and where the barrier is.
  ///
  /// - Parameters:
  ///   - title: the title above everything; nil for one that says what is drawn, empty for none.
  ///   - theme: a light or a dark ground.
  public func figure(title: String? = nil, theme: Theme = .light) -> Chart {
    let values = courses.flatMap(\.values).filter { $0.loss.isFinite }
    let (low, high) = (values.map(\.loss).min() ?? 0, values.map(\.loss).max() ?? 1)
    let isWide = low > 0 && high / low >= Self.widestLinear
    let series = courses.map { course in
      Chart.Series(
        name: "\(course.path.title(normalizesBatches: normalizesBatches)): "
          + "barrier \(course.barrier.text)",
        hue: course.path.hue, points: marks(of: course),
        line: zip(ts, course.values).map { PlanePoint(x: $0, y: $1.loss) },
        band: zip(ts, course.values).map { t, value in
          let error = value.error.isFinite ? value.error : 0
          return Chart.Interval(
            x: t, lower: max(value.loss - error, isWide ? low / 2 : -.infinity),
            upper: value.loss + error)
        })
    }
    let record = manifest?.connection
    let facts =
      record.map { record in
        [
          "\(record.data.samples.grouped) examples of \(record.data.name)",
          "bands: ± standard error of the mean loss",
        ]
      } ?? []
    return Chart(
      title: title ?? "Between two nets: the loss on the line and on a trained curve",
      subtitle: title == nil
        ? "Dots mark the two nets, and where a path rises highest above the line between their losses"
        : nil,
      provenance: facts.isEmpty ? nil : facts.joined(separator: " · "),
      xLabel: "t: from the first net (0) to the second (1)",
      yLabel: isWide ? "loss (log scale)" : "loss", axis: .quantity, series: series,
      yScale: isWide ? .logarithmic : .linear, yRange: isWide ? nil : range(values), theme: theme)
  }

  /// The ends of a linear axis of losses that all lie far above zero; nil for an axis from zero.
  private func range(_ values: [PointValue]) -> ClosedRange<Double>? {
    let ends = values.flatMap { value in
      let error = value.error.isFinite ? value.error : 0
      return [value.loss - error, value.loss + error]
    }
    guard let low = ends.min(), let high = ends.max(), low > 0.4 * high, low < high else {
      return nil
    }
    let room = 0.06 * (high - low)
    return low - room...high + room
  }

  /// The ends, and the place of the barrier where there is one.
  private func marks(of course: Course) -> [PlanePoint] {
    ts.indices.filter { index in
      index == 0 || index == ts.count - 1
        || ts[index] == course.barrier.place && course.barrier.height > 0
    }.map { PlanePoint(x: ts[$0], y: course.values[$0].loss) }
  }
}

extension Connection.Path {
  /// Its colour: the lines orange and blue, the curve green.
  fileprivate var hue: SeriesHue {
    switch self {
    case .line: .plain
    case .recalibratedLine: .residual
    case .curve: .other(0)
    }
  }
}
