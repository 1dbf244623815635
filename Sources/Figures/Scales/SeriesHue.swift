/// What a series of numbers is of, from which follows its colour.
public enum SeriesHue: Hashable, Sendable {
  /// Networks without shortcuts.
  case plain
  /// Networks with shortcuts.
  case residual
  /// Something else, the first, second…
  case other(Int)
  /// A place among ordered series: 0 the first, 1 the last.
  case ordered(Double)

  /// Orange and blue of different lightness, which stay apart without colour vision and in grey, then
  /// others of Okabe & Ito's palette (2008); ordered series take the colours of the map from the dark
  /// end, short of the palest.
  func color(_ theme: Theme) -> Color {
    switch (self, theme) {
    case (.plain, _): Color(hex: 0xE69F00)
    case (.residual, .light), (.residual, .paper): Color(hex: 0x0B5FA5)
    case (.residual, .dark): Color(hex: 0x4C9FE0)
    case (.other(let index), _): Color(hex: [0x009E73, 0xCC79A7, 0xD55E00][max(0, index) % 3])
    case (.ordered(let place), .light), (.ordered(let place), .paper):
      ColorMap.viridis.color(at: 0.88 * place)
    case (.ordered(let place), .dark): ColorMap.viridis.color(at: 0.25 + 0.75 * place)
    }
  }
}

/// Whether a number can stand on a logarithmic axis.
func isOnLogarithmicAxis(_ value: Double) -> Bool { value > 0 && value.isFinite }
