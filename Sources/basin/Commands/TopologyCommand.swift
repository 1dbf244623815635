internal import Analysis
internal import ArgumentParser
internal import Failures
internal import Grids
internal import Landscapes
internal import Reports

/// `basin topology`
struct TopologyCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "topology",
    abstract: "Describe the shape of surfaces: minima, saddles, maxima and roughness.",
    discussion: """
      Imagine water rising over the surface. Pools form at minima and merge at saddles: the pool \
      of a minimum lives from the height of the minimum to that of the saddle where it meets a \
      deeper one. Around hills the water closes rings: an island lives from the saddle that cuts \
      it off until its maximum is under water. The length of such a life, its persistence, says \
      how much the feature matters. Heights are in decades of loss + 0.001; choose another scale \
      with --scale or --offset. JSON lists the pools and islands with their places (the \
      persistence diagrams of dimension 0 and 1), text those that reach the threshold; of very many, \
      --list says how many.

      Points without a value, and everything outside the grid, count as infinitely high; hills on \
      the border therefore form no islands. The output also gives

        saddles above minima   mean height of the first saddle above each minimum
        convex                 where the loss curves upwards in every direction of
                               the plane
        ups and downs          along 8 lines through the centre, in units of their
                               range: 1 for a slope, 2 for a bowl; the roughness
                               index measures how much the lines differ
        Laplacian              how strongly the surface curves, in decades
        better than guessing   where the loss is below ln(classes); needs --classes

      Examples:
        basin topology surface.h5
        basin topology plain.h5 residual.h5 --threshold 0.03 --classes 10
        basin topology surface.h5 --format json
      """)

  @Argument(help: ArgumentHelp("Surfaces to describe.", valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp(
      "Number of classes of the data, if the loss is a cross-entropy.", valueName: "count"))
  var classes: Int?

  @OptionGroup var arrays: QuantityOptions

  @Option(help: ArgumentHelp("Output format.", valueName: "name"))
  var format = TopologyTable.Format.text

  @OptionGroup var listing: ListingOptions
  @OptionGroup(title: "Heights") var heights: HeightOptions

  var inputs: [String] { surfaces }
  var outputs: [OutputFile] { [] }

  func run() throws {
    let (scale, threshold) = try heights.values()
    let limit = try listing.limit()
    if let classes { try check(classes, in: 2...1_000_000, option: "classes") }
    let loaded = try surfaces.map { (path: $0, surface: try arrays.surface($0)) }
    try scale.checkFit(of: loaded)
    let entries = loaded.map { path, surface in
      let topology = SurfaceTopology(
        of: surface.loss, analysing: surface.loss.readablePart, scale: scale,
        threshold: threshold, classes: classes)
      noteIncomplete(path, topology.points)
      return TopologyTable.Entry(
        surface: path, quantity: surface.quantity, topology: topology)
    }
    let table = TopologyTable(entries: entries, limit: limit)
    for entry in entries { noteUnlisted(entry.surface, table.unlisted(of: entry, as: format)) }
    try StandardStreams.writeOutput(table.formatted(as: format))
  }
}
