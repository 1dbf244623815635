import Grids
import SurfaceRendering

/// Colours that tests can tell apart: the surface grey by height, everything else pure.
let plainLook: SurfaceLook = {
  func ground(_ r: Float, _ g: Float, _ b: Float) -> HatchedGround {
    HatchedGround(ground: SurfaceColor(r, g, b), stroke: SurfaceColor(r, g, b))
  }
  return SurfaceLook(
    colors: [SurfaceColor(repeating: 0.5)], above: ground(1, 0, 0), below: ground(0, 0, 1),
    missing: ground(0, 1, 0), nonfinite: ground(0, 1, 1), wall: SurfaceColor(1, 0, 1),
    floor: SurfaceColor(1, 1, 0), edgeInk: 0)
}()

func square(_ count: Int, _ value: (Double, Double) -> Double) -> ScalarField {
  ScalarField(grid: .square(-1...1, count: count), value)
}

func scene(
  _ field: ScalarField, heights: ClosedRange<Double> = 0...1, view: SurfaceView = SurfaceView(),
  relief: Double = 0.4, foot: Double = 0.05, base: SurfaceBase = .block,
  look: SurfaceLook = plainLook
) -> SurfaceScene {
  let (xs, ys) = (field.grid.xs, field.grid.ys)
  return SurfaceScene(
    field,
    box: SceneBox(
      x: xs[0]...xs[xs.count - 1], y: ys[0]...ys[ys.count - 1], heights: heights, relief: relief,
      foot: foot),
    look: look, view: view, base: base)
}

func projection(_ scene: SurfaceScene, _ width: Int, _ height: Int) -> SceneProjection {
  SceneProjection(scene.box, scene.view, width: Double(width), height: Double(height))
}

func image(_ scene: SurfaceScene, _ width: Int, _ height: Int, threads: Int = 1) -> PixelImage {
  SurfaceRenderer.image(
    of: scene, projection(scene, width, height), width: width, height: height, threads: threads)
}

/// A pixel's components, 0...255.
struct Pixel: Equatable {
  let red: Int
  let green: Int
  let blue: Int
  let opacity: Int

  /// Whether it shows the surface and nothing else.
  var isGrey: Bool { opacity == 255 && red == green && green == blue }
}

extension PixelImage {
  subscript(x: Int, y: Int) -> Pixel {
    let i = 4 * (y * width + x)
    return Pixel(
      red: Int(rgba[i]), green: Int(rgba[i + 1]), blue: Int(rgba[i + 2]), opacity: Int(rgba[i + 3]))
  }

  func at(_ point: ProjectedPoint) -> Pixel {
    self[min(max(0, Int(point.x)), width - 1), min(max(0, Int(point.y)), height - 1)]
  }

  /// All pixels that are not quite transparent, with their places.
  var covered: [(x: Int, y: Int, pixel: Pixel)] {
    (0..<height).flatMap { y in (0..<width).map { x in (x, y, self[x, y]) } }
      .filter { $0.2.opacity > 0 }
  }
}

/// Numbers that look random, the same everywhere (the multiplier is Knuth's, of MMIX).
struct Numbers {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 40) / Double(1 << 24)
  }
}

func randomField(_ columns: Int, _ rows: Int, seed: UInt64) -> ScalarField {
  var numbers = Numbers(seed)
  func axis(_ count: Int) -> [Double] {
    (0..<count).reduce(into: [Double]()) { axis, _ in
      axis.append((axis.last ?? -1) + 0.1 + numbers.next())
    }
  }
  guard let grid = Grid(xs: axis(columns), ys: axis(rows)) else {
    preconditionFailure("axes must increase")
  }
  return ScalarField(grid: grid, values: (0..<grid.count).map { _ in numbers.next() })
}
