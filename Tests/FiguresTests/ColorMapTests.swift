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

  @Test(arguments: [
    (0, 0x000004), (3, 0x010108), (52, 0x3D0F71), (128, 0xB73779), (178, 0xF66E5C),
    (233, 0xFED597), (255, 0xFCFDBF),
  ])
  func magmaIsThePublishedOne(index: Int, published: UInt32) {
    #expect(difference(.magma, index, published) <= 1)
  }

  /// Entries of cmcrameri 1.10.
  @Test(arguments: [
    (0, 0x001261), (3, 0x011764), (52, 0x136697), (101, 0xA3C7D9), (128, 0xECE5E0),
    (178, 0xCD8961), (233, 0x7F1E06), (255, 0x590008),
  ])
  func vikIsThePublishedOne(index: Int, published: UInt32) {
    #expect(difference(.vik, index, published) <= 2)
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

  private static let sequential = ColorMap.allCases.filter { $0 != .vik }

  @Test(arguments: sequential) func lightnessGrowsSteadily(map: ColorMap) {
    let luminances = (0...100).map { map.color(at: Double($0) / 100).luminance }
    for (a, b) in zip(luminances, luminances.dropFirst()) { #expect(a < b) }
  }

  /// Deuteranopia and protanopia after Viénot, Brettel and Mollon, "Digital video colourmaps for
  /// checking the legibility of displays by dichromats", Color Res. Appl. 24 (1999), table of
  /// combined matrices on linear RGB: red and green are both replaced by one mixture.
  @Test(arguments: sequential, [(0.11238, 0.88762), (0.29275, 0.70725)])
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

  @Test func theDivergingMapIsLightestInItsMiddle() {
    let luminances = (0...100).map { ColorMap.vik.color(at: Double($0) / 100).luminance }
    let middle = luminances.indices.max { luminances[$0] < luminances[$1] } ?? 0
    #expect((45...55).contains(middle))
    for (a, b) in zip(luminances[...middle], luminances[1...middle]) { #expect(a < b) }
    for (a, b) in zip(luminances[middle...], luminances[(middle + 1)...]) { #expect(a > b) }
  }

  @Test(arguments: ColorMap.allCases) func clippedValuesStandApart(map: ColorMap) {
    let clip = ClipColors(map)
    func distance(_ a: Color, _ b: Color) -> Double {
      let (red, green, blue) = (a.red - b.red, a.green - b.green, a.blue - b.blue)
      return 255 * (red * red + green * green + blue * blue).squareRoot()
    }
    #expect(distance(clip.above, clip.below) > 100)
    #expect(distance(clip.above, clip.aboveHatch) > 40)
    #expect(distance(clip.below, clip.belowHatch) > 40)
    for step in 0...100 {
      let color = map.color(at: Double(step) / 100)
      #expect(distance(clip.above, color) > 40, "at \(step) %")
      #expect(distance(clip.below, color) > 40, "at \(step) %")
    }
  }

  @Test func positionsOutsideAreClamped() {
    #expect(ColorMap.viridis.color(at: -3) == ColorMap.viridis.color(at: 0))
    #expect(ColorMap.viridis.color(at: 7) == ColorMap.viridis.color(at: 1))
    #expect(ColorMap.viridis.color(at: .nan) == ColorMap.viridis.color(at: 0))
  }
}
