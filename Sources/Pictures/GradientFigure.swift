internal import Analysis
public import Figures
internal import Foundation
internal import Grids
internal import Numerals
public import Reports
internal import Training

extension GradientReport {
  /// The report as a chart: of the sweep over depths or strengths where one was made, and otherwise
  /// of the mean |gradient| of each weight without and with shortcuts.
  public func figure(theme: Theme = .light) -> Chart {
    var chart = depths.map(depthChart) ?? (strengths.isEmpty ? layerChart : strengthChart)
    chart.theme = theme
    return chart
  }

  private var provenance: String { "\(weights) · \(loss)" }

  private var residualName: String {
    strength == 1 ? "with shortcuts" : "shortcuts × \(strength.written())"
  }

  private var layerChart: Chart {
    let arms: [(name: String, hue: SeriesHue, profile: GradientProfile?)] = [
      ("without shortcuts", .plain, pair.plain), (residualName, .residual, pair.shortcuts),
    ]
    let profiles = arms.compactMap(\.profile)
    let names =
      (profiles.max { $0.layers.count < $1.layers.count })?.layers.map(\.name) ?? []
    let series = arms.compactMap { name, hue, profile in
      profile.map { profile in
        Chart.Series(
          name: name, hue: hue,
          points: profile.layers.compactMap { layer in
            names.firstIndex(of: layer.name).map {
              PlanePoint(x: Double($0), y: layer.meanAbsolute)
            }
          })
      }
    }
    return Chart(
      title: "How much gradient reaches each layer", subtitle: network, provenance: provenance,
      xLabel: "layer, from the input to the output", yLabel: "mean |gradient| of the weights",
      axis: .categories(names.map(shortened)), series: series)
  }

  private func depthChart(_ sweep: DepthSweep) -> Chart {
    let arms: [(name: String, hue: SeriesHue, points: [DepthSweep.Point])] = [
      ("without shortcuts", .plain, sweep.plain), (residualName, .residual, sweep.shortcuts),
    ]
    let series = arms.filter { !$0.points.isEmpty }.map { name, hue, points in
      let fit = DepthSweep.fit(points, .throughGain)
      let depths = points.map { Double($0.depth) }
      let slope = fit.map { ": \($0.slopeText) decades per \(sweep.unit.rawValue)" }
      return Chart.Series(
        name: name + (slope ?? ""), hue: hue,
        points: points.map { PlanePoint(x: Double($0.depth), y: $0.throughGain ?? 0) },
        line: fit.map { fit in
          [depths.min(), depths.max()].compactMap { $0 }.map {
            PlanePoint(x: $0, y: pow(10, fit.value(at: $0)))
          }
        } ?? [])
    }
    let seeds = Set((sweep.plain + sweep.shortcuts).map(\.seed)).count
    return Chart(
      title: "How much of the gradient passes through all blocks",
      subtitle: "nets like \(network) at different depths",
      provenance: "\(provenance) · \(seeds) seeds for each depth · lines: least squares",
      xLabel: "depth in \(sweep.unit.rawValue)s",
      yLabel: "|gradient| at the first block / |gradient| after the last", axis: .numbers,
      series: series)
  }

  private var strengthChart: Chart {
    let series = strengths.enumerated().map { index, point in
      let points = point.profile.layers.enumerated().map {
        PlanePoint(x: Double($0 + 1), y: $1.meanAbsolute)
      }
      return Chart.Series(
        name: "× \(point.strength.written())",
        hue: .ordered(Double(index) / Double(max(1, strengths.count - 1))), points: points,
        line: points)
    }
    return Chart(
      title: "Weakening the shortcuts, step by step",
      subtitle: "\(network), shortcuts multiplied by", provenance: provenance,
      xLabel: "layer, from the input to the output", yLabel: "mean |gradient| of the weights",
      axis: .numbers, series: series)
  }

  /// A weight's layer, for a narrow axis.
  private func shortened(_ name: String) -> String {
    name.hasSuffix(".weight") ? String(name.dropLast(".weight".count)) : name
  }
}
