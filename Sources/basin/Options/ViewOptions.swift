internal import ArgumentParser
internal import Failures
internal import SurfaceRendering

/// From where surfaces in three dimensions are seen.
struct ViewOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Direction of the eye, counterclockwise from the x axis. (default: -55)",
      valueName: "degrees"))
  var azimuth: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Height of the eye, from 0 (horizon) to 90 (straight down). (default: 46)",
      valueName: "degrees"))
  var elevation: Double?

  @Option(
    help: ArgumentHelp(
      "Size; above 1 the scene is cut at the edges. (default: 1)", valueName: "factor"))
  var zoom: Double?

  @Option(
    help: ArgumentHelp(
      """
      What the surface stands on: block (solid walls) or floor (a sheet above its contour lines). \
      (default: block)
      """, valueName: "name"))
  var base: String?

  /// The first option that is given; nil where none is.
  var given: String? {
    let options: [(String, Bool)] = [
      ("--azimuth", azimuth != nil), ("--elevation", elevation != nil), ("--zoom", zoom != nil),
      ("--base", base != nil),
    ]
    return options.first(where: \.1)?.0
  }

  /// What surfaces stand on.
  ///
  /// - Throws: `Failure` (usage) for a name that is not offered.
  func surfaceBase() throws(Failure) -> SurfaceBase {
    guard let base else { return .block }
    return try namedChoice(base, of: SurfaceBase.self, option: "base")
  }

  /// The view that is asked for.
  ///
  /// - Throws: `Failure` (usage) naming what is out of range.
  func view() throws -> SurfaceView {
    var view = SurfaceView()
    if let azimuth {
      try check(azimuth, in: -360...360, option: "azimuth")
      view.azimuth = azimuth
    }
    if let elevation {
      try check(elevation, in: 0...90, option: "elevation")
      view.elevation = elevation
    }
    if let zoom {
      try check(zoom, in: 0.2...5, option: "zoom")
      view.zoom = zoom
    }
    return view
  }
}
