/// Plain text in LaTeX.
enum LaTeXText {
  /// Text that LaTeX prints as it stands. Signs of mathematics become its own; what else is beyond
  /// the Latin scripts is left to engines that know Unicode.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { signs[$0] ?? String($0) }.joined()
  }

  /// The same in a font of fixed width, where two hyphens, as options begin with, must not become a
  /// dash.
  static func typewriter(_ text: String) -> String {
    escaped(text).replacing("--", with: "-{}-")
  }

  /// A path as the argument of `\includegraphics`: letters as they stand, but those that would not even
  /// get there come from macros, of LaTeX's kernel but for the one of the hash sign.
  static func path(_ path: String) -> String {
    let macros: [Unicode.Scalar: String] = [
      "%": "@percentchar", "#": "hashsign", "{": "@charlb", "}": "@charrb", "\\": "@backslashchar",
    ]
    var text = ""
    for piece in path.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: { macros[$0] != nil })
    {
      if !piece.isEmpty { text += "\\detokenize{\(String(String.UnicodeScalarView(piece)))}" }
      if piece.endIndex < path.unicodeScalars.endIndex {
        let sign = path.unicodeScalars[piece.endIndex]
        text += "\\csname \(macros[sign] ?? "")\\endcsname "
      }
    }
    return text
  }

  /// A number in mathematics, where a hyphen is a minus sign and a power of ten is one; nil for
  /// anything else.
  static func number(_ text: String) -> String? {
    guard Double(text)?.isFinite == true else { return nil }
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "$\(text)$" }
    return "$\(parts[0]) \\times 10^{\(exponent)}$"
  }

  private static let signs: [Unicode.Scalar: String] = [
    "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}",
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "`": "\\textasciigrave{}", "\n": " ", "\r": " ", ">": "$>$", "<": "$<$", "|": "\\textbar{}",
    "≥": "$\\geq$", "≤": "$\\leq$", "×": "$\\times$", "±": "$\\pm$", "−": "$-$", "·": "$\\cdot$",
    "‖": "$\\|$", "√": "$\\surd$", "∞": "$\\infty$", "∑": "$\\sum$", "≈": "$\\approx$",
    "²": "$^2$", "³": "$^3$", "⁻": "$^-$", "₀": "$_0$", "₁": "$_1$", "₂": "$_2$",
    "δ": "$\\delta$", "λ": "$\\lambda$", "σ": "$\\sigma$", "α": "$\\alpha$", "β": "$\\beta$",
    "→": "$\\to$", "–": "--", "—": "---", "…": "\\dots{}", "“": "``", "”": "''", "’": "'",
    "\u{A0}": "~", "°": "$^\\circ$", "½": "\\textonehalf{}",
  ]
}
