internal import Analysis
internal import Archives
internal import ArgumentParser
internal import Exports
internal import Failures
internal import Foundation
internal import Landscapes
internal import Numerals

/// `basin export`
struct ExportCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Take surfaces along: a notebook, ParaView, a 3-D printer, NumPy.",
    discussion: """
      A run, or surface files, become a folder for a lecture or an exercise:

        landscape.ipynb   a notebook that needs NumPy and matplotlib alone: it
                          draws the surfaces as maps and in three dimensions,
                          counts their minima again in plain NumPy, checks
                          the counts, and ends with an exercise
        landscape.npz     the axes, losses, accuracies and minima
        minima.csv        every minimum, as basin minima --format csv

      A single surface becomes one file for another program; the name decides which:

        .vtp    a mesh for ParaView, as Li et al.'s converter writes it
        .stl    a solid for a 3-D printer, in millimetres; heights are on
                the scale on which minima are counted
        .csv    a line with x, y and loss for each point
        .npz    NumPy arrays x, y, loss, accuracy
        .npy    the losses as one NumPy array, without axes

      Points without a finite loss: .csv, .npz and .npy keep them. .vtp leaves them out. In .stl those \
      that were evaluated stand as high as the highest point; a surface with missing points is \
      refused. Messages say how many they are.

      Examples:
        basin export output/compare
        basin export plain.h5 residual.h5 --output pair
        basin export surface.h5 --output surface.vtp --z-max 10 --log
        basin export surface.h5 --output surface.stl --edge 120
      """)

  @Argument(
    help: ArgumentHelp(
      "The folder of a run made by basin compare or basin lesson, or surfaces.",
      valueName: "run|surface.h5"))
  var sources: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      """
      Folder for the notebook, or file to write; created if missing. (default: notebooks-export/NAME, \
      named after the run or the surface)
      """, valueName: "folder|file"))
  var output: String?

  @Flag(help: "Replace what is there.")
  var overwrite = false

  @OptionGroup(title: "Meshes") var mesh: MeshOptions
  @OptionGroup(title: "Heights (of a run: as it counted)") var scale: ScaleOptions
  @OptionGroup var arrays: QuantityOptions

  var inputs: [String] {
    sources.flatMap { path in
      PathKind(of: path) == .folder ? [] : [path]
    }
  }
  var outputs: [OutputFile] {
    guard let output else { return [] }
    let format = try? SurfaceFormat(of: output)
    let paths = format == nil ? LandscapeExport.paths(in: folderPath(output)) : [output]
    return paths.map { OutputFile($0, .other, option: "output") }
  }

  func run() throws {
    let isFolder = output.map { PathKind(of: $0) == .folder } ?? true
    let format = isFolder ? nil : try output.flatMap { try SurfaceFormat(of: $0) }
    try mesh.check(for: format)
    if let format, let output {
      try exportSurface(as: format, to: output)
    } else {
      try exportNotebook()
    }
  }

  private func exportNotebook() throws {
    let contents = try RunContents(
      reading: sources, scale: scale.isGiven ? scale.heights() : nil, quantity: arrays.quantity)
    let folder = folderPath(output ?? "notebooks-export/\(contents.name)")
    let export = try LandscapeExport(contents)
    try AtomicFolder.prepare(LandscapeExport.fileNames, in: folder, overwrite: overwrite)
    for surface in contents.surfaces {
      for assumption in surface.surface.assumptions {
        StandardStreams.writeMessage("basin: \(surface.path): \(assumption).\n")
      }
      noteIncomplete(surface.path, surface.analysis.points)
    }
    try export.write(to: folder)
    for path in LandscapeExport.paths(in: folder) { try StandardStreams.writeLine(path) }
  }

  private func exportSurface(as format: SurfaceFormat, to output: String) throws {
    guard sources.count == 1, PathKind(of: sources[0]) != .folder else {
      throw Failure(
        .usage, "a .\(format.rawValue) file holds one surface", at: .setting("output"),
        remedy: "Give one surface file, or a folder as \(setting: "output") for a notebook.")
    }
    guard format == .stl || !scale.isGiven else {
      throw Failure(
        .usage, "does not change a .\(format.rawValue) file",
        at: .flag(scale.scale != nil ? "--scale" : "--offset"), remedy: "Leave it out.")
    }
    try OutputPath.prepare(output, overwrite: overwrite)
    let (path, choices) = (sources[0], mesh.choices(try scale.heights()))
    let export = try SurfaceExport(
      try arrays.surface(path), as: format, choices: choices, from: path)
    try AtomicFile.write(export.bytes, to: output)
    for note in export.notes { StandardStreams.writeMessage("basin: \(path): \(note).\n") }
    try StandardStreams.writeLine("\(output): \(export.summary)")
  }

  /// The path of a folder without slashes at its end.
  private func folderPath(_ path: String) -> String {
    let slashes = path.reversed().prefix { $0 == "/" }.count
    return slashes == path.count ? path : String(path.dropLast(slashes))
  }
}
