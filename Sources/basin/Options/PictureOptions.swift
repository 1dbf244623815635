internal import Archives
internal import ArgumentParser
internal import Failures
internal import Figures
internal import Pictures
internal import Provenance

/// `--output` of a command whose result is not the picture alone.
struct PictureOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Also draw a picture of 1920 x 1080 pixels.", valueName: "figure.png"))
  var output: String?

  @Option(help: ArgumentHelp("Colours of the picture: dark suits dark slides.", valueName: "name"))
  var theme = Theme.light

  @Flag(help: "Replace the picture if it exists.")
  var overwrite = false

  /// The picture.
  var files: [OutputFile] { output.map { [OutputFile($0, .picture, option: "output")] } ?? [] }

  /// Makes sure before any work begins that the picture can be written.
  func prepare() throws {
    for file in files { try file.prepare(overwrite: overwrite) }
  }
}

/// Writes a chart as a picture that records how it was made, and reports its name and size.
func writePicture(_ chart: Chart, manifest: Manifest, to path: String) throws {
  try PictureFile.write(chart, manifest: manifest, to: path)
  StandardStreams.writeMessage("\(path): \(chart.width) x \(chart.height) pixels\n")
}
