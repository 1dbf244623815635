import SurfaceRendering
import Testing

@Suite struct ProjectionTests {
  @Test(
    arguments: stride(from: -180.0, through: 180, by: 15).map { $0 }, [0, 10, 38, 60, 89, 90.0])
  func theBoxFillsItsRectangle(azimuth: Double, elevation: Double) {
    for (width, height) in [(400.0, 300.0), (300, 500), (1000, 100)] {
      let box = SceneBox(x: -2...1, y: 0...1, heights: -1...3)
      let view = SurfaceView(azimuth: azimuth, elevation: elevation)
      let projection = SceneProjection(
        box, view, left: 20, top: 30, width: width, height: height)
      let points = [-2.0, 1].flatMap { x in
        [0.0, 1].flatMap { y in
          [box.ground, 3].map { projection.project(x: x, y: y, height: $0) }
        }
      }
      let (xs, ys) = (points.map(\.x), points.map(\.y))
      let slack = 1e-6
      #expect((xs.min() ?? 0) >= 20 - slack && (xs.max() ?? 0) <= 20 + width + slack)
      #expect((ys.min() ?? 0) >= 30 - slack && (ys.max() ?? 0) <= 30 + height + slack)
      let spans = ((xs.max() ?? 0) - (xs.min() ?? 0), (ys.max() ?? 0) - (ys.min() ?? 0))
      #expect(max(spans.0 / width, spans.1 / height) > 1 - 1e-9, "it touches two edges")
    }
  }

  @Test func theAxesRunAsTheConventionSays() {
    let box = SceneBox(x: 0...1, y: 0...1, heights: 0...1)
    let projection = SceneProjection(
      box, SurfaceView(azimuth: -90, elevation: 30), width: 100, height: 100)
    let origin = projection.project(x: 0, y: 0, height: 0)
    #expect(projection.project(x: 1, y: 0, height: 0).x > origin.x + 10)
    #expect(abs(projection.project(x: 1, y: 0, height: 0).y - origin.y) < 1e-9)
    #expect(projection.project(x: 0, y: 1, height: 0).depth > origin.depth)
    #expect(projection.project(x: 0, y: 0, height: 1).y < origin.y - 10)
    let turned = SceneProjection(
      box, SurfaceView(azimuth: -60, elevation: 30), width: 100, height: 100)
    let (a, b) = (turned.project(x: 0, y: 0, height: 0), turned.project(x: 1, y: 0, height: 0))
    #expect(b.x > a.x && b.y > a.y, "the x axis runs to the lower right")
  }

  @Test func morePixelsShowTheSame() {
    let box = SceneBox(x: 0...1, y: 0...1, heights: 0...1)
    let projection = SceneProjection(box, SurfaceView(), left: 10, top: 5, width: 90, height: 70)
    let fine = projection.scaled(by: 3, from: 4, 2)
    let (a, b) = (
      projection.project(x: 0.3, y: 0.8, height: 0.4), fine.project(x: 0.3, y: 0.8, height: 0.4)
    )
    #expect(abs(b.x - 3 * (a.x - 4)) < 1e-9 && abs(b.y - 3 * (a.y - 2)) < 1e-9)
  }

  @Test func aZoomEnlargesAboutTheMiddle() {
    let box = SceneBox(x: 0...1, y: 0...1, heights: 0...1)
    func span(_ zoom: Double) -> Double {
      let p = SceneProjection(box, SurfaceView(zoom: zoom), width: 100, height: 100)
      return p.project(x: 1, y: 0, height: 0).x - p.project(x: 0, y: 0, height: 0).x
    }
    #expect(abs(span(2) / span(1) - 2) < 1e-9)
  }
}
