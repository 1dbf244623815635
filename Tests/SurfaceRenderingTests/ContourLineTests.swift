import Grids
import SurfaceRendering
import Testing

@Suite struct ContourLineTests {
  /// A scene from above in which only a line is black.
  private func picture(_ field: ScalarField, level: Double, ink: Double = -1) -> (
    PixelImage, SceneProjection
  ) {
    var scene = scene(
      field, view: SurfaceView(azimuth: -90, elevation: 90), relief: 0.05, look: plainLook)
    scene.lines = [SurfaceLine(height: level, width: 2, ink: ink)]
    return (image(scene, 300, 300), projection(scene, 300, 300))
  }

  @Test func aCircleIsUnbrokenAndInItsPlace() {
    let (picture, projection) = picture(square(41) { ($0 * $0 + $1 * $1) / 2 }, level: 0.25)
    let radius = 0.5.squareRoot()
    for step in 0..<360 {
      let (x, y) = (radius * cosine(step), radius * sine(step))
      let point = projection.project(x: x, y: y, height: 0.25)
      #expect(picture.at(point).red < 75, "a gap at \(step)°")
      let inner = projection.project(x: 0.93 * x, y: 0.93 * y, height: 0.25)
      #expect(picture.at(inner).red > 110, "wide at \(step)°")
    }
  }

  @Test func aPlateauAtTheLevelHasNoSpeckles() {
    let (picture, projection) = picture(square(21) { x, _ in x < 0.55 ? 0.5 : 0.2 }, level: 0.5)
    for y in stride(from: -0.9, through: 0.9, by: 0.05) {
      for x in stride(from: -0.9, through: 0.45, by: 0.05) {
        #expect(picture.at(projection.project(x: x, y: y, height: 0.5)).red > 110)
      }
    }
    // Rounding about the level makes none either.
    var numbers = Numbers(3)
    let noisy = self.picture(
      square(21) { _, _ in 0.5 + 1e-17 * numbers.next() }, level: 0.5)
    #expect(noisy.0.covered.allSatisfy { $0.pixel.red > 60 })
  }

  @Test func aHiddenLineDoesNotShowThrough() {
    // Lines on a far slope behind a wall.
    let field = square(41) { _, y in y < 0 ? 0.9 : 0.4 * (1 - y) }
    var scene = scene(field, view: SurfaceView(azimuth: -90, elevation: 10))
    scene.lines = [SurfaceLine(height: 0.2, width: 3, ink: -1)]
    let dark = image(scene, 300, 200).covered.filter {
      $0.pixel.opacity == 255 && $0.pixel.red < 40 && $0.pixel.blue < 40
    }
    #expect(dark.isEmpty)
  }

  @Test func theFloorShowsTheLines() {
    let field = square(41) { 0.3 + ($0 * $0 + $1 * $1) / 4 }
    var scene = scene(field, view: SurfaceView(azimuth: -90, elevation: 60), foot: 2, base: .floor)
    let before = image(scene, 200, 300)
    scene.lines = [SurfaceLine(height: 0.5, width: 2, ink: -1)]
    let after = image(scene, 200, 300)
    let yellow = { (p: Pixel) in p.red > 230 && p.green > 230 && p.blue < 30 && p.opacity == 255 }
    let changed = before.covered.filter { yellow($0.pixel) && !yellow(after[$0.x, $0.y]) }
    #expect(changed.count > 40)
  }

  private func cosine(_ degrees: Int) -> Double { sine(degrees + 90) }

  /// By Bhaskara's rational approximation, within 0.002.
  private func sine(_ degrees: Int) -> Double {
    let turn = Double(((degrees % 360) + 360) % 360)
    let half = turn < 180 ? turn : turn - 180
    let value = 4 * half * (180 - half) / (40_500 - half * (180 - half))
    return turn < 180 ? value : -value
  }
}
