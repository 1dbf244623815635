import Analysis
import Figures
import FolderTestSupport
import Landscapes
import Pictures
import Testing

@Suite("Figures of surfaces on one range of colours")
struct SurfaceFiguresTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A bowl of 3 × 3 points around a lowest loss.
  private func surface(_ name: String, lowest: Double) throws -> LossSurface {
    let rows = (-1...1).flatMap { y in
      (-1...1).map { x in "\(x),\(y),\(lowest + Double(x * x + y * y))" }
    }
    return try LossSurface(
      path: folder.write((["x,y,loss"] + rows).joined(separator: "\n"), to: "\(name).csv"))
  }

  private func entry(_ surface: LossSurface, _ scale: HeightScale) -> SurfaceFigures.Entry {
    SurfaceFigures.Entry(
      surface: surface,
      analysis: MinimaAnalysis(of: surface.loss, quantity: surface.quantity, scale: scale),
      name: "Net", facts: "facts")
  }

  @Test("every figure has the colours of all surfaces, spread as the heights are")
  func colours() throws {
    let (one, other) = (try surface("one", lowest: 1), try surface("other", lowest: 0.5))
    let figures = SurfaceFigures(of: [one, other], provenance: "made up")
    for (scale, colours) in [(HeightScale.standard, ValueScale.log), (.linear, .linear)] {
      let alone = figures.figure(of: [entry(one, scale)], title: "title")
      #expect(alone.colorRange == 0.5...3 && alone.scale == colours)
      #expect(alone.title == "title" && alone.provenance == "made up")
      let pair = figures.figure(of: [one, other].map { entry($0, scale) }, title: "two")
      #expect(pair.colorRange == alone.colorRange && pair.panels.count == 2)
      #expect(pair.panels[1].headline == "Net: 1 local minimum")
      #expect(pair.panels[1].subtitle == "facts")
    }
  }
}
