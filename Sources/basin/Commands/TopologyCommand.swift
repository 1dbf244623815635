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
    abstract: "Tell the shape of surfaces: minima, saddles, maxima, and how rough they are.",
    discussion: """
      Let water rise on the surface. Pools form at minima and meet at saddles: the pool of a \
      minimum lives from its own height to that of the saddle where it meets a deeper one. Around \
      hills the water closes rings: an island lives from the saddle that cuts it off until its \
      maximum drowns. How long each lives, its persistence, says how much it matters; heights are \
      in decades of loss + 0.001, or as --scale and --offset say. JSON holds all classes with their places (the persistence \
      diagrams of dimension 0 and 1), text those that reach the threshold.

      Points without a value, and everything outside, count as infinitely high: hills on the \
      border are no islands. Beside the classes stand

        saddles above minima   how high the first saddle above each minimum is, on average
        convex                 where the loss curves upwards in every direction of the plane
        ups and downs          along 8 lines through the centre, in units of their range: 1 for a \
      slope, 2 for a bowl; the roughness index tells how much the lines differ
        Laplacian              how strongly the surface curves, in decades
        better than guessing   where the loss is below ln(classes); needs --classes

      Examples:
        basin topology surface.h5
        basin topology plain.h5 residual.h5 --threshold 0.03 --classes 10
        basin topology surface.h5 --format json
      """)

  @Argument(help: ArgumentHelp("Surfaces made by basin sample.", valueName: "surface.h5"))
  var surfaces: [String]

  @Option(
    help: ArgumentHelp(
      "The number of classes of the data, where the loss is a cross-entropy.", valueName: "count"))
  var classes: Int?

  @OptionGroup var arrays: QuantityOptions

  @Option(help: ArgumentHelp("text, json, markdown or latex.", valueName: "name"))
  var format = TopologyTable.Format.text

  @OptionGroup(title: "Heights") var heights: HeightOptions

  var inputs: [String] { surfaces }
  var outputs: [OutputFile] { [] }

  func run() throws {
    let (scale, threshold) = try heights.values()
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
    try StandardStreams.writeOutput(TopologyTable(entries: entries).formatted(as: format))
  }
}
