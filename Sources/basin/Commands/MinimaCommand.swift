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
    abstract: "Count the local minima of loss surfaces.",
    discussion: """
      A minimum counts if its persistence, the climb to the lowest pass that leads to a deeper \
      minimum, reaches the threshold. Heights are in decades of loss + 0.001; for small or \
      negative losses choose another scale with --scale or --offset. Minima on the border of the \
      grid are listed separately. The raw count of grid points lower than their eight neighbours \
      is given for comparison; in narrow valleys it includes minima that only the sampling made.

      A surface that is still being sampled, or was interrupted, is accepted: if its points do not \
      yet form a complete grid, the finest complete coarser grid is counted.

      A minimum that the grid spacing may have produced (persistence at most its allowance) is \
      called unresolved. With --confirm, the loss is sampled at half and a quarter of the spacing \
      around every minimum that reaches the threshold, around its saddle and along the way between \
      them, and is followed downhill from the lowest point found. All surfaces must be of the same \
      weights; each surface records which examples to use. The verdict on a minimum is one of

        confirmed
        artefact          it runs into a lower minimum without a barrier
        unresolved        the refined barrier is within what the finest
                          spacing and rounding can produce, or the minimum is
                          on the border
        below threshold

      A surface whose losses an evaluator computed is confirmed by the same evaluator. Only losses can \
      be asked for there: derivatives are differences over an eighth of the spacing, and rounding is \
      estimated from points so close that only it tells them apart.

      Several processes (of Slurm, mpirun or a job array, or with --part) share the minima to \
      confirm. Each keeps the losses around its own in surface.h5.confirmation.partial.part-I-of-N. \
      The last one to finish prints the answer, bit-identical to that of one process, and removes \
      these files. Run the same commands again to resume.

      Surfaces of other programs are read too: HDF5 as written by Li et al.'s code, NumPy's .npy \
      and .npz, and .csv with x, y and loss in each line.

      Examples:
        basin minima surface.h5
        basin minima plain.h5 residual.h5 --threshold 0.03 --format markdown
        basin minima loss.npy --format json
        basin minima both.h5 --quantity test_loss
        basin minima surface.h5 --confirm --weights net.safetensors \\
            --data fashion-mnist --image-size 14
        basin minima surface.h5 --confirm --weights net.pt \\
            --evaluator 'python3 evaluator.py'
        srun -n 4 basin minima surface.h5 --confirm --weights net.safetensors \\
            --data fashion-mnist --image-size 14 --format json
      """)

  @Argument(help: ArgumentHelp("Surfaces to count.", valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp("Output format.", valueName: "name"))
  var format = MinimaTable.Format.text

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Heights") var heights: HeightOptions
  @OptionGroup var arrays: QuantityOptions
  @OptionGroup(title: "Confirmation") var confirmation: ConfirmationOptions

  var inputs: [String] { surfaces + confirmation.files }
  var outputs: [OutputFile] { [] }

  func run() throws {
    let (scale, threshold) = try heights.values()
    let limit = try listing.limit()
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
        }, limit: limit)
      for entry in table.entries {
        noteUnlisted(entry.surface, table.unlisted(of: entry, as: format))
      }
      try StandardStreams.writeOutput(table.formatted(as: format))
    }
  }
}

/// Reports on the standard error if a surface is incomplete, and which part is used.
func noteIncomplete(_ path: String, _ points: SurfacePoints) {
  guard points.missing > 0 else { return }
  let part =
    points.isCoarser
    ? "; using its complete \(points.analysedColumns) x \(points.analysedRows) grid"
    : ""
  StandardStreams.writeMessage(
    "basin: \(path) is incomplete: \(points.missing.grouped) of "
      + "\(points.count.grouped) points missing\(part).\n")
}
