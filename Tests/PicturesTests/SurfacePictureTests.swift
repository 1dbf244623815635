import Analysis
import FailureTestSupport
import Failures
import Figures
import FolderTestSupport
import Landscapes
import Pictures
import Testing

@Suite("Pictures of surfaces")
struct SurfacePictureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A bowl around a lowest loss, with as many points along each axis.
  private func surface(
    _ name: String, lowest: Double, columns: Int = 3, rows: Int = 3
  ) throws -> LossSurface {
    let lines = (0..<rows).flatMap { row in
      (0..<columns).map { column in
        let (x, y) = (column - columns / 2, row - rows / 2)
        return "\(x),\(y),\(lowest + Double(x * x + y * y))"
      }
    }
    return try LossSurface(
      path: folder.write((["x,y,loss"] + lines).joined(separator: "\n"), to: "\(name).csv"))
  }

  private func entry(
    _ surface: LossSurface, _ scale: HeightScale = .standard
  ) -> SurfacePicture.Entry {
    SurfacePicture.Entry(
      surface: surface,
      analysis: MinimaAnalysis(of: surface.loss, quantity: surface.quantity, scale: scale),
      name: "Net", facts: "facts", path: "s.h5")
  }

  private func picture(
    _ surfaces: [LossSurface], _ style: SurfaceStyle? = nil, scale: HeightScale = .standard
  ) -> SurfacePicture {
    SurfacePicture(
      of: surfaces.map { entry($0, scale) }, style: style, title: "title",
      provenance: "made up", colorRange: LossSurface.colorRange(of: surfaces))
  }

  @Test("all panels have one range of colours, spread as the heights are")
  func colours() throws {
    let surfaces = [try surface("one", lowest: 1), try surface("other", lowest: 0.5)]
    for (scale, colours) in [(HeightScale.standard, ValueScale.log), (.linear, .linear)] {
      let figure = try #require(try picture(surfaces, scale: scale).illustration() as? Figure)
      #expect(figure.colorRange == 0.5...3 && figure.scale == colours)
      #expect(figure.title == "title" && figure.provenance == "made up")
      #expect(figure.panels.map(\.headline) == Array(repeating: "Net: 1 local minimum", count: 2))
      #expect(figure.panels[1].subtitle == "facts")
      let scene = try #require(
        try picture(surfaces, .surface, scale: scale).illustration() as? SceneFigure)
      #expect(scene.range == 0.5...3 && scene.scale == colours && scene.panels.count == 2)
    }
  }

  @Test("every style draws a plane", arguments: SurfaceStyle.allCases)
  func styles(style: SurfaceStyle) throws {
    var picture = picture([try surface("one", lowest: 1, columns: 5, rows: 5)], style)
    #expect(picture.isDrawable(as: style))
    let summary = try picture.illustration().summary
    #expect(
      summary.contains("title") && summary.contains("Net: 1 local minimum") != (style == .profile))
    picture.showsCaptions = false
    #expect(try !picture.illustration().summary.contains("Net: 1"))
  }

  @Test("a line is drawn as a profile, and refused as a map")
  func lines() throws {
    let line = try surface("line", lowest: 1, columns: 5, rows: 1)
    #expect(picture([line]).drawnStyle == .profile)
    #expect(try picture([line]).illustration() is ProfileFigure)
    for style in [SurfaceStyle.filled, .relief, .surface, .tree, .basins] {
      #expect(!picture([line]).isDrawable(as: style))
      let found = try failure { _ = try picture([line], style).illustration() }
      #expect(found.code == .data && found.what.contains("5 points on a line"))
      #expect(found.remedy?.description.contains("profile") == true)
    }
  }

  @Test("what cannot be drawn is refused: nothing finite, too many, different quantities")
  func refusals() throws {
    let path = try folder.write("x,y,loss\n0,0,nan\n1,0,nan\n0,1,nan\n1,1,inf", to: "nan.csv")
    let empty = try LossSurface(path: path)
    for style in SurfaceStyle.allCases {
      let found = try failure { _ = try picture([empty], style).illustration() }
      #expect(found.code == .data && found.what.contains("no finite value"))
    }
    let one = try surface("one", lowest: 1)
    let many = try failure {
      _ = try picture(Array(repeating: one, count: 13)).illustration()
    }
    #expect(many.code == .usage && many.what.contains("at most 12 surfaces, got 13"))
    let trees = try failure {
      _ = try picture(Array(repeating: one, count: 5), .tree).illustration()
    }
    #expect(trees.code == .usage && trees.what.contains("at most 4"))
  }
}
