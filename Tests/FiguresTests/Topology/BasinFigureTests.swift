import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct BasinFigureTests {
  private let basins = [
    BasinFigure.Basin(x: -0.5, y: 0, rank: 1, birth: 1, death: .infinity, survivor: nil),
    BasinFigure.Basin(x: 0.5, y: 0, rank: 2, birth: 2, death: 8, survivor: 0),
    BasinFigure.Basin(x: 0.5, y: 1, rank: nil, birth: 3, death: 5, survivor: 1),
    BasinFigure.Basin(x: 0, y: 0.5, rank: 3, birth: 4, death: 6, survivor: 0),
  ]

  private func figure(_ style: BasinFigure.Style) -> BasinFigure {
    let grid = SampleSurfaces.grid(8)
    let field = SampleSurfaces.bumpy(grid)
    let owners = (0..<grid.count).map { point -> Int? in
      grid.row(of: point) == 0 ? nil : grid.column(of: point) / 2
    }
    return BasinFigure(
      panels: [.init(field, basins: basins, owners: owners, headline: "Plain: 3 local minima")],
      title: "Basins", style: style, quantity: "loss", heightName: "loss + 0.001")
  }

  private func drawn(_ figure: BasinFigure) -> RecordingCanvas {
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return canvas
  }

  @Test func everyPointHasTheColorOfItsBasin() throws {
    let figure = figure(.basins)
    let canvas = drawn(figure)
    let frame = try #require(
      Layout(figure.composition, on: RecordingCanvas(for: figure)).plots.first
    ).frame.rectangle
    for basin in 0..<4 {
      let fills = canvas.fills.filter { $0.groups == ["map 1", "basin \(basin + 1)"] }
      try #require(fills.count == 1)
      let box = fills[0].path.bounds
      #expect(abs(box.x - (frame.x + Double(basin) * frame.width / 4)) <= 1)
      #expect(abs(box.width - frame.width / 4) <= 2)
      #expect(abs(box.height - 7 * frame.height / 8) <= 2, "no point of the lowest row is in one")
    }
    #expect(Set(canvas.fills.filter { $0.groups.count == 2 }.map(\.color)).count == 4)
  }

  @Test func branchesHaveTheColorsOfBasinsAndTheirHeights() throws {
    let figure = figure(.tree)
    let canvas = drawn(figure)
    let layout = Layout(figure.composition, on: RecordingCanvas(for: figure))
    try #require(layout.plots.count == 2)
    let frame = layout.plots[1].frame
    let colors = (1...4).map { basin in
      canvas.fills.first { $0.groups == ["map 1", "basin \(basin)"] }?.color
    }
    // Where each stands: those that meet the first at 6 and 8 in this order, the last with its guest.
    for (basin, place) in [(0, 0.5), (1, 2.5), (2, 3.5), (3, 1.5)] {
      let top = basins[basin].death.isFinite ? frame.y(basins[basin].death) : frame.rectangle.y
      let branch = canvas.strokes.first { stroke in
        let box = stroke.path.bounds
        return stroke.stroke.color == colors[basin] && box.width == 0
          && abs(box.x - frame.x(place)) < 1e-6 && abs(box.y - top) < 1e-6
          && abs(box.maxY - frame.y(basins[basin].birth)) < 1e-6
      }
      #expect(branch != nil, "basin \(basin + 1)")
    }
    #expect(canvas.texts.filter { $0.text == "2" && $0.font.isBold }.count >= 2, "in both plots")
  }

  @Test func leavesAreOrderedWithoutCrossings() {
    for seed in 1...20 {
      // A random tree: each basin meets an earlier one, above all that met it.
      var state = UInt64(seed)
      func random(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
      }
      let count = 12
      let survivors = (0..<count).map { $0 == 0 ? nil : random($0) as Int? }
      let basins = (0..<count).map { index in
        BasinFigure.Basin(
          x: 0, y: 0, rank: index + 1, birth: Double(index),
          death: index == 0 ? .infinity : Double(100 - index), survivor: survivors[index])
      }
      let places = MergeTreeLayout(basins).places
      #expect(places.sorted() == Array(0..<count))
      for (index, basin) in basins.enumerated() {
        guard let survivor = basin.survivor else { continue }
        let span = places[survivor] + 1..<places[index]
        for other in basins.indices where span.contains(places[other]) {
          #expect(basins[other].death <= basin.death, "its line would be crossed")
        }
      }
    }
  }

  @Test(arguments: BasinFigure.Style.allCases)
  func surfacesWithoutBasinsAreDrawn(style: BasinFigure.Style) {
    for field in [
      ScalarField(missingOn: SampleSurfaces.grid(3)),
      SampleSurfaces.bowl(SampleSurfaces.grid(5, 1)),
    ] {
      let owners: [Int?] = Array(repeating: nil, count: field.grid.count)
      let figure = BasinFigure(
        panels: [.init(field, basins: [], owners: owners)], style: style, heightName: "loss")
      #expect(drawn(figure).textFaults == [])
    }
    let empty = BasinFigure(panels: [], style: style, heightName: "loss")
    #expect(drawn(empty).textFaults == [])
  }

  @Test func theSummaryGivesTheSharesOfPoints() {
    let summary = figure(.tree).summary
    #expect(summary.contains("Minimum 2: 25 % of the points."), "\(summary)")
    #expect(summary.contains("the trees in which they meet"))
  }
}
