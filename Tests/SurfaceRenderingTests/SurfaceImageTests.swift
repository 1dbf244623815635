import Grids
import SurfaceRendering
import Testing

@Suite struct SurfaceImageTests {
  @Test func aLevelPlaneIsEvenlyLit() {
    let scene = scene(square(9) { _, _ in 0.5 }, view: SurfaceView(elevation: 60))
    let picture = image(scene, 200, 160)
    let middle = picture.at(projection(scene, 200, 160).project(x: 0, y: 0, height: 0.5))
    #expect(abs(middle.red - 128) <= 3, "in the open a colour is itself")
    let grey = picture.covered.filter(\.pixel.isGrey)
    #expect(grey.count > 4000)
    #expect(grey.allSatisfy { abs($0.pixel.red - middle.red) <= 1 })
  }

  @Test func lightComesFromTheUpperLeftOfTheViewer() {
    // A dome, seen from above: bright on the left and far side, darker on the right and near side.
    let dome = square(41) { max(0, 0.9 - $0 * $0 - $1 * $1) }
    for azimuth in [-90.0, 0, 45, 170] {
      let scene = scene(dome, view: SurfaceView(azimuth: azimuth, elevation: 75))
      let picture = image(scene, 300, 300)
      let summit = projection(scene, 300, 300).project(x: 0, y: 0, height: 0.9)
      let (x, y) = (Int(summit.x), Int(summit.y))
      #expect(picture[x - 40, y].red > picture[x + 40, y].red + 15)
      #expect(picture[x, y - 25].red > picture[x, y + 35].red)
    }
  }

  @Test func shadingStaysWithinBounds() {
    let scene = scene(randomSurface(21), look: plainLook)
    let pixels = image(scene, 300, 240).covered.map(\.pixel).filter(\.isGrey)
    let greys = pixels.map { Double($0.red) / 127.5 }
    #expect((greys.min() ?? 0) >= 0.5)
    #expect((greys.max() ?? 9) <= 1.13)
  }

