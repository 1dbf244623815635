internal import Figures
internal import SurfaceRendering

/// The colours of a deck, which are those of its pictures.
struct DeckColors {
  let background: Color
  let text: Color
  let quiet: Color
  let accent: Color
  let panel: Color
  let plain = Color(hex: 0xE69F00)

  init(_ theme: Theme) {
    let palette = Palette(theme)
    (background, text) = (palette.background, palette.ink)
    (quiet, panel) = (palette.quietInk, palette.plot)
    // That of nets with shortcuts in the pictures; at least 4.5:1 on the background.
    accent = Color(hex: theme == .dark ? 0x4C9FE0 : 0x0B5FA5)
  }

  func color(_ ink: Ink) -> Color {
    switch ink {
    case .text: text
    case .quiet: quiet
    case .accent: accent
    case .plain: plain
    case .panel: panel
    }
  }
}
