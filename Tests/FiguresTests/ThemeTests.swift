import FigureTestSupport
import Figures
import Testing

@Suite struct ThemeTests {
  /// WCAG 2.1's contrast ratio.
  private func contrast(_ a: Color, _ b: Color) -> Double {
    let (high, low) = (max(a.luminance, b.luminance), min(a.luminance, b.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  @Test func theContrastOracleKnowsItsExtremes() {
    #expect(abs(contrast(Color(hex: 0), Color(hex: 0xFFFFFF)) - 21) < 1e-9)
    // WebAIM's published example of the grey that just reaches 4.5.
    #expect(abs(contrast(Color(hex: 0x767676), Color(hex: 0xFFFFFF)) - 4.54) < 0.01)
  }

  @Test(arguments: Theme.allCases) func textStandsOutFromItsGround(theme: Theme) {
    let palette = Palette(theme)
    #expect(contrast(palette.ink, palette.background) > 12)
    #expect(contrast(palette.quietInk, palette.background) > 5)
    #expect(contrast(palette.markOutline, palette.mark) > 5)
    #expect(contrast(palette.ink, palette.plot) > 10)
  }
}
