import Figures
import Grids
import Pictures
import Testing
import Training

@Suite("Recorded gradients as a figure")
struct GradientFlowFigureTests {
  /// A flow whose gradient norm is `base` to the power of the layer's number, times the step.
  private func flow(
    _ model: String, layers: [String] = ["a", "b", "c"], steps: Int = 4, base: Float = 2
  ) -> GradientFlow {
    var flow = GradientFlow(model: model, layers: layers)
    for step in 1...steps {
      var power: Float = 1
      let measures = layers.map { _ in
        defer { power *= base }
        return GradientFlow.Measure(
          gradientNorm: power * Float(step), gradientMeanAbsolute: 10 * power, weightNorm: 4)
      }
      flow.append(GradientFlow.Step(step: step, epoch: 1, measures: measures))
    }
    return flow
  }

  @Test("rows are layers, columns steps, lines the first over the last")
  func numbers() {
    let figure = FlowFigure(flows: [flow("plain Net"), flow("Net", base: 1)])
    let field = figure.matrices[0].field
    #expect(field.grid.xs == [1, 2, 3, 4] && field.grid.ys == [1, 2, 3])
    for row in 0..<3 {
      for column in 0..<4 {
        let expected = Double((1 << row) * (column + 1))
        #expect(abs(field[column: column, row: row] / expected - 1) < 1e-12)
      }
    }
    #expect(figure.lines[0].points.allSatisfy { abs($0.y - 0.25) < 1e-12 })
    #expect(figure.lines[1].points.allSatisfy { abs($0.y - 1) < 1e-12 })
    #expect(figure.matrices[0].subtitle == "first / last layer: 0.25 → 0.25")
  }

  @Test("nets are called by their shortcuts where that tells them apart")
  func names() {
    func names(_ models: String...) -> [String] {
      FlowFigure(flows: models.map { flow($0) }).lines.map(\.name)
    }
    #expect(names("plain Net", "Net") == ["without shortcuts", "with shortcuts"])
    #expect(names("Net", "plain Net") == ["with shortcuts", "without shortcuts"])
    #expect(names("plain Net", "Other") == ["plain Net", "Other"])
    #expect(names("Net", "Net") == ["Net", "Net"])
    #expect(names("plain Net") == ["plain Net"])
    #expect(
      names("Net, shortcuts × 0", "Net, shortcuts × 0.5", "Net")
        == ["shortcuts × 0", "shortcuts × 0.5", "with shortcuts"])
    let weakened = FlowFigure(flows: [flow("Net, shortcuts × 0.25"), flow("Net")])
    #expect(weakened.title == "Gradients during training, layer by layer: Net")
    let hues = FlowFigure(flows: ["Net", "plain Net", "Net", "Net"].map { flow($0) }).lines.map(
      \.hue)
    #expect(hues == [.residual, .plain, .other(0), .other(1)])
    let deep = FlowFigure(flows: [flow("plain MLP 9-4-4-4-4-2-2"), flow("MLP 9-4-4-4-4-2-2")])
    #expect(deep.title == "Gradients during training, layer by layer: MLP 9-4×4-2-2")
  }

  @Test("projections of shortcuts are left out, and that is said")
  func projections() {
    let figure = FlowFigure(
      flows: [
        flow("plain Net"), flow("Net", layers: ["a", "b", "l.0.shortcut.0.weight", "c"]),
      ])
    #expect(figure.matrices.map(\.field.grid.rows) == [3, 3])
    #expect(figure.provenance?.contains("layer 1: a, layer 3: c") == true)
    #expect(figure.provenance?.contains("1 projection of shortcuts omitted") == true)
    // The last layer of the second is its fourth.
    #expect(figure.lines[1].points.allSatisfy { abs($0.y - 0.125) < 1e-12 })
  }

  @Test("nets of other layers have rows of their own")
  func otherLayers() {
    let figure = FlowFigure(flows: [flow("A"), flow("B", layers: ["a", "c"])])
    #expect(figure.matrices.map(\.field.grid.rows) == [3, 2])
    #expect(figure.provenance == "gradient of each batch's mean loss, before clipping")
  }

  @Test("more steps than columns become geometric means")
  func means() {
    let figure = FlowFigure(flows: [flow("Net", steps: 480)])
    let field = figure.matrices[0].field
    #expect(field.grid.columns == 240)
    #expect(field.grid.xs.prefix(2) == [1.5, 3.5])
    #expect(abs(field[column: 0, row: 0] - 2.0.squareRoot()) < 1e-12)
    #expect(abs(field[column: 1, row: 2] - 4 * 12.0.squareRoot()) < 1e-6)
    #expect(figure.provenance?.contains("geometric means over up to 2 recorded steps") == true)
  }

  @Test("the quantity is the one that was asked for")
  func quantities() {
    func first(_ quantity: GradientQuantity) -> Double {
      FlowFigure(flows: [flow("Net")], quantity: quantity).matrices[0].field[column: 1, row: 1]
    }
    #expect(abs(first(.norm) - 4) < 1e-12)
    #expect(abs(first(.mean) - 20) < 1e-12)
    #expect(abs(first(.relative) - 1) < 1e-12)
  }

  @Test("a gradient that vanished altogether is shown as such")
  func zeros() {
    let figure = FlowFigure(flows: [flow("plain Net", base: 0), flow("Net")])
    #expect(figure.matrices[0].field[column: 0, row: 2] == 0)
    #expect(figure.matrices[0].subtitle == "first / last layer: none → none")
    #expect(figure.summary.contains("nothing above zero"))
  }
}
