internal import Analysis
internal import ArgumentParser
internal import Grids
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

      A surface that is still being sampled, or was interrupted, may be given too: where its \
      points do not hang together, the finest complete coarser grid among them is counted.

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
          of: surface.lossField, analysing: surface.lossField.readablePart,
          quantity: surface.quantity, threshold: threshold)
      )
    }
    for (path, analysis) in entries where analysis.missingPoints > 0 {
      noteIncomplete(path, analysis)
    }
    StandardStreams.writeOutput(MinimaTable(entries: entries).formatted(as: format))
  }
}

/// Tells on the standard error that a surface is incomplete, and what stands for it.
func noteIncomplete(_ path: String, _ analysis: MinimaAnalysis) {
  let total = analysis.columns * analysis.rows
  let part =
    analysis.isCoarser
    ? "; its complete \(analysis.analysedColumns) x \(analysis.analysedRows) grid stands for it"
    : ""
  StandardStreams.writeMessage(
    "basin: \(path) is incomplete: \(groupedDigits(analysis.missingPoints)) of "
      + "\(groupedDigits(total)) points are missing\(part).\n")
}
