package import Figures
package import Grids

/// Surfaces and figures that tests draw.
package enum SampleSurfaces {
  /// A square grid over [-1, 1]².
  package static func grid(_ count: Int) -> Grid { grid(count, count) }

  /// A grid over [-1, 1]².
  package static func grid(_ columns: Int, _ rows: Int) -> Grid {
    let (xs, ys) = (
      Grid.axis(from: -1, to: 1, count: columns), Grid.axis(from: -1, to: 1, count: rows)
    )
    guard let grid = Grid(xs: xs, ys: ys) else { preconditionFailure("no grid of \(xs), \(ys)") }
    return grid
  }

  /// One smooth bowl, from 0.24 to about 30.
  package static func bowl(_ grid: Grid) -> ScalarField {
    ScalarField(grid: grid) { x, y in
      0.24 * exponential(1.8 * (x * x + 1.3 * y * y + 0.5 * x * y))
    }
  }

  /// A bowl with ripples of several minima; polynomial, so that it is the same on every machine.
  package static func bumpy(_ grid: Grid) -> ScalarField {
    ScalarField(grid: grid) { x, y in
      let ripple = (x * x - 0.25) * (x * x - 0.25) + (y * y - 0.16) * (y * y - 0.16)
      return 0.9 + 6 * ripple + 0.5 * x + 4 * x * x * y * y * (1 + x)
    }
  }

  /// A field with a corner that diverged and a strip that was not computed.
  package static func withHoles(_ field: ScalarField) -> ScalarField {
    let grid = field.grid
    var values = field.values
    var computed = field.isComputed
    for index in values.indices {
      let (x, y) = (grid.xs[grid.column(of: index)], grid.ys[grid.row(of: index)])
      if x > 0.55, y > 0.45 { values[index] = .infinity }
      if y < -0.7 { computed[index] = false }
    }
    return ScalarField(grid: grid, values: values, isComputed: computed)
  }

  /// Marks spread over the plot: some crowded, one in a corner, some without a rank.
  package static let marks: [MinimumMark] =
    [
      (0.0, 0.0), (0.02, 0.03), (0.05, -0.02), (-0.5, 0.4), (-0.5, 0.42), (1, -1), (-0.98, 0.99),
      (0.5, 0.3), (0.3, -0.6), (-0.2, -0.55), (0.7, 0.7),
    ].enumerated().map { MinimumMark(x: $1.0, y: $1.1, rank: $0 + 1) }
    + [(0.1, 0.1), (-0.7, -0.2), (0.8, -0.3)].map { MinimumMark(x: $0.0, y: $0.1, rank: nil) }

  /// Two surfaces side by side, with everything that can be written.
  package static func comparison(points: Int = 31, width: Int = 1920, height: Int = 1080) -> Figure
  {
    Figure(
      panels: [
        Panel(
          bumpy(grid(points)), headline: "Plain: 11 local minima",
          subtitle: "training loss 0.85, test accuracy 64.8 %", minima: marks),
        Panel(
          bowl(grid(points)), headline: "With shortcuts: 1 local minimum",
          subtitle: "training loss 0.24, test accuracy 90.6 %",
          minima: [MinimumMark(x: 0, y: 0, rank: 1)]),
      ],
      title: "ResNet-56 on Fashion-MNIST: the loss around the trained weights",
      provenance: "filter-normalised random plane, seed 1 · \(points) × \(points) points · "
        + "first 1,000 training images · persistence ≥ 0.01 decades",
      quantity: "training loss", width: width, height: height)
  }
}

/// eˣ without the C library, by its series: equal on every machine.
private func exponential(_ x: Double) -> Double {
  var (sum, term) = (1.0, 1.0)
  for n in 1...14 {
    term *= x / 64 / Double(n)
    sum += term
  }
  return (0..<6).reduce(sum) { value, _ in value * value }
}
