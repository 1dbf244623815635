import CairoRendering
import FigureTestSupport
import Figures
import Foundation
import Grids
import SurfaceRendering
import Testing

/// A figure without text (fonts differ between machines) for each style and every special ground.
private let cases: [(name: String, figure: any Illustration)] = {
  let filled = surfaces
  var lines = filled
  lines.style = .contour
  var heat = filled
  heat.style = .heatmap
  heat.theme = .dark
  var holes = filled
  holes.panels = holes.panels.map { panel in
    var panel = panel
    panel.field = SampleSurfaces.withHoles(panel.field)
    return panel
  }
  holes.colorRange = 1...3
  var linear = filled
  linear.panels.removeLast()
  linear.scale = .linear
  linear.colorMap = .cividis
  linear.theme = .dark
  var flow = SampleFlows.comparison(steps: 30, layers: 8, width: 320, height: 240)
  flow.showsText = false
  // A corner that vanished altogether.
  flow.matrices[0].field = flow.matrices[0].field.map { $0 < 1 / 4096 ? 0 : $0 }
  var scene = SampleScenes.comparison(points: 21, width: 320, height: 240)
  scene.showsText = false
  scene.range = 0.5...6
  scene.panels[0].field = SampleSurfaces.withHoles(scene.panels[0].field)
  var barcode = SampleIllustrations.persistence(1, .none, .barcode)
  (barcode.width, barcode.height, barcode.showsText) = (320, 240, false)
  var diagram = SampleIllustrations.persistence(2, .none, .diagram)
  (diagram.width, diagram.height, diagram.showsText, diagram.theme) = (320, 240, false, .dark)
  var tree = SampleIllustrations.basins(1, .none, .tree)
  (tree.width, tree.height, tree.showsText) = (320, 240, false)
  var profile = SampleIllustrations.profile(2, .none, hasAccuracies: true)
  (profile.width, profile.height, profile.showsText, profile.theme) = (320, 240, false, .dark)
  return [
    ("scene", scene), ("barcode", barcode), ("diagram-dark", diagram), ("tree", tree),
    ("profile-dark", profile),
    ("filled", filled), ("contour", lines), ("heatmap-dark", heat), ("holes-clipped", holes),
    ("linear-cividis-dark", linear), ("flow", flow),
  ]
}()

/// The first of the figures, to be changed.
private let surfaces: Figure = {
  var figure = SampleSurfaces.comparison(points: 21, width: 320, height: 240)
  figure.showsText = false
  return figure
}()

/// Between machines only smoothing may differ.
private let tolerance = 2.0

@Suite struct GoldenImageTests {
  @Test(arguments: cases.map(\.name)) func thePictureIsAsItWas(name: String) throws {
    let figure = try #require(cases.first { $0.name == name }?.figure)
    let bytes = try FigureRenderer.png(figure)
    guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "png") else {
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
      try Data(bytes).write(to: folder.appending(path: "Fixtures/\(name).png"))
      Issue.record("there was no picture \(name).png; it has been written: look at it")
      return
    }
    let golden = Array(try Data(contentsOf: url))
    let (actual, expected) = (try PNGFile.decode(bytes), try PNGFile.decode(golden))
    let difference = try #require(largestTileDifference(actual, expected))
    #expect(difference <= tolerance)
    if difference > tolerance {
      Attachment.record(golden, named: "\(name)-expected.png")
      Attachment.record(bytes, named: "\(name)-actual.png")
      let image = differenceImage(actual, expected)
      Attachment.record(try PNGFile.bytes(of: image), named: "\(name)-difference.png")
    }
  }

  @Test func aMovedMarkIsNoticed() throws {
    var figure = surfaces
    let before = try PNGFile.decode(FigureRenderer.png(figure))
    figure.panels[1].minima[0].x += 0.12
    let after = try PNGFile.decode(FigureRenderer.png(figure))
    #expect(try #require(largestTileDifference(before, after)) > tolerance)
    #expect(largestTileDifference(before, before) == 0)
  }

  @Test func aDifferenceIsWhiteWhereAllIsEqual() throws {
    var figure = surfaces
    let before = try PNGFile.decode(FigureRenderer.png(figure))
    figure.panels[1].minima[0].x += 0.12
    let after = try PNGFile.decode(FigureRenderer.png(figure))
    #expect(differenceImage(before, before).rgba.allSatisfy { $0 == 255 })
    let image = differenceImage(before, after)
    #expect(image.width == before.width && image.rgba.contains { $0 < 100 })
    // The first panel has not changed.
    for row in 0..<image.height {
      let start = 4 * row * image.width
      let left = image.rgba[start..<start + 4 * (image.width / 3)]
      #expect(left.allSatisfy { $0 == 255 })
    }
  }

  @Test func aChangedColorScaleIsNoticed() throws {
    var figure = surfaces
    let before = try PNGFile.decode(FigureRenderer.png(figure))
    figure.colorMap = .cividis
    let after = try PNGFile.decode(FigureRenderer.png(figure))
    #expect(try #require(largestTileDifference(before, after)) > 10 * tolerance)
  }

  @Test func picturesOfDifferentSizesCannotBeCompared() throws {
    var figure = surfaces
    let before = try PNGFile.decode(FigureRenderer.png(figure))
    figure.width += 1
    let after = try PNGFile.decode(FigureRenderer.png(figure))
    #expect(largestTileDifference(before, after) == nil)
  }
}