  @Test func theSilhouetteIsThatOfTheBoxWhereTheSurfaceFillsIt() {
    // A block whose top lies at the lid covers exactly the hull of the eight corners.
    let scene = scene(square(5) { _, _ in 1 - 1e-9 })
    let (width, height) = (240, 200)
    let corners = [-1.0, 1].flatMap { x in
      [-1.0, 1].flatMap { y in
        [scene.box.ground, 1].map {
          projection(scene, width, height).project(x: x, y: y, height: $0)
        }
      }
    }
    let picture = image(scene, width, height)
    for y in 0..<height {
      for x in 0..<width {
        let depth = depthInHull(corners.map { ($0.x, $0.y) }, (Double(x) + 0.5, Double(y) + 0.5))
        if depth > 1.6 { #expect(picture[x, y].opacity == 255, "\(x), \(y): a crack") }
        if depth < -1.6 { #expect(picture[x, y].opacity == 0, "\(x), \(y)") }
      }
    }
  }

  @Test func whatIsBehindIsHidden() {
    // A ridge across the middle, seen from the front: behind it the valley does not show.
    let field = square(41) { _, y in abs(y) < 0.06 ? 0.95 : y > 0 ? 0.05 : 0.3 }
    var look = plainLook
    look.colors = [SurfaceColor(0.9, 0, 0), SurfaceColor(0, 0.9, 0)]
    let scene = scene(field, view: SurfaceView(azimuth: -90, elevation: 20), look: look)
    let projection = projection(scene, 300, 200)
    let visibility = SceneVisibility(field, projection)
    #expect(visibility.kind(x: 0, y: -0.5) == .visible)
    #expect(visibility.kind(x: 0, y: 0) == .visible)
    #expect(visibility.kind(x: 0, y: 0.3) == .hidden)
    #expect(visibility.kind(x: 2, y: 0) == .absent)
    // At the place of the hidden point stands the side of the ridge, which is greener.
    let pixel = image(scene, 300, 200).at(projection.project(x: 0, y: 0.3, height: 0.05))
    #expect(4 * pixel.green > pixel.red)
  }

  @Test func theSurfaceIsCutExactlyAtTheLid() {
    // A plane that rises along x passes the lid at x = 0.25.
    let field = square(9) { x, _ in 0.5 + 2 * x }
    let scene = scene(field, view: SurfaceView(azimuth: -90, elevation: 90))
    let projection = projection(scene, 300, 300)
    let picture = image(scene, 300, 300)
    for y in stride(from: -0.8, through: 0.8, by: 0.2) {
      let edge = projection.project(x: 0.25, y: y, height: 1)
      let row = Int(edge.y)
      #expect(picture[Int(edge.x - 2.5), row].isGrey, "surface")
      #expect(picture[Int(edge.x + 2.5), row] == Pixel(red: 255, green: 0, blue: 0, opacity: 255))
    }
    let visibility = SceneVisibility(field, projection)
    #expect(visibility.kind(x: 0.3, y: 0) == .cutOff && visibility.kind(x: -0.5, y: 0) == .cutOff)
    #expect(visibility.height(x: 0.9, y: 0) == 1)
    // It passes the floor at x = −0.25.
    let floor = projection.project(x: -0.25, y: 0, height: 0)
    #expect(picture[Int(floor.x - 2.5), Int(floor.y)].blue == 255)
  }

  @Test func cellsWithAMissingCornerAreHoles() {
    let grid = Grid.square(-1...1, count: 5)
    var computed = Array(repeating: true, count: 25)
    computed[12] = false
    var values = Array(repeating: 0.5, count: 25)
    let view = SurfaceView(azimuth: -90, elevation: 90)
    let hole = image(
      scene(ScalarField(grid: grid, values: values, isComputed: computed), view: view), 200, 200)
    #expect(hole[100, 100] == Pixel(red: 0, green: 255, blue: 0, opacity: 255))
    values[12] = .infinity
    let overflow = image(scene(ScalarField(grid: grid, values: values), view: view), 200, 200)
    #expect(overflow[100, 100] == Pixel(red: 0, green: 255, blue: 255, opacity: 255))
    // The edges run along the sides of the cells.
    let frame = projection(scene(ScalarField(grid: grid, values: values), view: view), 200, 200)
    let edge = frame.project(x: 0.5, y: 0, height: 0.5)
    #expect(overflow[Int(edge.x + 2), 100].isGrey)
    #expect(!overflow[Int(edge.x - 2), 100].isGrey)
  }

  @Test func aCheckerboardKeepsItsMeanColor() {
    // The finest pattern a grid can hold, a few pixels to a cell: no beats between cells and pixels.
    let isHigh = (0..<10201).map { ($0 % 101 + $0 / 101) % 2 == 1 }
    let board = ScalarField(
      grid: .square(-1...1, count: 101), values: isHigh.map { $0 ? 0.51 : 0.49 })
    var look = plainLook
    look.colors = (0..<100).map { SurfaceColor(repeating: $0 < 50 ? 0 : 1) }
    let scene = scene(
      board, view: SurfaceView(azimuth: -90, elevation: 90), relief: 0.01, look: look)
    let picture = image(scene, 170, 170)
    var means: [Double] = []
    for y in stride(from: 25, to: 125, by: 20) {
      for x in stride(from: 25, to: 125, by: 20) {
        var sum = 0
        for j in 0..<20 { for i in 0..<20 { sum += picture[x + i, y + j].red } }
        means.append(Double(sum) / 400)
      }
    }
    let mean = means.reduce(0, +) / Double(means.count)
    #expect(abs(mean - 127) < 16)
    #expect(means.allSatisfy { abs($0 - mean) < 8 }, "no moiré: \(means)")
  }

  @Test func threadsDoNotChangeABit() {
    var scene = scene(randomSurface(15), heights: 0.2...0.8)
    scene.look.edgeInk = 0.8
    scene.lines = [0.3, 0.5, 0.7].map { SurfaceLine(height: $0, width: 1.5, ink: -0.5) }
    scene.strata = [0.5]
    for base in SurfaceBase.allCases {
      scene.base = base
      let one = image(scene, 230, 170)
      #expect(image(scene, 230, 170, threads: 2) == one)
      #expect(image(scene, 230, 170, threads: 4) == one)
    }
  }
}

private func randomSurface(_ count: Int) -> ScalarField {
  var numbers = Numbers(7)
  return square(count) { _, _ in numbers.next() }
}

/// How far inside the convex hull of some points another lies; negative outside.
private func depthInHull(_ points: [(Double, Double)], _ place: (Double, Double)) -> Double {
  var depth = Double.infinity
  for a in points {
    for b in points {
      let (dx, dy) = (b.0 - a.0, b.1 - a.1)
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 1e-9 else { continue }
      func side(_ p: (Double, Double)) -> Double {
        (dx * (p.1 - a.1) - dy * (p.0 - a.0)) / length
      }
      if points.allSatisfy({ side($0) >= -1e-6 }) { depth = min(depth, side(place)) }
    }
  }
  return depth
}
