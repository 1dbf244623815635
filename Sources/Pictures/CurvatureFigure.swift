public import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Numerals
public import Reports

extension CurvatureReport {
  /// The width of the broadening, over the length of the axis.
  private static let broadening = 1.0 / 120
  /// The axis is linear as far as this share of the eigenvalues lies, but at least the largest stand
  /// outside: within the bulk the nodes of a density do not separate single eigenvalues.
  private static let bulk = 0.999

  /// The density of all eigenvalues as a chart, the exact ones marked; nil where no density was
  /// estimated.
  ///
  /// Most eigenvalues are nearly zero and a few are thousands of times as large, so the axis is linear
  /// around zero and logarithmic on both sides, and the density is one over this axis. Every node of
  /// the density is drawn as a normal distribution. A single eigenvalue would stand as a bump of a
  /// known height, were the density exact, and the exact eigenvalues are marked at it. Bumps
  /// stand where the marks do; how high they are is left to chance, since each random direction sees
  /// an eigenvector by the square of one normal number: the more directions, the closer.
  public func densityFigure(theme: Theme = .light) -> Chart? {
    guard let density else { return nil }
    let exact = (bottom.reversed() + top).map(\.value)
    let places = density.nodes.map(\.value) + exact
    guard !places.isEmpty else { return nil }
    let largest = places.map(\.magnitude).max() ?? 0
    let bulk = density.magnitude(of: Self.bulk)
    let linear =
      bulk > 0 ? pow(10, min(ceil(log10(bulk)), floor(log10(largest)) - 1)) : 1
    let scale = AxisScale.symmetricLogarithmic(linearUpTo: linear)
    let coordinates = places.map(scale.coordinate)
    let (least, most) = (coordinates.min() ?? 0, coordinates.max() ?? 0)
    let width = Self.broadening * (most > least ? most - least : 1)
    let (left, right) = (least - 5 * width, most + 5 * width)
    func curve(_ density: SpectralDensity) -> [PlanePoint] {
      let spread = density.moved(scale.coordinate)
      return (0...1500).map { index in
        let place = left + (right - left) * Double(index) / 1500
        return PlanePoint(x: scale.value(at: place), y: spread.density(at: place, width: width))
      }
    }
    let whole = curve(density)
    let single = SpectralDensity.peak(width: width) / Double(subject.parameters)
    let highest = max(single, whole.map(\.y).max() ?? 0)
    var series = [
      Chart.Series(
        name: "density (σ = \(width.written(.significant(2))) decades)", hue: .other(0),
        points: [], line: whole)
    ]
    let ofLayers = layers.compactMap(\.density)
    if !ofLayers.isEmpty {
      series.append(
        Chart.Series(
          name: "of each layer", hue: .other(1), points: [],
          faintLines: ofLayers.map(curve)))
    }
    if !exact.isEmpty {
      series.append(
        Chart.Series(
          name: exactName, hue: .other(2), points: exact.map { PlanePoint(x: $0, y: single) }))
    }
    return Chart(
      title: "Eigenvalues of the Hessian", subtitle: subtitleText,
      provenance: "\(subject.weights) · mean loss of \(subject.samples) examples of \(subject.data)"
        + " · \(density.probes) random directions of \(density.steps) Lanczos steps",
      xLabel: "eigenvalue: curvature along its eigenvector (linear up to"
        + " ±\(linear.written(.significant(6))), then logarithmic)",
      yLabel: "share of the eigenvalues per decade", axis: .quantity, series: series, xScale: scale,
      yRange: pow(10, floor(log10(single / 2)))...pow(10, ceil(log10(1.2 * highest))),
      theme: theme)
  }

  private var exactName: String {
    let counts = [(bottom.count, "smallest"), (top.count, "largest")].filter { $0.0 > 0 }
    return "exact: the "
      + counts.map { $0.0 == 1 ? $0.1 : "\($0.0) \($0.1)" }.joined(separator: " and the ")
  }

  private var subtitleText: String {
    var parts = [
      subject.network,
      "trace \(trace.value.written()) ± \(trace.standardError.written(.significant(2)))",
    ]
    if let nonconvexity {
      parts.append("|smallest| / largest = \(nonconvexity.written(.significant(2)))")
    }
    return parts.joined(separator: " · ")
  }
}

extension SpectralDensity {
  /// The same shares of other values.
  fileprivate func moved(_ place: (Double) -> Double) -> SpectralDensity {
    SpectralDensity(
      nodes: nodes.map { .init(value: place($0.value), weight: $0.weight) }, probes: probes,
      steps: steps)
  }

  /// The magnitude that a share of the eigenvalues does not exceed.
  fileprivate func magnitude(of share: Double) -> Double {
    var sum = 0.0
    for node in nodes.sorted(by: { $0.value.magnitude < $1.value.magnitude }) {
      sum += node.weight
      if sum >= share { return node.value.magnitude }
    }
    return nodes.map(\.value.magnitude).max() ?? 0
  }
}
