/// Gives samples their colours.
struct SampleShader: Sendable {
  private let colors: [SIMD3<Float>]
  private let look: SurfaceLook
  private let above: HatchShader
  private let below: HatchShader
  private let missing: HatchShader
  private let nonfinite: HatchShader

  init(_ look: SurfaceLook, _ projection: SceneProjection) {
    self.look = look
    colors = SampleShader.table(look.colors)
    let box = projection.box
    func hatch(_ ground: HatchedGround, _ z: Double) -> HatchShader {
      HatchShader(
        ground, projection, z: z, spacing: look.hatchSpacing, width: look.hatchWidth)
    }
    above = hatch(look.above, box.lid)
    below = hatch(look.below, 0)
    missing = hatch(look.missing, box.groundZ)
    nonfinite = hatch(look.nonfinite, box.groundZ)
  }

  /// Enough steps that none can be seen.
  private static func table(_ colors: [SIMD3<Float>]) -> [SIMD3<Float>] {
    let (steps, last) = (1023, colors.count - 1)
    return (0...steps).map { step in
      let place = Float(step * last) / Float(steps)
      let index = min(Int(place), max(0, last - 1))
      return colors[index]
        + (place - Float(index)) * (colors[min(index + 1, last)] - colors[index])
    }
  }

  /// The colour of a sample, multiplied by its opacity, which is the fourth component.
  ///
  /// - Parameters:
  ///   - x: Its place on the picture, in samples.
  ///   - y: Its place on the picture, in samples.
  ///   - ink: How far a line darkens or lightens it.
  func color(of sample: Sample, x: Int, y: Int, ink: Float) -> SIMD4<Float> {
    var color: SIMD3<Float>
    switch sample.kind {
    case .empty: return .zero
    case .surface: color = lit(self.color(at: sample.height), sample.light)
    case .above: color = above.color(x, y)
    case .below: color = below.color(x, y)
    case .missing: color = missing.color(x, y)
    case .nonfinite: color = nonfinite.color(x, y)
    case .wall: color = lit(look.wall, sample.light)
    case .underside: color = lit(look.wall, 0.72 * sample.light)
    case .floor:
      return SIMD4(look.floor + ink * (self.color(at: sample.height) - look.floor), 1)
    }
    if ink < 0 { color *= 1 + ink } else if ink > 0 { color += (1 - color) * ink }
    return SIMD4(color, 1)
  }

  /// The colour of a height in the box.
  private func color(at height: Float) -> SIMD3<Float> {
    colors[Int(min(max(height, 0), 1) * Float(colors.count - 1) + 0.5)]
  }

  private func lit(_ color: SIMD3<Float>, _ light: Float) -> SIMD3<Float> {
    light <= 1 ? color * light : color + (1 - color) * (light - 1)
  }
}

/// A hatch that lies on a horizontal plane of a scene.
struct HatchShader: Sendable {
  private let look: HatchedGround
  /// Linear forms of (x, y, 1) in samples: a diagonal over the third counts strokes across it.
  private let rising: SIMD3<Float>
  private let falling: SIMD3<Float>
  private let scale: SIMD3<Float>
  /// In samples.
  private let width: Float

  init(
    _ look: HatchedGround, _ projection: SceneProjection, z: Double, spacing: Double, width: Double
  ) {
    self.look = look
    let samples = Double(SurfaceMesh.samples)
    let plane = projection.plane(at: z)
    // Strokes where the difference (the sum) of x and y is a multiple of this.
    let step = spacing * Double(2).squareRoot() / projection.pixelsInTheMiddle
    func form(_ value: SIMD3<Double>) -> SIMD3<Float> {
      SIMD3<Float>(value * SIMD3(1 / samples, 1 / samples, 1))
    }
    rising = form((plane.x - plane.y) / step)
    falling = form((plane.x + plane.y) / step)
    scale = form(plane.scale)
    self.width = Float(width * samples)
  }

  func color(_ x: Int, _ y: Int) -> SIMD3<Float> {
    let place = SIMD3(Float(x) + 0.5, Float(y) + 0.5, 1)
    var cover: Float = 0
    if look.rises { cover = max(cover, self.cover(rising, place)) }
    if look.falls { cover = max(cover, self.cover(falling, place)) }
    return look.ground + cover * (look.stroke - look.ground)
  }

  /// How much of a sample a stroke covers: by its distance on the picture. Where strokes crowd, their
  /// mean.
  private func cover(_ form: SIMD3<Float>, _ place: SIMD3<Float>) -> Float {
    let bottom = (scale * place).sum()
    let count = (form * place).sum() / bottom
    let dx = (form.x - count * scale.x) / bottom
    let dy = (form.y - count * scale.y) / bottom
    let density = (dx * dx + dy * dy).squareRoot()
    let distance = abs(count - count.rounded()) / density
    let stroke = min(max(width / 2 - distance + 0.5, 0), 1)
    let mean = min(1, width * density)
    let crowding = min(max((mean - 0.4) / 0.2, 0), 1)
    return stroke + crowding * (mean - stroke)
  }
}
