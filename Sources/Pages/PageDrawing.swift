internal import CairoRendering
internal import Failures
internal import Figures
internal import Foundation
internal import SVGRendering

/// A drawing on a page: laid out for wide and for narrow screens, of which the style sheet shows one, in
/// colours that follow the ground.
enum PageDrawing {
  /// A layout, which the style sheet knows by its name.
  enum Layout: String, CaseIterable {
    case wide
    case narrow

    /// Its size in pixels of the page.
    fileprivate var size: PictureSize {
      switch self {
      case .wide: PictureSize(slidePointsWide: 960, high: 500)
      case .narrow: PictureSize(slidePointsWide: 340, high: 380)
      }
    }
  }

  /// A drawing as HTML.
  ///
  /// - Parameters:
  ///   - description: what it shows, for those who cannot see it.
  ///   - picture: makes it for a layout and a ground.
  /// - Throws: `Failure` (fault) if it cannot be drawn.
  static func html(
    description: String, _ picture: (Layout, Theme) -> some Illustration
  ) throws -> String {
    // Cairo knows how much room texts take.
    let ruler = try CairoCanvas(pixels: PictureSize(width: 1, height: 1))
    let layouts = try Layout.allCases.map { layout in
      let forms = try [Theme.light, .dark].map {
        var picture = picture(layout, $0)
        (picture.width, picture.height) = (layout.size.width, layout.size.height)
        let canvas = SVGCanvas(
          layout.size, measuringWith: ruler, encodingWith: PNGFile.bytes(of:), isTransparent: true)
        picture.draw(on: canvas)
        if let failure = canvas.failure { throw failure }
        // In HTML the name of the element is enough.
        return canvas.document.replacing(" xmlns=\"http://www.w3.org/2000/svg\"", with: "")
      }
      let drawing = try followingGround(forms[0], forms[1])
      return "<div class=\"drawing \(layout.rawValue)\">\(drawing)</div>"
    }
    return "<div role=\"img\" aria-label=\"\(description.inHTML)\">\(layouts.joined())</div>"
  }

  /// One drawing from its forms for a light and a dark ground, which differ in colours alone.
  private static func followingGround(_ light: String, _ dark: String) throws(Failure) -> String {
    let (light, dark) = (light.components(separatedBy: "#"), dark.components(separatedBy: "#"))
    var text = light[0]
    for (light, dark) in zip(light.dropFirst(), dark.dropFirst()) {
      if light == dark {
        text += "#" + light
      } else {
        text += "light-dark(#\(light.prefix(6)),#\(dark.prefix(6)))\(light.dropFirst(6))"
      }
    }
    guard
      light.count == dark.count,
      zip(light, dark).allSatisfy({ $0 == $1 || $0.dropFirst(6) == $1.dropFirst(6) })
    else { throw Failure(.fault, "a drawing has another form on a dark ground") }
    return text
  }
}
