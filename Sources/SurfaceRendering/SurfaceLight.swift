/// Soft light: from the whole sky, and from a lamp at the viewer's upper left.
///
/// The result multiplies a colour's components; it stays within about 0.6...1.05, so that colours can
/// be read against a colour bar, and is 1 on a level surface in the open. What exceeds 1 mixes in white.
struct SurfaceLight {
  private let lamp: SIMD3<Double>
  /// Halfway between the lamp and the eye.
  private let gloss: SIMD3<Double>
  private let level: Double

  init(_ projection: SceneProjection) {
    let lamp = normalized(
      -0.72 * projection.right + 0.42 * projection.up + 0.44 * projection.towardsEye)
    self.lamp = lamp
    gloss = normalized(lamp + projection.towardsEye)
    level = SurfaceLight.raw(SIMD3(0, 0, 1), visibility: 1, lamp)
  }

  /// The light on a matt surface.
  ///
  /// - Parameters:
  ///   - normal: Its direction, of length 1.
  ///   - visibility: The share of the sky that it sees.
  func matt(_ normal: SIMD3<Double>, visibility: Double) -> Double {
    let value = SurfaceLight.raw(normal, visibility: visibility, lamp) / level
    return 0.5 + 0.5 * min(value, 1.1)
  }

  /// The light on the surface itself, which has a faint gloss.
  func satin(_ normal: SIMD3<Double>, visibility: Double) -> Double {
    let shine = max(0, dot(normal, gloss))
    let power = shine * shine * shine * shine
    return matt(normal, visibility: visibility) + 0.06 * power * power * power * visibility
  }

  /// The light on an upright wall: sides differ, none is gloomy.
  func wall(_ normal: SIMD3<Double>) -> Double {
    0.86 + 0.14 * min(max(0, dot(normal, lamp) + 0.35), 1)
  }

  private static func raw(
    _ normal: SIMD3<Double>, visibility: Double, _ lamp: SIMD3<Double>
  ) -> Double {
    let sky = (0.5 + 0.5 * normal.z) * visibility
    // Light that wraps around soft bodies: no hard terminator.
    let key = max(0, (dot(normal, lamp) + 0.2) / 1.2)
    return 0.45 * sky + 0.55 * key * (0.4 + 0.6 * visibility)
  }
}
