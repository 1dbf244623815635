public import Figures
internal import Foundation
internal import Grids
internal import Landscapes
public import Reports

extension CurvatureReport {
  /// The width of the broadening, over the range of the eigenvalues.
  private static let broadening = 1.0 / 250

  /// The density of all eigenvalues as a chart, the exact ones marked; nil where no density was
  /// estimated.
  ///
  /// Every node of the density is drawn as a normal distribution. A single eigenvalue would stand as a
  /// bump of a known height, were the density exact, and the exact eigenvalues are marked at it. Bumps
  /// stand where the marks do; how high they are is left to chance, since each random direction sees
  /// an eigenvector by the square of one normal number: the more directions, the closer.
  public func densityFigure(theme: Theme = .light) -> Chart? {
    guard let density else { return nil }
    let exact = (bottom.reversed() + top).map(\.value)
    let places = density.nodes.map(\.value) + exact
    guard let least = places.min(), let most = places.max() else { return nil }
    let range = most > least ? most - least : max(1, abs(most))
    let width = Self.broadening * range
    let (left, right) = (least - 5 * width, most + 5 * width)
    let curve = (0...1500).map { index in
      let x = left + (right - left) * Double(index) / 1500
      return PlanePoint(x: x, y: density.density(at: x, width: width))
    }
    let single = SpectralDensity.peak(width: width) / Double(subject.parameters)
    let highest = max(single, curve.map(\.y).max() ?? 0)
    var series = [
      Chart.Series(
        name: String(format: "density, smoothed by σ = %.2g", width), hue: .other(0), points: [],
        line: curve)
    ]
    if !exact.isEmpty {
      series.append(
        Chart.Series(
          name: exactName, hue: .other(2), points: exact.map { PlanePoint(x: $0, y: single) }))
    }
    return Chart(
      title: "Eigenvalues of the Hessian", subtitle: subtitleText,
      provenance: "\(subject.weights) · mean loss of \(subject.samples) examples of \(subject.data)"
        + " · \(density.probes) random directions of \(density.steps) Lanczos steps",
      xLabel: "eigenvalue: curvature of the loss along its eigenvector",
      yLabel: "share of the eigenvalues per unit", axis: .quantity, series: series,
      yRange: pow(10, floor(log10(single / 2)))...pow(10, ceil(log10(1.2 * highest))),
      theme: theme)
  }

  private var exactName: String {
    let counts = [(bottom.count, "smallest"), (top.count, "largest")].filter { $0.0 > 0 }
    return "one eigenvalue, exact: the "
      + counts.map { $0.0 == 1 ? $0.1 : "\($0.0) \($0.1)" }.joined(separator: " and the ")
  }

  private var subtitleText: String {
    var parts = [
      subject.network, String(format: "trace %.4g ± %.2g", trace.value, trace.standardError),
    ]
    if let nonconvexity {
      parts.append(String(format: "|smallest| / largest = %.2g", nonconvexity))
    }
    return parts.joined(separator: " · ")
  }
}
