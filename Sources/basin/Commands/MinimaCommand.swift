internal import Analysis
internal import ArgumentParser
internal import Grids
internal import Landscapes
internal import Numerals
internal import Reports
internal import Runs

/// `basin minima`
struct MinimaCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "minima",
    abstract: "Count the local minima of surfaces.",
    discussion: """
      A minimum counts if its persistence, the height of the lowest pass that leads to a deeper \
      one, reaches a threshold. Heights are measured in decades of loss + 0.001, or as --scale and \
      --offset say: small or negative losses need another scale. Minima on the border of the grid are listed apart. The raw count of points that are lower than their \
      eight neighbours is given for comparison: in narrow valleys it finds minima that only the \
      sampling made.

      A surface that is still being sampled, or was interrupted, may be given too: where its \
      points do not hang together, the finest complete coarser grid among them is counted.

      A minimum that the grid spacing may have invented (persistence at most its allowance) is \
      called unresolved. With --confirm every minimum that reaches the threshold is looked at \
      again: the loss is sampled at half and a quarter of the spacing around it, its saddle and \
      the way between, and followed downhill from the lowest point found. Its verdict then is \
      confirmed, artefact (it runs into a lower minimum without a barrier), unresolved (the \
      refined barrier is within what the finest spacing and rounding can invent, or the minimum \
      is on the border) or below threshold. All surfaces must be of the same weights; which \
      examples were used stands in the surface.

      Surfaces of other programs are read too: HDF5 as Li et al.'s code writes it, NumPy's .npy \
      and .npz, and .csv with x, y and loss in each line.

      Examples:
        basin minima surface.h5
        basin minima plain.h5 residual.h5 --threshold 0.03 --format markdown
        basin minima surface.h5 --format json
        basin minima loss.npy
        basin minima both.h5 --quantity test_loss
        basin minima surface.h5 --confirm --weights net.safetensors --data fashion-mnist \\
            --image-size 14
      """)

  @Argument(help: ArgumentHelp("Surfaces made by basin sample.", valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp("text, json, csv, markdown or latex.", valueName: "name"))
  var format = MinimaTable.Format.text

  @OptionGroup(title: "Heights") var heights: HeightOptions
  @OptionGroup var arrays: QuantityOptions
  @OptionGroup(title: "Confirmation") var confirmation: ConfirmationOptions

  var inputs: [String] { surfaces + confirmation.files }
  var outputs: [OutputFile] { [] }

  func run() throws {
    let (scale, threshold) = try heights.values()
    try confirmation.check()
    let loaded = try surfaces.map { (path: $0, surface: try arrays.surface($0)) }
    try scale.checkFit(of: loaded)
    let entries = loaded.map { path, surface in
      (
        path: path, surface: surface,
        analysis: MinimaAnalysis(
          of: surface.loss, analysing: surface.loss.readablePart,
          quantity: surface.quantity, scale: scale, threshold: threshold)
      )
    }
    for entry in entries { noteIncomplete(entry.path, entry.analysis.points) }
    try confirmation.confirming(entries) { confirmations in
      let table = MinimaTable(
        entries: zip(entries, confirmations).map {
          MinimaTable.Entry(surface: $0.path, analysis: $0.analysis, confirmation: $1)
        })
      try StandardStreams.writeOutput(table.formatted(as: format))
    }
  }
}

/// Says on the standard error if a surface is incomplete, and what stands for it.
func noteIncomplete(_ path: String, _ points: SurfacePoints) {
  guard points.missing > 0 else { return }
  let part =
    points.isCoarser
    ? "; its complete \(points.analysedColumns) x \(points.analysedRows) grid stands for it"
    : ""
  StandardStreams.writeMessage(
    "basin: \(path) is incomplete: \(points.missing.grouped) of "
      + "\(points.count.grouped) points are missing\(part).\n")
}
