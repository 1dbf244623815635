internal import Archives
internal import ArgumentParser
internal import CairoRendering
internal import Experiments
internal import Failures
internal import Figures

/// `--output` of a command whose result is not the picture alone.
struct PictureOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Draw a picture too, a PNG of 1920 x 1080 pixels.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("light, or dark for dark slides.", valueName: "name"))
  var theme = Theme.light

  @Flag(help: "Replace the picture if there is one.")
  var overwrite = false

  /// Makes sure before any work begins that the picture can be written.
  func prepare() throws {
    guard let output else { return }
    try preparePicture(output, option: "output", overwrite: overwrite)
  }
}

/// Makes sure before any work begins that a picture can be written.
///
/// - Throws: `Failure` (usage) where the name is not that of a PNG, (output) if something is in the way.
func preparePicture(_ path: String, option: Setting, overwrite: Bool) throws {
  guard path.lowercased().hasSuffix(".png") else {
    throw Failure(
      .usage, "\(path) does not say that it is a PNG picture", at: .setting(option),
      remedy: "End the name with .png.")
  }
  try OutputPath.prepare(path, overwrite: overwrite)
}

/// Writes a chart as a picture that says how it was made, and tells of it.
func writePicture(_ chart: Chart, manifest: JSONValue, to path: String) throws {
  let metadata = PNGMetadata(manifest: manifest.serialized())
  try AtomicFile.write(try FigureRenderer.png(chart, metadata: metadata), to: path)
  StandardStreams.writeMessage("\(path): \(chart.width) x \(chart.height) pixels\n")
}
