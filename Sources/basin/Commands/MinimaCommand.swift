internal import Analysis
internal import ArgumentParser
internal import Landscapes
internal import Reports

/// `basin minima`
struct MinimaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minima",
    abstract: "Count the local minima of surfaces.",
    discussion: """
      A minimum counts if its persistence, the height of the lowest pass that leads to a deeper \
      one, reaches a threshold. Heights are measured in decades of loss + 0.001. Minima on the \
      border of the grid are listed apart. The raw count of points that are lower than their \
      eight neighbours is given for comparison: in narrow valleys it finds minima that only the \
      sampling made.

      Examples:
        basin minima surface.h5
        basin minima plain.h5 residual.h5 --threshold 0.03 --format markdown
        basin minima surface.h5 --format json
      """)

  @Argument(help: ArgumentHelp("Surfaces made by basin sample.", valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp(
      "The persistence from which a minimum counts, in decades.", valueName: "decades"))
  var threshold = MinimaAnalysis.defaultThreshold

  @Option(
    help: ArgumentHelp("text, json, csv, markdown or latex.", valueName: "name"))
  var format = MinimaTable.Format.text

  func run() throws {
    try checkThreshold(threshold)
    let entries = try surfaces.map { path in
      let surface = try LossSurface(path: path)
      return (
        surface: path,
        analysis: MinimaAnalysis(
          of: surface.lossField, quantity: surface.quantity, threshold: threshold)
      )
    }
    StandardStreams.writeOutput(MinimaTable(entries: entries).formatted(as: format))
  }
}
