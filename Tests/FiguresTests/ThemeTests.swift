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

  @Test(arguments: Theme.allCases, ColorMap.allCases)
  func linesStandOutFromTheirGround(theme: Theme, map: ColorMap) {
    var figure = SampleSurfaces.comparison(points: 9)
    figure.panels = figure.panels.map { Panel($0.field, center: nil) }
    figure.style = .contour
    figure.theme = theme
    figure.colorMap = map
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    let ground = Palette(theme).plot
    let least = canvas.strokes.map { contrast($0.stroke.color, ground) }.min() ?? 0
    #expect(least > (theme == .light ? 1.4 : 2), "thin lines in print need the most")
  }
}
