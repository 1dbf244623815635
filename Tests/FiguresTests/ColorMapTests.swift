import Figures
import Testing

@Suite struct ColorMapTests {
  /// Entries of the published tables of 256 colours (matplotlib 3.11.2) that lie between our
  /// control points.
  @Test(arguments: [
    (0, 0x440154), (3, 0x450559), (52, 0x404588), (101, 0x2A778E), (178, 0x42BE71),
    (233, 0xC5E021), (255, 0xFDE725),
  ])
  func viridisIsThePublishedOne(index: Int, published: UInt32) {
    #expect(difference(.viridis, index, published) <= 1)
  }

  @Test(arguments: [
    (0, 0x00224E), (33, 0x1C396F), (128, 0x7D7C78), (201, 0xC5B568), (255, 0xFEE838),
  ])
  func cividisIsThePublishedOne(index: Int, published: UInt32) {
    #expect(difference(.cividis, index, published) <= 4)
  }

  @Test func theDifferenceIsThatOfTheWorstComponent() {
    #expect(abs(difference(.viridis, 0, 0x440154 + 7) - 7) < 1e-9)
    #expect(abs(difference(.viridis, 0, 0x640154) - 32) < 1e-9)
  }

  /// The largest difference of a component, in parts of 255.
  private func difference(_ map: ColorMap, _ index: Int, _ published: UInt32) -> Double {
    let color = map.color(at: Double(index) / 255)
    let other = Color(hex: published)
    let red = abs(color.red - other.red)
    let green = abs(color.green - other.green)
    let blue = abs(color.blue - other.blue)
    return 255 * max(red, green, blue)
  }

  @Test(arguments: ColorMap.allCases) func lightnessGrowsSteadily(map: ColorMap) {
    let luminances = (0...100).map { map.color(at: Double($0) / 100).luminance }
    for (a, b) in zip(luminances, luminances.dropFirst()) { #expect(a < b) }
  }

  /// Deuteranopia and protanopia after Viénot, Brettel and Mollon, "Digital video colourmaps for
  /// checking the legibility of displays by dichromats", Color Res. Appl. 24 (1999), table of
  /// combined matrices on linear RGB: red and green are both replaced by one mixture.
  @Test(arguments: ColorMap.allCases, [(0.11238, 0.88762), (0.29275, 0.70725)])
  func lightnessGrowsForDichromatsToo(map: ColorMap, mixture: (Double, Double)) {
    func linear(_ c: Double) -> Double {
      // The gamma of luminance, read back from grey.
      Color(red: c, green: c, blue: c).luminance
    }
    let lightness = (0...60).map { step in
      let color = map.color(at: Double(step) / 60)
      let yellow = mixture.0 * linear(color.red) + mixture.1 * linear(color.green)
      return 0.9278 * yellow + 0.0722 * linear(color.blue)
    }
    for (a, b) in zip(lightness, lightness.dropFirst()) { #expect(a < b) }
  }

  @Test func positionsOutsideAreClamped() {
    #expect(ColorMap.viridis.color(at: -3) == ColorMap.viridis.color(at: 0))
    #expect(ColorMap.viridis.color(at: 7) == ColorMap.viridis.color(at: 1))
    #expect(ColorMap.viridis.color(at: .nan) == ColorMap.viridis.color(at: 0))
  }
}
