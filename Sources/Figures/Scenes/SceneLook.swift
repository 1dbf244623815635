internal import SurfaceRendering

extension SurfaceColor {
  init(_ color: Color) { self.init(Float(color.red), Float(color.green), Float(color.blue)) }
}

extension HatchedGround {
  fileprivate init(_ kind: LegendKind, _ palette: Palette) {
    let hatch = Hatch(kind, palette)
    self.init(
      ground: SurfaceColor(hatch.ground), stroke: SurfaceColor(hatch.stroke), rises: hatch.rises,
      falls: hatch.falls)
  }
}

extension SurfaceLook {
  /// The look of a surface in a figure.
  ///
  /// - Parameters:
  ///   - unit: The length of a pixel at 1080 lines, in pixels of the surface's own picture.
  init(_ colors: ValueColors, _ palette: Palette, unit: Double) {
    self.init(
      colors: (0...255).map { SurfaceColor(colors.color(at: Double($0) / 255)) },
      above: HatchedGround(.above, palette), below: HatchedGround(.below, palette),
      missing: HatchedGround(.missing, palette), nonfinite: HatchedGround(.nonfinite, palette),
      wall: SurfaceColor(palette.wall),
      floor: SurfaceColor(palette.plot.mixed(with: palette.missing, 0.4)),
      hatchSpacing: max(5, 17 * unit), hatchWidth: max(0.8, 1.7 * unit),
      edgeWidth: max(1, 2.2 * unit))
  }
}

extension SurfaceLine {
  /// The contour lines of a figure on its surfaces, a little finer than on its maps.
  static func all(_ colors: ValueColors, unit: Double) -> [SurfaceLine] {
    zip(colors.scale.levels, colors.scale.isMajor).map { level, isMajor in
      let isDark = colors.color(at: colors.scale.position(ofUnits: level)).luminance < 0.12
      let ink = isMajor ? 0.75 : 0.4
      return SurfaceLine(
        height: level, width: isMajor ? max(1.2, 2.4 * unit) : max(0.8, 1.4 * unit),
        ink: isDark ? 0.8 * ink : -ink)
    }
  }
}
