internal import ArgumentParser
internal import Failures
internal import Figures
internal import Pictures

/// How a picture looks.
struct AppearanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Size: slide (1920x1080), 4k, square (1200x1200), beamer (160 mm wide), column (85 mm), \
      page (170 mm), or pixels such as 1600x900. (default: slide)
      """, valueName: "name|WxH"))
  var size: String?

  @Option(help: ArgumentHelp("Width in pixels, in place of --size.", valueName: "pixels"))
  var width: Int?

  @Option(help: ArgumentHelp("Height in pixels, in place of --size.", valueName: "pixels"))
  var height: Int?

  @Option(
    help: ArgumentHelp(
      "Ground and lines: light, dark (for dark slides) or print. (default: light)",
      valueName: "name"))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      """
      Colours of losses: \(ColorMap.allCases.map(\.rawValue).joined(separator: ", ")). \
      (default: viridis)
      """, valueName: "name"))
  var colorMap: String?

  @Option(
    help: ArgumentHelp(
      "Contour lines: how many bands, or their losses, such as 0.5,1,2. (default: at most 25 bands)",
      valueName: "N|list"))
  var levels: String?

  @Option(
    help: ArgumentHelp(
      "Family of the font; characters that it lacks are taken from another. (default: DejaVu Sans)",
      valueName: "family"))
  var font: String?

  @Flag(help: "Leave out the ground, so that the slide or page shows.")
  var transparent = false

  @Option(
    help: ArgumentHelp(
      """
      Read the look from a JSON file with any of the keys theme, color_map, levels, size, font and \
      transparent. Options given beside it win.
      """, valueName: "style.json"))
  var styleFile: String?

  /// The look: what the file says, and the options on top of it.
  ///
  /// - Throws: `Failure` (usage) naming a value that is not offered, (data) for a damaged style file.
  func style() throws -> PictureStyle {
    var style = try styleFile.map { try PictureStyle(path: $0) } ?? PictureStyle()
    if let theme { style.theme = try namedChoice(theme, of: Theme.self, option: "theme") }
    if let colorMap {
      style.colorMap = try namedChoice(colorMap, of: ColorMap.self, option: "color map")
    }
    if let levels { style.levels = try contourLevels(levels) }
    if let font { style.font = font }
    if transparent { style.isTransparent = true }
    style.size = try chosenSize() ?? style.size ?? .slide
    return style
  }

  private func chosenSize() throws -> PictureSize? {
    let sides = PictureSize.sides
    if let width { try check(width, in: sides, option: "width") }
    if let height { try check(height, in: sides, option: "height") }
    guard let size else {
      guard width != nil || height != nil else { return nil }
      let usual = PictureSize.slide
      return PictureSize(width: width ?? usual.width, height: height ?? usual.height)
    }
    if let other = [("--width", width), ("--height", height)].first(where: { $0.1 != nil })?.0 {
      throw Failure(
        .usage, "cannot be combined with \(other)", at: .setting("size"),
        remedy: "Give one of them, such as --size 1600x900.")
    }
    return try PictureSize(size)
  }

  private func contourLevels(_ text: String) throws(Failure) -> ContourLevels {
    if let count = Int(text), (2...100).contains(count) { return .bands(count) }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0) }.filter(\.isFinite)
    let isList = text.contains(",") || Int(text) == nil
    guard isList, values.count == parts.count, (1...100).contains(values.count) else {
      throw Failure(
        .usage, "\"\(text)\" is neither a number of bands nor a list of losses",
        at: .setting("levels"),
        remedy: "Give 2 to 100 bands, or 1 to 100 losses such as 0.5,1,2.")
    }
    return .values(values)
  }
}
