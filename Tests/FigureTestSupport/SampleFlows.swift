package import Figures
package import Grids

/// Flow figures that tests draw.
package enum SampleFlows {
  /// Powers of two that fall along the rows by a factor: the same on every machine.
  package static func field(steps: Int, layers: Int, halvings: Int) -> ScalarField {
    let (xs, ys) = ((1...steps).map(Double.init), (1...layers).map(Double.init))
    guard let grid = Grid(xs: xs, ys: ys) else { preconditionFailure("no grid of \(xs), \(ys)") }
    return ScalarField(grid: grid) { x, y in
      let exponent = halvings * (Int(y) - layers) + Int(x) % 3
      return exponent >= 0 ? Double(1 << exponent) : 1 / Double(1 << -exponent)
    }
  }

  /// Two matrices and two lines, with everything that can be written.
  package static func comparison(
    steps: Int = 126, layers: Int = 20, width: Int = 1920, height: Int = 1080
  ) -> FlowFigure {
    let fields = [2, 0].map { field(steps: steps, layers: layers, halvings: $0) }
    let names = ["without shortcuts", "with shortcuts"]
    return FlowFigure(
      matrices: zip(fields, names).map { field, name in
        .init(
          field, headline: name.prefix(1).uppercased() + name.dropFirst(),
          subtitle: "first / last layer: 0.014 → 0.65")
      },
      lines: zip(fields, zip(names, [SeriesHue.plain, .residual])).map { field, pair in
        .init(
          name: pair.0, hue: pair.1,
          points: field.grid.xs.indices.map { column in
            PlanePoint(
              x: field.grid.xs[column],
              y: field[column: column, row: 0] / field[column: column, row: layers - 1]
                * Double(1 + column % 5))
          })
      }, title: "Gradients during training, layer by layer: ResNet-20, width 8",
      chartTitle: "First layer over last layer: gradient norm (1 = equal)",
      provenance: "gradient of each batch's mean loss, before clipping · layer 1: conv1.weight",
      xLabel: "training step", rowLabel: "layer (1 = first)", lineLabel: "first / last",
      quantity: "gradient norm", width: width, height: height)
  }
}
