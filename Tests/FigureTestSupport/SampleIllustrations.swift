package import Figures
import Grids

/// One picture of every kind, for checks that all of them must pass.
package enum SampleIllustrations {
  /// How much is written in a picture.
  package enum Wording: CaseIterable, Sendable {
    /// Nothing that may be left out.
    case none
    /// As much as in the pictures that commands draw.
    case usual
    /// More than any picture can hold.
    case endless

    private static let long = String(repeating: "a rather long text that goes on and on ", count: 6)

    func callAsFunction(_ usual: String) -> String {
      switch self {
      case .none: ""
      case .usual: usual
      case .endless: Self.long + usual
      }
    }
  }

  /// The pictures with their names.
  package static func all(
    width: Int, height: Int, theme: Theme, panels: Int, wording: Wording
  ) -> [(name: String, picture: any Illustration)] {
    var pictures: [(name: String, picture: any Illustration)] = []
    for style in ContourStyle.allCases {
      var figure = figure(panels, wording)
      (figure.style, figure.theme, figure.width, figure.height) = (style, theme, width, height)
      pictures.append(("surfaces, \(style)", figure))
    }
    let flat = figure(panels, wording)
    // What the surfaces look like does not matter here.
    pictures.append(
      (
        "scene",
        SceneFigure(
          panels: flat.panels, title: flat.title, provenance: flat.provenance,
          quantity: flat.quantity, range: flat.colorRange, theme: theme, width: width,
          height: height, rasterScale: 0.05)
      ))
    for style in PersistenceFigure.Style.allCases {
      var figure = persistence(panels, wording, style)
      (figure.theme, figure.width, figure.height) = (theme, width, height)
      pictures.append(("\(style)", figure))
    }
    for style in BasinFigure.Style.allCases {
      var figure = basins(panels, wording, style)
      (figure.theme, figure.width, figure.height) = (theme, width, height)
      pictures.append(("\(style)", figure))
    }
    for hasAccuracies in [false, true] {
      var figure = profile(panels, wording, hasAccuracies: hasAccuracies)
      (figure.theme, figure.width, figure.height) = (theme, width, height)
      pictures.append(("profile", figure))
    }
    for var chart in [bars(panels, wording), curves(panels, wording)] {
      (chart.theme, chart.width, chart.height) = (theme, width, height)
      pictures.append(("chart", chart))
    }
    var flow = SampleFlows.comparison(steps: 12, layers: 5, width: width, height: height)
    flow.theme = theme
    flow.title = wording("Gradients during training")
    pictures.append(("flow", flow))
    return pictures
  }

  private static let field = SampleSurfaces.bumpy(SampleSurfaces.grid(5))
  private static let provenance =
    "random plane, seed 1 · 5 × 5 points · first 1,000 training images"

  private static func headline(_ index: Int, _ wording: Wording) -> String {
    wording(
      index % 2 == 0 ? "Without shortcuts: 11 local minima" : "With shortcuts: 1 local minimum")
  }

  private static func figure(_ panels: Int, _ wording: Wording) -> Figure {
    Figure(
      panels: (0..<panels).map { index in
        Panel(
          field, headline: headline(index, wording),
          subtitle: wording("training loss 0.85, test accuracy 64.8 %"),
          xLabel: wording("α: step along direction x (units of filter norm)"),
          yLabel: wording("β: step along direction y (units of filter norm)"),
          minima: SampleSurfaces.marks)
      }, title: wording("ResNet-56 on Fashion-MNIST: the loss around the trained weights"),
      provenance: wording(provenance), quantity: wording("training loss"), colorRange: 1...4)
  }

  package static func persistence(
    _ panels: Int, _ wording: Wording, _ style: PersistenceFigure.Style
  ) -> PersistenceFigure {
    let classes = (0..<30).map { index -> PersistenceFigure.Class in
      let dimension: PersistenceFigure.Dimension = index % 4 == 3 ? .hole : .component
      let rank: Int? = index % 4 == 0 ? 1 + index / 4 : nil
      let death: Double = index == 0 ? .infinity : 0.21 + 0.12 * Double(index)
      return PersistenceFigure.Class(
        dimension, birth: 0.2 + 0.1 * Double(index), death: death, rank: rank,
        isOnBorder: index % 4 == 1)
    }
    return PersistenceFigure(
      panels: (0..<panels).map {
        .init(
          classes, headline: headline($0, wording), subtitle: wording("test accuracy 64.8 %"),
          threshold: 0.01)
      }, title: wording("How long each basin stays on its own"), provenance: wording(provenance),
      style: style, heightName: wording("training loss (+ 0.001)"))
  }

  package static func basins(_ panels: Int, _ wording: Wording, _ style: BasinFigure.Style)
    -> BasinFigure
  {
    let basins = (0..<12).map { index -> BasinFigure.Basin in
      let rank: Int? = index % 5 == 4 ? nil : 1 + index
      let death: Double = index == 0 ? .infinity : 3 - 0.1 * Double(index)
      let survivor: Int? = index == 0 ? nil : index / 2
      return BasinFigure.Basin(
        x: field.grid.xs[index % 5], y: field.grid.ys[index % 5], rank: rank,
        birth: 0.5 + 0.01 * Double(index), death: death, survivor: survivor)
    }
    return BasinFigure(
      panels: (0..<panels).map { panel in
        .init(
          field, basins: basins, owners: field.values.indices.map { $0 % 12 },
          headline: headline(panel, wording), subtitle: wording("test accuracy 64.8 %"),
          xLabel: wording("α: step along direction x (units of filter norm)"),
          yLabel: wording("β: step along direction y (units of filter norm)"))
      }, title: wording("Where basins meet as the loss rises"), provenance: wording(provenance),
      style: style, quantity: wording("training loss"),
      heightName: wording("training loss (+ 0.001)"))
  }

  private static func points(_ scale: Double) -> [PlanePoint] {
    (0...10).map { PlanePoint(x: Double($0) / 5 - 1, y: scale * Double(1 + $0 * $0)) }
  }

  package static func profile(_ panels: Int, _ wording: Wording, hasAccuracies: Bool)
    -> ProfileFigure
  {
    let lines = (0..<panels).map { index in
      ProfileFigure.Line(
        name: wording("surface-\(index + 1)"), hue: .ordered(Double(index) / Double(panels)),
        losses: points(Double(1 + index)), accuracies: hasAccuracies ? points(0.5) : [],
        minima: [PlanePoint(x: -1, y: Double(1 + index))])
    }
    return ProfileFigure(
      sections: ["α", "β"].map {
        .init(
          headline: wording("Along \($0), at the centre"), xLabel: wording("\($0): step"),
          lines: lines)
      }, title: wording("The loss along two lines through the trained weights"),
      provenance: wording(provenance), quantity: wording("training loss"))
  }

  private static func bars(_ count: Int, _ wording: Wording) -> Chart {
    let names = (0..<2 * count).map { "layers.\($0).0" }
    return Chart(
      title: wording("How much gradient reaches each layer"), subtitle: wording("MLP 784-64×18-10"),
      provenance: wording(provenance), xLabel: wording("layer"), yLabel: wording("mean |gradient|"),
      axis: .categories(names),
      series: [SeriesHue.plain, .residual].map { hue in
        Chart.Series(
          name: wording("\(hue) nets"), hue: hue,
          points: names.indices.map { PlanePoint(x: Double($0), y: 0.001 * Double(1 + $0)) })
      })
  }

  private static func curves(_ count: Int, _ wording: Wording) -> Chart {
    Chart(
      title: wording("Local minima by persistence threshold"), subtitle: wording("thick: the mean"),
      provenance: wording(provenance), xLabel: wording("persistence threshold, in decades"),
      yLabel: wording("local minima inside the plane"), axis: .quantity,
      series: (0..<count).map { index in
        Chart.Series(
          name: wording("arm \(index + 1)"), hue: .ordered(Double(index) / Double(count)),
          points: [], line: points(0.1),
          band: points(0.1).map { Chart.Interval(x: $0.x, lower: 0.9 * $0.y, upper: 1.1 * $0.y) })
      }, yScale: .linear)
  }
}
