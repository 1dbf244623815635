internal import Analysis
internal import ArgumentParser
internal import Exports
internal import Failures

/// The heights of meshes, and the size of solids.
struct MeshOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Losses above this stand at this height. (default: none for .vtp; for .stl 10, if the smallest loss \
      is positive and below 5)
      """, valueName: "loss"))
  var zMax: Double?

  @Flag(help: "Heights are ln(loss + 0.1), as in Li et al.'s converter (.vtp).")
  var log = false

  @Option(
    help: ArgumentHelp("Longer side of the base, in mm (.stl). (default: 100)", valueName: "mm"))
  var edge: Double?

  @Option(
    help: ArgumentHelp(
      "Height from the lowest to the highest point, in mm (.stl). (default: 40)", valueName: "mm"))
  var height: Double?

  @Option(
    help: ArgumentHelp(
      "Thickness below the lowest point, in mm (.stl). (default: 3)", valueName: "mm"))
  var base: Double?

  /// What is chosen for a mesh whose heights, if it is a solid, are on a scale.
  func choices(_ scale: HeightScale) -> SurfaceExport.Choices {
    let standard = PrintableSolid.Size()
    return SurfaceExport.Choices(
      mostLoss: zMax, isLogarithmic: log, scale: scale,
      size: PrintableSolid.Size(
        edge: edge ?? standard.edge, height: height ?? standard.height,
        base: base ?? standard.base))
  }

  /// Refuses options that do not change a file of a kind, or a notebook.
  ///
  /// - Throws: `Failure` (usage) naming the option.
  func check(for format: SurfaceFormat?) throws(Failure) {
    let options: [(flag: String, isGiven: Bool, formats: [SurfaceFormat])] = [
      ("--z-max", zMax != nil, [.vtp, .stl]), ("--log", log, [.vtp]),
      ("--edge", edge != nil, [.stl]), ("--height", height != nil, [.stl]),
      ("--base", base != nil, [.stl]),
    ]
    for option in options where option.isGiven && !(format.map(option.formats.contains) ?? false) {
      throw Failure(
        .usage, "does not change \(format.map { "a .\($0.rawValue) file" } ?? "a notebook")",
        at: .flag(option.flag), remedy: "Leave it out.")
    }
  }
}
